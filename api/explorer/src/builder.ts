/** A pattern built by clicking, with the text that `guanxi chain` takes beside it. */

import { button, el, fill } from "./dom";
import { relationName, t } from "./language";
import {
  ANY, type Direction, isPossible, namedType, type Pattern, PatternFault, patternSentence, readPattern,
  type Step, stepsFrom, typesAfter, writePattern,
} from "./pattern";
import type { EntityRef } from "./types";

const MOST_STEPS = 5;
const ARROWS: Record<Direction, (names: string) => string> = {
  forward: (names) => `─ ${names} →`,
  backward: (names) => `← ${names} ─`,
  either: (names) => `─ ${names} ─`,
};

/** Return the builder for chains from an entity; `ask` is told the pattern that is wanted. */
export function patternBuilder(
  about: EntityRef,
  written: string | null,
  ask: (pattern: string) => void,
): HTMLElement {
  let pattern: Pattern = { start: about.type, steps: [] };
  const text = el("input", {
    id: "pattern", type: "text", spellcheck: "false", autocomplete: "off", "aria-describedby": "pattern-told",
    placeholder: `${about.type} <-INVESTED_IN- *`, oninput: () => read(),
  });
  const told = el("p", { id: "pattern-told", role: "status" });
  const rows = el("ol", { class: "steps" });
  const send = el("button", { type: "submit", class: "primary" }, t("askThis"));
  const form = el(
    "form", {
      class: "builder",
      onsubmit: (event: Event) => {
        event.preventDefault();
        if (!send.disabled) ask(writePattern(pattern));
      },
    },
    rows, told,
    el("label", { for: "pattern" }, t("patternText")),
    el("div", { class: "row" }, text, send),
  );
  const say = (fault: string | null): void => {
    const isWhole = fault === null && pattern.steps.length > 0;
    send.disabled = !isWhole;
    text.setAttribute("aria-invalid", String(fault !== null));
    told.className = fault === null ? "words" : "wrong";
    told.textContent = fault ?? (isWhole ? patternSentence(pattern, about.name) : t("patternHint"));
  };
  const draw = (): void => fill(rows, ...stepRows(pattern, (steps) => {
    pattern = { ...pattern, steps };
    text.value = steps.length ? writePattern(pattern) : "";
    draw();
    say(null);
    // The row that was used is drawn anew: the reader goes on at the last one.
    rows.querySelector<HTMLElement>("li:last-child select")?.focus();
  }));
  const read = (): void => {
    if (!text.value.trim()) pattern = { start: about.type, steps: [] };
    try {
      if (text.value.trim()) pattern = startingFrom(about, readPattern(text.value));
      draw();
      say(null);
    } catch (error) {
      if (!(error instanceof PatternFault)) throw error;
      say(error.message);
    }
  };
  text.value = written ?? "";
  read();
  return form;
}

function startingFrom({ type }: EntityRef, pattern: Pattern): Pattern {
  if (pattern.start === type || pattern.start === ANY) return pattern;
  throw new PatternFault(t("patternOther", { type: namedType(pattern.start), own: namedType(type) }));
}

function stepRows({ start, steps }: Pattern, change: (steps: Step[]) => void): HTMLElement[] {
  const rows = steps.map((step, at) => {
    const from = steps[at - 1]?.type ?? start;
    const put = (part: Partial<Step>): void => change(repaired(start, steps.with(at, { ...step, ...part })));
    return el(
      "li", {},
      relationSelect(from, step, at, (chosen) => put(chosen)),
      orSelect(from, step, at, (name) => put({ relations: [...step.relations, name] })),
      typeSelect(from, step, at, (type) => put({ type })),
      at === steps.length - 1 &&
        button("✕", () => change(steps.slice(0, -1)), "remove", t("removeStep", { n: at + 1 })),
    );
  });
  if (steps.length >= MOST_STEPS) return rows;
  const from = steps.at(-1)?.type ?? start;
  const next = relationSelect(from, null, steps.length, (step) => change([...steps, { ...step, type: soleType(from, step) }]));
  return [...rows, el("li", {}, next)];
}

function soleType(from: string, step: Step): string {
  const types = typesAfter(from, step);
  return types.length === 1 && types[0] ? types[0] : ANY;
}

/** Cut a pattern off where a change made the rest impossible. */
function repaired(start: string, steps: Step[]): Step[] {
  const broken = steps.findIndex((step, at) => !isPossible(steps[at - 1]?.type ?? start, step));
  return broken < 0 ? steps : steps.slice(0, broken);
}

function relationSelect(from: string, step: Step | null, at: number, put: (step: Step) => void): HTMLElement {
  const single = stepsFrom(from);
  const every: Step[] = [...single, { relations: [], direction: "either", type: ANY }];
  const isSame = (one: Step): boolean =>
    step !== null && one.direction === step.direction && one.relations.join() === step.relations.join();
  const offered = step && !every.some(isSame) ? [step, ...every] : every;
  const select = el(
    "select", {
      "aria-label": t("stepRelation", { n: at + 1 }),
      onchange: () => {
        const chosen = offered[Number(select.value)];
        if (chosen) put({ ...chosen, type: soleType(from, chosen) });
      },
    },
    step === null && el("option", { value: "", selected: true }, t("nextStep")),
    ...offered.map((one, index) =>
      el("option", { value: index, selected: isSame(one) }, arrowWords(one))),
  );
  return select;
}

function arrowWords({ relations, direction }: Step): string {
  return ARROWS[direction](relations.map(relationName).join(" / ") || t("anyRelation"));
}

function orSelect(from: string, step: Step, at: number, add: (relation: string) => void): HTMLElement | null {
  const others = stepsFrom(from)
    .filter(({ direction, relations: [name = ""] }) =>
      direction === step.direction && !step.relations.includes(name) &&
      isPossible(from, { relations: [name], direction, type: step.type }))
    .flatMap(({ relations }) => relations);
  if (step.relations.length === 0 || others.length === 0) return null;
  const select = el(
    "select", { class: "or", "aria-label": t("stepOr", { n: at + 1 }), onchange: () => add(select.value) },
    el("option", { value: "" }, t("orRelation")),
    ...others.map((name) => el("option", { value: name }, relationName(name))),
  );
  return select;
}

function typeSelect(from: string, step: Step, at: number, put: (type: string) => void): HTMLElement {
  const types = typesAfter(from, step);
  const select = el(
    "select", { "aria-label": t("stepType", { n: at + 1 }), onchange: () => put(select.value) },
    ...[...types, ANY].map((type) =>
      el("option", { value: type, selected: type === step.type }, namedType(type))),
  );
  return select;
}
