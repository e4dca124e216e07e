/** The dialog that lists the keys. */

import { dialog } from "./actions";
import { COMMANDS } from "./commands";
import { el } from "./dom";
import { t } from "./language";
import { keyName } from "./menu";
import type { Message } from "./messages";

const ELSE: readonly [string, Message][] = [
  ["] [", "helpStep"], ["Alt + ← ↑ → ↓", "helpGo"], ["← ↑ → ↓", "helpMove"], ["+ − 0", "helpZoom"],
  ["Shift + F10", "helpMenu"], ["Ctrl + A", "helpAll"], ["Esc", "helpEscape"], ["/", "helpSearch"],
  ["?", "helpHelp"],
];
const MOUSE: readonly Message[] = ["helpClick", "helpPick", "helpLasso", "helpDrag"];

export function showHelp(): void {
  const row = (key: string, label: string): HTMLElement[] =>
    [el("dt", {}, el("kbd", {}, key)), el("dd", {}, label)];
  void dialog(t("helpTitle"), [
    el("dl", { class: "keys" },
      ...COMMANDS.flatMap((each) => row(each.keys.map(keyName).join(" · "), t(each.label([])))),
      ...ELSE.flatMap(([key, label]) => row(key, t(label)))),
    el("ul", { class: "mouse" }, ...MOUSE.map((each) => el("li", {}, t(each)))),
  ], t("close"), false);
}
