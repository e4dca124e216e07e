/** Patterns of chains: read, written, checked against the ontology, and said in words. */

import { ontology, relationName, t, typeName } from "./language";
import { en, type Message } from "./messages";
import type { RelationType } from "./types";

export const ANY = "*";
export type Direction = "forward" | "backward" | "either";

/** An arrow and the type it leads to; no relation and `*` let everything pass. */
export interface Step {
  relations: string[];
  direction: Direction;
  type: string;
}

export interface Pattern {
  start: string;
  steps: Step[];
}

/** What is wrong with a pattern, in the words of the page. */
export class PatternFault extends Error {}

/** Return a pattern as `guanxi chain` takes it. */
export function writePattern({ start, steps }: Pattern): string {
  return [start, ...steps.map(({ relations, direction, type }) => {
    const names = relations.join("|") || ANY;
    const arrow = { forward: `-${names}->`, backward: `<-${names}-`, either: `-${names}-` }[direction];
    return `${arrow} ${type}`;
  })].join(" ");
}

/** Return the pattern that a text describes.
 *
 * Throws a PatternFault where it does not parse, or where a step can match nothing.
 */
export function readPattern(text: string): Pattern {
  const arrow = /\s*(<)?-\s*([^\s<>-]+(?:\s*\|\s*[^\s<>|-]+)*)\s*-(>)?\s*([^\s<>|-]+)\s*/uy;
  const first = /^\s*([^\s<>|-]+)\s*/u.exec(text);
  if (!first?.[1]) throw new PatternFault(t("patternStart"));
  const pattern: Pattern = { start: knownType(first[1]), steps: [] };
  arrow.lastIndex = first[0].length;
  while (arrow.lastIndex < text.length || pattern.steps.length === 0) {
    const from = arrow.lastIndex;
    const found = arrow.exec(text);
    if (!found || (found[1] && found[3])) throw new PatternFault(t("patternArrow", { rest: text.slice(from).trim() }));
    const step: Step = {
      relations: (found[2] ?? "").split("|").map((each) => knownRelation(each.trim())).filter((each) => each !== ANY),
      direction: found[1] ? "backward" : found[3] ? "forward" : "either",
      type: knownType(found[4] ?? ""),
    };
    const before = pattern.steps.at(-1)?.type ?? pattern.start;
    if (!isPossible(before, step)) {
      throw new PatternFault(t("patternImpossible", { step: found[0].trim(), type: namedType(before) }));
    }
    pattern.steps.push(step);
  }
  return pattern;
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

function knownType(word: string): string {
  if (word === ANY) return ANY;
  const known = ontology().types.find(({ name, zh }) => same(name, word) || zh === word);
  if (!known) throw new PatternFault(t("patternNoType", { word }));
  return known.name;
}

function knownRelation(word: string): string {
  if (word === ANY) return ANY;
  const known = ontology().relations.find(({ name, zh }) => same(name, word) || zh === word);
  if (!known) throw new PatternFault(t("patternNoRelation", { word }));
  return known.name;
}

const fits = (type: string, allowed: string[]): boolean => type === ANY || allowed.includes(type);

function admits(relation: RelationType, from: string, direction: Direction, to: string): boolean {
  const along = fits(from, relation.heads) && fits(to, relation.tails);
  const against = fits(from, relation.tails) && fits(to, relation.heads);
  if (direction === "either" || relation.symmetric) return along || against;
  return direction === "forward" ? along : against;
}

/** Tell whether any link can be walked so from a type. */
export function isPossible(from: string, { relations, direction, type }: Step): boolean {
  return ontology().relations.some((relation) =>
    (relations.length === 0 || relations.includes(relation.name)) && admits(relation, from, direction, type));
}

/** Return the single steps that can be taken from a type, whatever they lead to. */
export function stepsFrom(from: string): Step[] {
  return ontology().relations.flatMap((relation) => {
    const directions: Direction[] = relation.symmetric ? ["either"] : ["forward", "backward"];
    return directions
      .filter((direction) => admits(relation, from, direction, ANY))
      .map((direction) => ({ relations: [relation.name], direction, type: ANY }));
  });
}

/** Return the types that a step can lead to. */
export function typesAfter(from: string, step: Step): string[] {
  return ontology().types.map((each) => each.name).filter((type) => isPossible(from, { ...step, type }));
}

/** Return a type as the page names it, and any type as "anything". */
export function namedType(type: string): string {
  return type === ANY ? t("anything") : typeName(type);
}

function verb(relation: string): string {
  const key = `verb.${relation}`;
  return key in en ? t(key as Message) : relationName(relation);
}

/** Return a pattern as a sentence that begins with a name: "X invested in a firm; …". */
export function patternSentence({ steps }: Pattern, name: string): string {
  let subject = name;
  const clauses = steps.map(({ relations, direction, type }) => {
    const verbs = relations.map(verb).join(t("or")) || t("isLinkedWith");
    const object = type === ANY ? t("someAny") : t("some", { type: typeName(type) });
    const ends = direction === "backward" ? { left: object, right: subject } : { left: subject, right: object };
    subject = type === ANY ? t("thatAny") : t("that", { type: typeName(type) });
    return t("clause", { ...ends, verb: verbs });
  });
  return clauses.join(t("clauseThen")) + t("clauseEnd");
}
