/** Why some names are one entity: where the texts use each, and what people judged. */

import * as actions from "./actions";
import * as api from "./api";
import { button, el, fill } from "./dom";
import { grouped } from "./grouping";
import { figure, t } from "./language";
import type { OpenDocument } from "./quotes";
import type { Judgement, Naming, Profile } from "./types";

const PLACES = 100; // places that are looked at for the names
const PAGES = 4; // pages of judgements that are looked through

/** Return the explanation, which is fetched once it is opened. */
export function namesExplained(entity: Profile, openDocument: OpenDocument): HTMLElement {
  const content = el("div", {});
  const explain = (): void => {
    if (!box.open || content.childElementCount > 0) return;
    fill(content, el("p", { class: "faint" }, t("loading")));
    void actions.attempt(async () => {
      const [places, judged] = await Promise.all([api.namings(entity.id, PLACES), judgementsOn(entity.id)]);
      fill(
        content,
        el("p", { class: "faint" }, t(entity.names.length > 1 ? "namesRule" : "oneName")),
        el("ul", { class: "names" }, ...byName(places.items).map((each) => nameRow(each, openDocument))),
        places.next !== null && el("p", { class: "faint" }, t("namesMore", { n: PLACES })),
        el("h3", {}, t("judgements")),
        judged.length === 0 && el("p", { class: "faint" }, t("noJudgement")),
        el("ul", { class: "judgements" }, ...judged.map((each) => judgementRow(each, entity))),
      );
    });
  };
  const box = el(
    "details", { class: "naming", ontoggle: explain },
    el("summary", {}, t("whyOne")), content,
  );
  return box;
}

/** Return the places that name an entity by the name they use, the most used one first. */
function byName(places: Naming[]): Naming[][] {
  return grouped(places, (place) => place.name)
    .sort((left, right) => right.length - left.length);
}

function nameRow(places: Naming[], openDocument: OpenDocument): HTMLElement | null {
  const [first] = places;
  if (!first) return null;
  const documents = new Set(places.map((place) => place.document.id)).size;
  const { document, start, end } = first;
  return el(
    "li", {},
    el("strong", {}, first.name), " ",
    el("span", { class: "faint" }, t("usedIn", { n: figure(places.length), documents: figure(documents) })),
    el("q", {}, first.before, el("mark", {}, first.text), first.after),
    button(document.title || document.uri, () => openDocument(document.id, start, end), "quiet"),
  );
}

/** Return what people judged about an entity, the latest first. */
async function judgementsOn(entity: string): Promise<Judgement[]> {
  const found: Judgement[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, next }: { items: Judgement[]; next: string | null } = await api.judgements(cursor);
    found.push(...items.filter(({ left_entity, right_entity }) =>
      left_entity?.id === entity || right_entity?.id === entity));
    if (next === null) break;
    cursor = next;
  }
  return found.reverse();
}

function judgementRow(judgement: Judgement, { id }: Profile): HTMLElement {
  const { left_entity: left, right_entity: right, verdict, by, at, reason } = judgement;
  const other = left?.id === id ? right : left;
  const told = t(`verdict.${verdict}`, { name: other?.name ?? t("goneDocument") });
  return el(
    "li", {}, told,
    reason && el("q", {}, reason),
    el("span", { class: "faint" }, ` ${by} · ${at.slice(0, 10)}`),
  );
}
