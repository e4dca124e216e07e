/** The language of the page, and the names of types and relations in it. */

import { en, type Message, zh } from "./messages";
import { lasting } from "./storage";
import type { Ontology } from "./types";

export type Language = "en" | "zh";

const KEPT = "guanxi-language";
const types = new Map<string, string>();
const relations = new Map<string, string>();
let learnt: Ontology = { types: [], relations: [] };
let language: Language = preferred();

function preferred(): Language {
  const kept = lasting.get(KEPT);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function current(): Language {
  return language;
}

/** Show the other language, and remember it. */
export function switchLanguage(): void {
  language = language === "en" ? "zh" : "en";
  lasting.set(KEPT, language);
}

/** Return the types and relations that there are, as far as they are learnt. */
export function ontology(): Ontology {
  return learnt;
}

/** Learn the types and relations, and their Chinese names. */
export function learn(ontology: Ontology): void {
  learnt = ontology;
  for (const each of ontology.types) types.set(each.name, each.zh);
  for (const each of ontology.relations) relations.set(each.name, each.zh);
}

/** Return a message with its values filled in. */
export function t(message: Message, values: Record<string, string | number> = {}): string {
  const text = (language === "zh" ? zh : en)[message];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

export function typeName(type: string): string {
  return (language === "zh" && types.get(type)) || type;
}

/** Return a relation as a reader says it: "invested in", "投资". */
export function relationName(relation: string): string {
  const plain = relation.toLowerCase().replaceAll("_", " ");
  return (language === "zh" && relations.get(relation)) || plain;
}

export function propertyName(name: string): string {
  const key = `property.${name}`;
  return key in en ? t(key as Message) : name;
}

/** Return a number with the separators of the language. */
export function figure(value: number): string {
  return value.toLocaleString(language);
}

/** Return how sure something is, with two decimals. */
export function sure(confidence: number): string {
  return confidence.toFixed(2);
}

/** Return names in the order of the language. */
export function inOrder(left: string, right: string): number {
  return left.localeCompare(right, language === "zh" ? "zh-Hans-CN" : "en");
}
