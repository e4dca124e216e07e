/** How an entity looks wherever it is named. */

import { button, el } from "./dom";
import { colour } from "./looks";
import type { EntityRef } from "./types";

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
