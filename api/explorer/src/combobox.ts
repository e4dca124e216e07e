/** A search box with type-ahead over the names in the store. */

import "./styles/find.css";
import * as api from "./api";
import { chips } from "./chips";
import { button, el, fill } from "./dom";
import { dot } from "./entity";
import { t, typeName } from "./language";
import { addRecent, clearRecents, recents } from "./recents";
import type { EntityRef, Suggestion } from "./types";

export { dot, entityButton } from "./entity";

const PAUSE = 120; // milliseconds without a key before the server is asked

export interface Combobox {
  element: HTMLElement;
  input: HTMLInputElement;
}

/** Return a search box; `pick` is told what was chosen. */
export function combobox(
  id: string,
  label: string,
  pick: (entity: EntityRef) => void,
  value = "",
): Combobox {
  const input = el("input", {
    id, type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    placeholder: label, "aria-label": label, "aria-expanded": "false",
    "aria-controls": `${id}-list`, "aria-autocomplete": "list", value,
  });
  const list = el("ul", { id: `${id}-list`, role: "listbox", "aria-label": label });
  const status = el("span", { class: "unseen", role: "status" });
  const type = chips(() => void ask(), () => input.focus());
  const recent = el("div", { class: "recent" }, el("span", {}, t("recent")), button(t("clearRecent"), forget, "quiet"));
  recent.addEventListener("mousedown", (event) => event.preventDefault());
  const popup = el("div", { class: "offer", hidden: true }, type.element, recent, list);
  const element = el("div", { class: "combobox" }, input, popup, status);
  let offered: EntityRef[] = [];
  let active = -1;
  let isBehind = false; // what is offered fits an earlier text
  let isAwaited = false; // Enter was pressed before the offer came
  let running: AbortController | null = null;
  let timer = 0;

  function close(): void {
    window.clearTimeout(timer);
    running?.abort();
    popup.hidden = true;
    list.replaceChildren();
    offered = [];
    active = -1;
    isBehind = isAwaited = false;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function forget(): void {
    clearRecents();
    input.focus();
    close();
    status.textContent = t("recentCleared");
  }

  function choose(entity: EntityRef | undefined): void {
    if (!entity) return;
    input.value = entity.name;
    input.focus();
    close();
    addRecent(entity);
    pick(entity);
  }

  function mark(index: number): void {
    active = index;
    [...list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === index)));
    list.children[index]?.scrollIntoView({ block: "nearest" });
    if (index >= 0) input.setAttribute("aria-activedescendant", `${id}-${index}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function offer(entities: (EntityRef | Suggestion)[], areRecent: boolean): void {
    offered = entities;
    const none = el("li", { class: "none" }, t("noMatch"));
    const options = entities.map((each, at) => option(`${id}-${at}`, each, () => choose(each)));
    fill(list, ...(options.length || areRecent ? options : [none]));
    recent.hidden = !areRecent;
    type.write();
    popup.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = options.length ? t("offered", { n: options.length }) : t("noMatch");
    mark(options.length && !areRecent ? 0 : -1);
    isBehind = false;
    if (isAwaited) choose(entities[0]);
    isAwaited = false;
  }

  function offerRecents(): void {
    const picked = recents();
    const fitting = picked.filter((each) => !type.type() || each.type === type.type());
    if (picked.length > 0) offer(fitting, true);
    else close();
  }

  async function ask(): Promise<void> {
    running?.abort();
    const asked = input.value.trim();
    if (!asked) return offerRecents();
    running = new AbortController();
    const { signal } = running;
    try {
      const suggestions = await api.suggest(asked, type.type(), signal);
      if (!signal.aborted) offer(suggestions, false);
    } catch {
      if (!signal.aborted) close();
    }
  }

  input.addEventListener("input", () => {
    if (!recent.hidden) close(); // these fit an empty box alone
    isBehind = Boolean(input.value.trim());
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), input.value.trim() ? PAUSE : 0);
  });
  for (const begun of ["focus", "click"]) {
    input.addEventListener(begun, () => {
      if (!input.value.trim() && popup.hidden) offerRecents();
    });
  }
  element.addEventListener("focusout", (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && popup.hidden) void ask();
    else if (event.key === "ArrowDown") mark(Math.min(active + 1, offered.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(active - 1, 0));
    else if (event.key === "Enter" && isBehind) isAwaited = true;
    else if (event.key === "Enter" && !popup.hidden) choose(offered[active]);
    else if (event.key === "Escape" && !popup.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { element, input };
}

function option(id: string, entity: EntityRef | Suggestion, choose: () => void): HTMLElement {
  // The pointer must not take the focus away before it chooses.
  const hold = (event: Event): void => event.preventDefault();
  const { name, type } = entity;
  const { matched, pinyin } = "matched" in entity ? entity : { matched: name, pinyin: null };
  return el(
    "li",
    { id, role: "option", "aria-selected": "false", onmousedown: hold, onclick: choose },
    dot(type), el("span", { class: "name" }, name),
    matched !== name && el("span", { class: "alias" }, matched),
    pinyin && el("span", { class: "pinyin", lang: "zh-Latn" }, pinyin),
    el("span", { class: "kind" }, typeName(type)),
  );
}
