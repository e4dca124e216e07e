/** What readers did to the view, to be undone and done again. */

import "./styles/keep.css";
import * as actions from "./actions";
import { button } from "./dom";
import { t } from "./language";
import { onChoose, type Options } from "./options";
import { onBegin, type Step } from "./view";
import { capture, restore, type ViewState } from "./viewstate";

const MOST_STEPS = 100;
const MOST_HELD = 600_000; // nodes and links of all steps together
const ONE_MOVE = 1000; // milliseconds within which a filter that goes on moving is one step

interface Past {
  step: Step;
  /** The view before the step; for what was undone, the view after it. */
  state: ViewState;
}

const past: Past[] = [];
const future: Past[] = [];
let isAtWork = false; // a view is being restored, or a step that is one with the last begun
let last: { step: Step; at: number } | null = null;
const undoButton = button("↶", undo, "step");
const redoButton = button("↷", redo, "step");

onBegin((step) => record(step));
onChoose((now, before) => record(isLookOf(now, before) ? "look" : "filter", before));

function isLookOf(now: Options, before: Options): boolean {
  return (["arrangement", "size", "colouring"] as const).some((key) => now[key] !== before[key]);
}

/** Keep the view before it changes; what one action does in one go is one step. */
function record(step: Step, before?: Options): void {
  if (isAtWork) return;
  isAtWork = true;
  queueMicrotask(() => (isAtWork = false));
  const at = Date.now();
  const isOne = step === "filter" && last?.step === step && at - last.at < ONE_MOVE;
  last = { step, at };
  future.length = 0;
  if (!isOne) past.push({ step, state: capture(before) });
  bound();
  offer();
}

/** Forget the oldest steps where there are too many, or too large ones. */
function bound(): void {
  let held = 0;
  const fits = past.findLastIndex(({ state }) => (held += state.nodes.length + state.links.length) > MOST_HELD);
  past.splice(0, Math.max(past.length - MOST_STEPS, Math.min(fits + 1, past.length - 1), 0));
}

/** Show the view as it was before the last step. */
export function undo(): void {
  go(past, future, "undone");
}

/** Show the view as it was before the last step was undone. */
export function redo(): void {
  go(future, past, "redone");
}

function go(from: Past[], to: Past[], told: "undone" | "redone"): void {
  const state = capture();
  let there = from.pop();
  while (there && isSame(there.state, state)) there = from.pop(); // a step that changed nothing
  if (!there) {
    offer();
    return actions.say(t(told === "undone" ? "nothingToUndo" : "nothingToRedo"));
  }
  to.push({ step: there.step, state });
  quietly(() => restore(there.state, true));
  last = null;
  offer();
  actions.say(t(told, { step: t(`step.${there.step}`) }));
}

/** Tell whether two views show the same, from wherever it is looked at. */
function isSame(one: ViewState, other: ViewState): boolean {
  const told = ({ nodes, links, options }: ViewState): string => JSON.stringify([nodes, links, options]);
  return one.nodes.length === other.nodes.length && told(one) === told(other);
}

/** Change the view without a step of its own. */
export function quietly(change: () => void): void {
  const was = isAtWork;
  isAtWork = true;
  try {
    change();
  } finally {
    isAtWork = was;
  }
}

/** Return the two buttons, written in the reader's language. */
export function historyButtons(): HTMLElement[] {
  undoButton.setAttribute("aria-keyshortcuts", "Control+Z");
  redoButton.setAttribute("aria-keyshortcuts", "Control+Shift+Z Control+Y");
  offer();
  return [undoButton, redoButton];
}

/** Tell on the buttons what they would do. */
function offer(): void {
  for (const [each, steps, label] of [
    [undoButton, past, "undo"], [redoButton, future, "redo"],
  ] as const) {
    const next = steps.at(-1);
    // Disabled in words, not by the attribute: that would take the focus away.
    each.setAttribute("aria-disabled", String(!next));
    each.ariaLabel = t(label);
    each.title = next ? `${t(label)}: ${t(`step.${next.step}`)}` : t(label);
  }
}

/** Undo or redo if these are the keys for it. */
export function handleKey(event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo();
  else if (key === "z" || key === "y") redo();
  else return false;
  event.preventDefault();
  return true;
}
