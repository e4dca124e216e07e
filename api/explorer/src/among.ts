/** Paths between two or more ends: each pair ranked, and what joins all of them best. */

import * as api from "./api";
import { MOST_ENDS, type Route } from "./asked";
import { combobox, dot } from "./combobox";
import { button, el, fill } from "./dom";
import { inOrder, ontology, relationName, t } from "./language";
import type { OpenDocument } from "./quotes";
import { joining, type Pair } from "./joining";
import { rankingList, showPaths } from "./ranking";
import type { EntityRef } from "./types";
import * as view from "./view";

import "./styles/follow.css";

const HOPS = [1, 2, 3, 4, 5, 6];
const BEST = [1, 3, 5, 10, 20];

export interface Finding {
  openDocument: OpenDocument;
  /** Look anew with what was changed, and say which box the reader goes on in. */
  change(part: Partial<Route>, focus?: string): void;
}

/** Return the box of an end. */
export function endBox(at: number): string {
  return ["path-from", "path-to"][at] ?? `path-end-${at + 1}`;
}

/** Show the ends and the options, then the paths. */
export async function showAmong(place: HTMLElement, route: Route, ways: Finding): Promise<void> {
  const answers = el("div", { class: "answers" });
  fill(place, endsForm(route, ways), routeForm(route, ways), avoidedChips(route, ways), answers);
  const ends = route.ends.filter((end) => end !== null);
  if (ends.length < 2) return fill(answers, el("p", { class: "faint" }, t("pathsHint")));
  fill(answers, el("p", { class: "faint", role: "status" }, t("loading")));
  const pairs = await searched(ends, route);
  if (!answers.isConnected) return;
  fill(answers, ...pairSections(pairs, route, ways));
  await showPaths(joining(ends, pairs));
}

async function searched(ends: EntityRef[], route: Route): Promise<Pair[]> {
  const asked: api.RouteQuery = {
    hops: route.hops, k: route.best, relation: route.relations,
    avoid: route.avoided.map((each) => each.id),
  };
  const pairs = ends.flatMap((from, at) => ends.slice(at + 1).map((to) => ({ from, to })));
  return Promise.all(pairs.map(async ({ from, to }) =>
    ({ from, to, ranking: await api.paths(from.id, to.id, asked) })));
}

function pairSections(pairs: Pair[], route: Route, { openDocument, change }: Finding): HTMLElement[] {
  const avoid = (entity: EntityRef): void => change({ avoided: [...route.avoided, entity] });
  const ends = [...new Map(pairs.flatMap(({ from, to }) => [[from.id, from], [to.id, to]])).values()];
  const best = joining(ends, pairs);
  const all = pairs.flatMap(({ ranking }) => ranking.paths);
  const isJoined = best.length === ends.length - 1;
  const told = all.length === 0 ? t("noPathOf", { n: route.hops })
    : pairs.length === 1 ? t("pathsFound", { n: all.length })
    : t(isJoined ? "joinedAll" : "joinedSome", { n: best.length });
  const summary = el(
    "header", {},
    el("div", { role: "status" }, el("h2", { tabindex: -1 }, told)),
    all.length > 0 && el("div", { class: "row" },
      button(t("showJoining"), () => void showPaths(best)),
      button(t("showAllPaths"), () => void showPaths(all))),
  );
  return [summary, ...pairs.map(({ from, to, ranking }) => el(
    "section", { class: "pair" },
    pairs.length > 1 && el("h3", {}, dot(from.type), from.name, " — ", dot(to.type), to.name),
    pairs.length > 1 && ranking.paths.length === 0 &&
      el("p", { class: "faint" }, t("noPathOf", { n: route.hops })),
    rankingList(ranking, openDocument, avoid),
  ))];
}

