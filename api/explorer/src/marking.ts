/** A stretch of text cut where a name or a passage begins or ends, and marked. */

import * as actions from "./actions";
import { button, el } from "./dom";
import { typeName } from "./language";
import { colour } from "./looks";
import type { DocumentText } from "./types";

export type Stretch = Omit<DocumentText, "document">;
type Span = { start: number; end: number };

/** Return a text's nodes: names are buttons, passages are told apart, the one passage is marked. */
export function marked(part: Stretch, passage: Span): Node[] {
  // The server counts characters, JavaScript halves of some.
  const characters = [...part.text];
  const names = apart(part);
  const edges = new Set([part.start, part.end]);
  for (const { start, end } of [...names, ...part.facts, passage]) edges.add(start).add(end);
  const cuts = [...edges].filter((at) => at >= part.start && at <= part.end).sort((left, right) => left - right);
  const passages = merged(part.facts);
  const nodes: Node[] = [];
  let [name, stated] = [0, 0];
  cuts.slice(0, -1).forEach((start, at) => {
    const end = cuts[at + 1] ?? start;
    while ((names[name]?.end ?? Infinity) <= start) name += 1;
    while ((passages[stated]?.end ?? Infinity) <= start) stated += 1;
    const text = characters.slice(start - part.start, end - part.start).join("");
    const named = names[name];
    const node = named && named.start <= start ? nameButton(text, named.entity) : document.createTextNode(text);
    if (start >= passage.start && end <= passage.end) nodes.push(el("mark", {}, node));
    else if ((passages[stated]?.start ?? Infinity) <= start) nodes.push(el("span", { class: "stated" }, node));
    else nodes.push(node);
  });
  return nodes;
}

function nameButton(text: string, entity: Stretch["mentions"][number]["entity"]): HTMLElement {
  const name = button(text, () => actions.open(entity.id), "mention");
  name.title = `${entity.name} (${typeName(entity.type)})`;
  name.style.setProperty("--type", colour(entity.type));
  return name;
}

/** Return the names that lie whole in the stretch and not within a longer one. */
function apart({ mentions, start, end }: Stretch): Stretch["mentions"] {
  let reached = start;
  return mentions.filter((each) => {
    if (each.start < reached || each.end > end) return false;
    reached = each.end;
    return true;
  });
}

/** Return spans in order, those that meet as one. */
function merged(spans: Span[]): Span[] {
  const found: Span[] = [];
  for (const { start, end } of [...spans].sort((left, right) => left.start - right.start)) {
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}
