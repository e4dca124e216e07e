/** The dialog that lists the keys. */

import { COMMANDS } from "./commands";
import { button, el } from "./dom";
import { t } from "./language";
import { keyName } from "./menu";
import type { Message } from "./messages";

const ELSE: readonly [string, Message][] = [
  ["] [", "helpStep"], ["Alt + ← ↑ → ↓", "helpGo"], ["← ↑ → ↓", "helpMove"], ["+ − 0", "helpZoom"],
  ["Shift + F10", "helpMenu"], ["Ctrl + A", "helpAll"], ["Ctrl + Z · Ctrl + Y", "helpUndo"], ["Esc", "helpEscape"], ["/", "helpSearch"],
  ["?", "helpHelp"],
];
const MOUSE: readonly Message[] = ["helpClick", "helpPick", "helpLasso", "helpDrag"];

export function showHelp(): void {
  const row = (key: string, label: string): HTMLElement[] =>
    [el("dt", {}, el("kbd", {}, key)), el("dd", {}, label)];
  const box = el(
    "dialog", { "aria-labelledby": "help-title" },
    el("h2", { id: "help-title" }, t("helpTitle")),
    el("dl", { class: "keys" },
      ...COMMANDS.flatMap((each) => row(each.keys.map(keyName).join(" · "), t(each.label([])))),
      ...ELSE.flatMap(([key, label]) => row(key, t(label)))),
    el("ul", { class: "mouse" }, ...MOUSE.map((each) => el("li", {}, t(each)))),
    el("div", { class: "row" }, button(t("close"), () => box.close(), "primary")),
  );
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