function endsForm({ ends }: Route, { change }: Finding): HTMLElement {
  const put = (at: number, entity: EntityRef | null): void => {
    const now = ends.map((end, other) => (other === at ? entity : end));
    const empty = now.findIndex((end) => end === null);
    change({ ends: now }, empty < 0 ? undefined : endBox(empty));
  };
  const remove = (at: number): void => {
    const now = ends.filter((_, other) => other !== at);
    while (now.length < 2) now.push(null);
    change({ ends: now }, endBox(Math.min(at, now.length - 1)));
  };
  const rows = ends.flatMap((end, at) => {
    const id = endBox(at);
    const name = at === 0 ? t("from") : at === 1 ? t("to") : t("andTo");
    const box = combobox(id, at < 2 ? name : t("endNumber", { n: at + 1 }), (entity) => put(at, entity), end?.name);
    const gone = button("✕", () => remove(at), "remove", t("removeEnd", { name: end?.name ?? name }));
    return [el("label", { for: id }, name), box.element, gone];
  });
  const taking = el("span", {});
  followPicked = () => fill(taking, takePicked(change));
  followPicked();
  return el(
    "div", {},
    el("div", { class: "ends several" }, ...rows),
    el("div", { class: "row" },
      ends.length < MOST_ENDS &&
        button(t("addEnd"), () => change({ ends: [...ends, null] }, endBox(ends.length)), "quiet"),
      taking),
  );
}

/** Offer the nodes that are picked now as ends. */
export let followPicked = (): void => undefined;

function takePicked(change: Finding["change"]): HTMLElement | null {
  const picked = view.graph.filterNodes((node) => view.picked.has(node)).slice(0, MOST_ENDS);
  if (picked.length < 2) return null;
  const take = (): void => change({
    ends: picked.map((id) => {
      const { label, category } = view.graph.getNodeAttributes(id);
      return { id, name: label, type: category };
    }),
  });
  return button(t("takePicked", { n: picked.length }), take, "quiet");
}

let areOptionsOpen = false;

function routeForm(route: Route, finding: Finding): HTMLElement {
  // The event that tells of the opening comes later than a quick choice.
  const change: Finding["change"] = (part, focus) => {
    areOptionsOpen = options.open;
    finding.change(part, focus);
  };
  const chosen = (id: string, name: string, values: number[], value: number, act: (value: number) => void): HTMLElement[] => {
    const select = el(
      "select", { id, onchange: () => act(Number(select.value)) },
      ...values.map((each) => el("option", { value: each, selected: each === value }, String(each))),
    );
    return [el("label", { for: id }, name), select];
  };
  const avoid = combobox("path-avoid", t("avoid"), (entity) =>
    change({ avoided: [...route.avoided.filter((each) => each.id !== entity.id), entity] }, "path-avoid"));
  const told = [
    t("hopsAtMost", { n: route.hops }),
    route.relations.map(relationName).join(" / "),
  ];
  const options = el(
    "details", {
      class: "route", open: areOptionsOpen, ontoggle: () => (areOptionsOpen = options.open),
    },
    el("summary", {}, t("routeOptions"), el("span", { class: "faint" }, ` ${told.filter(Boolean).join(" · ")}`)),
    el("div", { class: "ends" },
      ...chosen("path-hops", t("hopsMost"), HOPS, route.hops, (hops) => change({ hops }, "path-hops")),
      ...chosen("path-best", t("pathsEach"), BEST, route.best, (best) => change({ best }, "path-best")),
      el("label", { for: "path-avoid" }, t("avoid")), avoid.element),
    relationChoice(route, change),
  );
  return options;
}

/** Return what paths must not pass, each to be let in again. */
function avoidedChips({ avoided }: Route, { change }: Finding): HTMLElement | null {
  if (avoided.length === 0) return null;
  return el("ul", { class: "avoided" }, ...avoided.map((each) => {
    const label = el("span", {}, dot(each.type), t("notThrough", { name: each.name }), " ✕");
    const again = (): void => change({ avoided: avoided.filter((other) => other !== each) });
    return el("li", {}, button(label, again, "past", t("passAgain", { name: each.name })));
  }));
}

function relationChoice(route: Route, change: Finding["change"]): HTMLElement {
  const relations = [...ontology().relations].sort((left, right) =>
    inOrder(relationName(left.name), relationName(right.name)));
  return el(
    "fieldset", { class: "relations" },
    el("legend", {}, t("overRelations")),
    ...relations.map(({ name }) => {
      const box = el("input", {
        type: "checkbox", id: `over-${name}`, checked: route.relations.includes(name),
        onchange: () => change({
          relations: box.checked ? [...route.relations, name] : route.relations.filter((each) => each !== name),
        }, `over-${name}`),
      });
      return el("label", { for: `over-${name}` }, box, relationName(name));
    }),
  );
}
