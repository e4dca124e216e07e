/** What a document brought, shown in the graph: what it names and the links that it states. */

import * as actions from "./actions";
import * as api from "./api";
import { figure, t } from "./language";
import * as view from "./view";

const STRETCH = 200_000; // characters that the server gives at once
const MOST = 200; // entities that are shown of one document
const FACTS = 100; // facts whose links stand out

/** Show the entities of a document, and let them and the links it states stand out. */
export async function brought(document: string): Promise<void> {
  const entities = new Set<string>();
  const facts = new Set<string>();
  for (let at = 0, end = 1; at < end; at += STRETCH) {
    const part = await api.text(document, at, at + STRETCH);
    for (const { entity } of part.mentions) entities.add(entity.id);
    for (const { fact } of part.facts) facts.add(fact);
    end = part.length;
  }
  if (entities.size === 0) return actions.say(t("namesNothing"));
  const stated = await Promise.all([...facts].slice(0, FACTS).map((fact) => api.fact(fact, 0)));
  // What it states comes first: of a long document not all that it names has room.
  const ends = stated.flatMap(({ head, tail }) => [head.id, tail.id]);
  const shown = [...new Set([...ends, ...entities])].slice(0, MOST);
  await view.showEntities(shown);
  view.highlight(shown, stated.map(({ head, relation, tail }) => view.edgeKey(head.id, relation, tail.id)));
  actions.say(t("shownOf", { n: figure(shown.length), of: figure(new Set([...ends, ...entities]).size) }));
}
