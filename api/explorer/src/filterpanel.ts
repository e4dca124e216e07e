/** The panel of filters: which types and relations, how sure, and from when. */

import "./styles/filter.css";
import { dot } from "./combobox";
import { button, el, fill } from "./dom";
import { isOpen } from "./filters";
import { figure, inOrder, relationName, sure, t, typeName } from "./language";
import { TYPE_ORDER } from "./looks";
import { choose, chosen, onChoose, PLAIN } from "./options";
import { isEdgeOut, isNodeOut, seen } from "./shown";
import { Timeline } from "./timeline";
import { graph, onChange } from "./view";

type Tally = Map<string, { all: number; shown: number }>;
type Without = "withoutTypes" | "withoutRelations";

let place: HTMLElement | null = null;
let rewrite: () => void = () => undefined;

onChange((what) => {
  if (what !== "selection" && place?.isConnected) showFilter(place);
  else rewrite();
});
onChoose(() => rewrite());

/** Show the panel; it follows what is shown and chosen as long as it is on the page. */
export function showFilter(into: HTMLElement): void {
  const focused = into.contains(document.activeElement) ? document.activeElement?.id : undefined;
  place = into;
  if (graph.order === 0) {
    rewrite = () => undefined;
    return fill(into, el("p", { class: "faint" }, t("filterNothing")));
  }
  const counts = el("p", { role: "status", class: "shown-counts" });
  const reset = button(t("filterReset"), () => choose(OPEN), "reset");
  const types = group("withoutTypes", t("filterTypes"), tallyOfTypes, typeName);
  const relations = group("withoutRelations", t("filterRelations"), tallyOfRelations, relationName);
  const least = confidence();
  const timeline = new Timeline();
  fill(
    into, el("h2", { tabindex: -1 }, t("filter")), counts, reset,
    types.element, relations.element, least.element, timeline.element,
  );
  rewrite = () => {
    const { nodes, links } = seen();
    counts.textContent = t("filterCounts", {
      nodes: figure(nodes), allNodes: figure(graph.order),
      links: figure(links), allLinks: figure(graph.size),
    });
    reset.disabled = isOpen(chosen());
    for (const part of [types, relations, least, timeline]) part.write();
  };
  rewrite();
  if (focused) document.getElementById(focused)?.focus();
}

const { withoutTypes, withoutRelations, leastSure, since, until, undated } = PLAIN;
const OPEN = { withoutTypes, withoutRelations, leastSure, since, until, undated };

function count(tally: Tally, key: string, isShown: boolean): void {
  const { all, shown } = tally.get(key) ?? { all: 0, shown: 0 };
  tally.set(key, { all: all + 1, shown: shown + (isShown ? 1 : 0) });
}

function tallyOfTypes(): Tally {
  const tally: Tally = new Map();
  graph.forEachNode((node, { category }) => count(tally, category, !isNodeOut(node)));
  return tally;
}

function tallyOfRelations(): Tally {
  const tally: Tally = new Map();
  graph.forEachEdge((edge, { relation }) => count(tally, relation, !isEdgeOut(edge)));
  return tally;
}

/** Return boxes of what is in the graph, each with how many of it are shown. */
function group(
  without: Without,
  title: string,
  tallied: () => Tally,
  name: (key: string) => string,
): { element: HTMLElement; write: () => void } {
  const order = (key: string): number => (without === "withoutTypes" ? TYPE_ORDER.indexOf(key) : 0);
  const keys = [...tallied().keys()].sort((left, right) =>
    order(left) - order(right) || inOrder(name(left), name(right)));
  const leave = (out: readonly string[]): void => choose({ [without]: [...out].sort() });
  const rows = keys.map((key) => {
    const id = `${without}-${key}`;
    const box = el("input", {
      type: "checkbox", id, onchange: () => {
        const others = chosen()[without].filter((each) => each !== key);
        leave(box.checked ? others : [...others, key]);
      },
    });
    const figures = el("span", { class: "faint" });
    const only = button(t("filterOnly"), () => leave(keys.filter((each) => each !== key)), "quiet",
      t("filterOnlyThis", { name: name(key) }));
    const spot = without === "withoutTypes" && dot(key);
    const row = el("li", {}, box, el("label", { for: id }, spot, name(key), " ", figures), only);
    return { key, box, figures, row };
  });
  const all = button(t("filterAll"), () => leave([]), "quiet", `${title}: ${t("filterAll")}`);
  const element = el("fieldset", {}, el("legend", {}, title),
    all, el("ul", {}, ...rows.map(({ row }) => row)));
  const write = (): void => {
    const tally = tallied();
    for (const { key, box, figures } of rows) {
      const { all: every, shown } = tally.get(key) ?? { all: 0, shown: 0 };
      box.checked = !chosen()[without].includes(key);
      figures.textContent = t("filterShownOf", { shown: figure(shown), all: figure(every) });
    }
    all.disabled = chosen()[without].length === 0;
  };
  return { element, write };
}

function confidence(): { element: HTMLElement; write: () => void } {
  const slider = el("input", {
    type: "range", id: "least-sure", min: 0, max: 1, step: 0.05,
    oninput: () => choose({ leastSure: Number(slider.value) }),
  });
  const told = el("output", { for: "least-sure" });
  const element = el("fieldset", { class: "confidence" },
    el("legend", {}, el("label", { for: "least-sure" }, t("filterSure"))), slider, told);
  const write = (): void => {
    slider.value = String(chosen().leastSure);
    told.textContent = sure(chosen().leastSure);
  };
  return { element, write };
}
