/** A search box with type-ahead over the names in the store. */

import * as api from "./api";
import { button, el, fill } from "./dom";
import { t, typeName } from "./language";
import { colour } from "./looks";
import type { EntityRef, Suggestion } from "./types";

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
  const list = el("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const status = el("span", { class: "unseen", role: "status" });
  let offered: Suggestion[] = [];
  let active = -1;
  let running: AbortController | null = null;
  let timer = 0;

  const close = (): void => {
    list.hidden = true;
    list.replaceChildren();
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (suggestion: Suggestion | undefined): void => {
    if (!suggestion) return;
    input.value = suggestion.name;
    close();
    pick(suggestion);
  };
  const mark = (index: number): void => {
    active = index;
    [...list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === index)));
    list.children[index]?.scrollIntoView({ block: "nearest" });
    if (index >= 0) input.setAttribute("aria-activedescendant", `${id}-${index}`);
  };
  const offer = (suggestions: Suggestion[]): void => {
    offered = suggestions;
    const none = el("li", { class: "none" }, t("noMatch"));
    const options = suggestions.map((each, at) => option(`${id}-${at}`, each, () => choose(each)));
    fill(list, ...(options.length ? options : [none]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = options.length ? String(options.length) : t("noMatch");
    mark(options.length ? 0 : -1);
  };
  const ask = async (): Promise<void> => {
    running?.abort();
    const asked = input.value.trim();
    if (!asked) return close();
    running = new AbortController();
    const { signal } = running;
    try {
      const suggestions = await api.suggest(asked, signal);
      if (!signal.aborted) offer(suggestions);
    } catch {
      if (!signal.aborted) close();
    }
  };

  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener("blur", () => close());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && list.hidden) void ask();
    else if (event.key === "ArrowDown") mark(Math.min(active + 1, offered.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(active - 1, 0));
    else if (event.key === "Enter" && !list.hidden) choose(offered[active]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { element: el("div", { class: "combobox" }, input, list, status), input };
}

function option(id: string, suggestion: Suggestion, choose: () => void): HTMLElement {
  // The pointer must not take the focus away before it chooses.
  const hold = (event: Event): void => event.preventDefault();
  const { matched, name, type } = suggestion;
  return el(
    "li",
    { id, role: "option", "aria-selected": "false", onmousedown: hold, onclick: choose },
    dot(type), el("span", { class: "name" }, name),
    matched !== name && el("span", { class: "alias" }, matched),
    el("span", { class: "kind" }, typeName(type)),
  );
}

/** Return a spot in the colour of a type of entity. */
export function dot(type: string): HTMLElement {
  const spot = el("span", { class: "dot", "aria-hidden": "true" });
  spot.style.background = colour(type);
  return spot;
}

/** Return an entity as a button that does something with it. */
export function entityButton(entity: EntityRef, act: () => void): HTMLButtonElement {
  const label = el("span", {}, dot(entity.type), entity.name);
  return button(label, act, "entity");
}
