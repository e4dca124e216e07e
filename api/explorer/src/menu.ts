/** The menu of a node: opened by the right button, a long press or the keyboard. */

import { COMMANDS } from "./commands";
import { el } from "./dom";
import type { Point } from "./geometry";
import { t } from "./language";
import { graph } from "./view";

let closeOpen: (() => void) | null = null;

/** Offer what can be done to nodes, at a place in a container, which gets the focus back. */
export function showMenu(container: HTMLElement, nodes: string[], { x, y }: Point): void {
  closeOpen?.();
  const items = COMMANDS.map((command) => el(
    "button", { type: "button", role: "menuitem", tabindex: -1, onclick: () => done(() => command.act(nodes)) },
    el("span", {}, t(command.label(nodes))), el("kbd", {}, keyName(command.keys[0] ?? "")),
  ));
  const [first] = nodes;
  const title = nodes.length > 1 ? t("pickedCount", { n: nodes.length })
    : first ? graph.getNodeAttribute(first, "label") : "";
  const menu = el("div", { role: "menu", class: "nodemenu", "aria-label": title },
    el("p", { "aria-hidden": "true" }, title), ...items);
  const outside = (event: Event): void => {
    if (!menu.contains(event.target as Node)) close();
  };
  const close = (): void => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    closeOpen = null;
  };
  const done = (act: () => void): void => {
    close();
    container.focus();
    act();
  };
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") done(() => undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  container.parentElement?.append(menu);
  // On small screens the graph has less room than the menu.
  const { left, top } = container.getBoundingClientRect();
  menu.style.left = `${Math.max(0, Math.min(left + x, innerWidth - menu.offsetWidth))}px`;
  menu.style.top = `${Math.max(0, Math.min(top + y, innerHeight - menu.offsetHeight))}px`;
  document.addEventListener("pointerdown", outside, true);
  closeOpen = close;
  items[0]?.focus();
}

/** Return a key as it is written on keyboards, or named. */
export function keyName(key: string): string {
  return key === " " ? t("spaceKey") : key;
}
