/** A choice of one type of entity, or of all: one stop of the Tab key, arrows move within. */

import { button, el, fill } from "./dom";
import { dot } from "./entity";
import { t, typeName } from "./language";
import { TYPE_ORDER } from "./looks";

export interface Chips {
  element: HTMLElement;
  /** The type that is chosen, or an empty text for all. */
  type(): string;
  /** Write the names of types anew: at first they may not be known in the reader's language. */
  write(): void;
}

/** Return the chips; `change` is told of a choice, and `leave` when the reader goes back. */
export function chips(change: () => void, leave: () => void): Chips {
  let chosen = "";
  const types = ["", ...TYPE_ORDER];
  const made = types.map((type) => {
    const chip = button("", () => choose(type), "chip");
    chip.setAttribute("role", "radio");
    // The pointer must not take the focus out of the box.
    chip.addEventListener("mousedown", (event) => event.preventDefault());
    return chip;
  });
  const write = (): void => made.forEach((chip, at) => {
    const type = types[at];
    fill(chip, el("span", {}, type && dot(type), type ? typeName(type) : t("allTypes")));
  });
  const mark = (): void => {
    made.forEach((chip, at) => {
      chip.setAttribute("aria-checked", String(types[at] === chosen));
      chip.tabIndex = types[at] === chosen ? 0 : -1;
    });
  };
  const choose = (type: string): void => {
    chosen = type;
    mark();
    change();
  };
  const element = el("div", { class: "chips", role: "radiogroup", "aria-label": t("typeOffered") }, ...made);
  element.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = (types.indexOf(chosen) + step + types.length) % types.length;
      choose(types[next] ?? "");
      made[next]?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp" || event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  write();
  mark();
  return { element, type: () => chosen, write };
}
