/** A bar over the graph with what can be done to all that is picked. */

import { COMMANDS } from "./commands";
import { button, el, fill } from "./dom";
import { t } from "./language";
import { pick, picked } from "./view";

/** Write the bar; without anything picked there is none. */
export function showPicked(place: HTMLElement): void {
  place.hidden = picked.size === 0;
  const nodes = [...picked];
  const offered = COMMANDS.filter((command) => command.label(nodes) !== "unpick");
  fill(
    place,
    el("strong", { role: "status" }, t("pickedCount", { n: nodes.length })),
    ...offered.map((command) => button(t(command.label(nodes)), () => command.act(nodes))),
    button("✕", () => pick([]), "", t("pickNone")),
  );
}
