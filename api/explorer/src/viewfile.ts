/** Views as text, to be kept and exchanged: what comes back is checked before it is believed. */

import { t } from "./language";
import type { Message } from "./messages";
import { ARRANGEMENTS, COLOURINGS, DATE, type Options, SIZES } from "./options";
import type { KeptLink, KeptNode, ViewState } from "./viewstate";

const FORM = "guanxi-view-1";
const MOST_NODES = 20_000;
const MOST_LINKS = 200_000;

/** A view with a name, as it was at a time. */
export interface NamedView {
  name: string;
  /** An ISO date and time. */
  saved: string;
  view: ViewState;
}

/** What is wrong with a text that should hold a view. */
export class ViewFault extends Error {}

type Fields = Record<string, unknown>;

export function viewText({ name, saved, view }: NamedView): string {
  return JSON.stringify({ form: FORM, name, saved, view });
}

/** Return the view that a text holds, or throw what is wrong with it. */
export function readViewText(text: string): NamedView {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ViewFault(t("viewNotJson"));
  }
  const { form, name, saved, view } = fields(value, t("viewFile"));
  if (form !== FORM) throw new ViewFault(t("viewNotForm", { form: FORM }));
  return { name: string(name, "name"), saved: string(saved, "saved"), view: viewOf(view) };
}

function viewOf(value: unknown): ViewState {
  const { nodes, links, options, camera, selected } = fields(value, "view");
  const known = list(nodes, "view.nodes", MOST_NODES).map(nodeOf);
  const ids = new Set(known.map(({ id }) => id));
  if (ids.size < known.length) fault("view.nodes", "wantDistinct");
  const node = (place: unknown, at: string): number => within(place, 0, known.length - 1, at);
  return {
    nodes: known,
    links: list(links, "view.links", MOST_LINKS).map((each, index): KeptLink => {
      const at = `view.links[${index}]`;
      const [head, relation, tail, confidence, date, facts] = list(each, at, 6);
      return [
        node(head, `${at}[0]`), string(relation, `${at}[1]`), node(tail, `${at}[2]`),
        number(confidence, `${at}[3]`), date === null ? null : string(date, `${at}[4]`),
        number(facts, `${at}[5]`),
      ];
    }),
    options: optionsOf(options),
    camera: camera === null ? null : cameraOf(camera),
    selected: selected === null ? null : selectedOf(selected),
  };
}

function nodeOf(value: unknown, index: number): KeptNode {
  const at = `view.nodes[${index}]`;
  const { id, name, type, kind, total, x, y, pinned, into } = fields(value, at);
  return {
    id: string(id, `${at}.id`), name: string(name, `${at}.name`), type: string(type, `${at}.type`),
    kind: kind === null ? null : string(kind, `${at}.kind`), total: number(total, `${at}.total`),
    x: number(x, `${at}.x`), y: number(y, `${at}.y`),
    ...(pinned === true && { pinned }),
    // Into one that comes before it: so nothing lies in itself, however far around.
    ...(into !== undefined && { into: within(into, 0, index - 1, `${at}.into`) }),
  };
}

function optionsOf(value: unknown): Options {
  const at = "view.options";
  const told = fields(value, at);
  const one = <T extends string>(name: string, of: readonly T[]): T =>
    of.find((each) => each === told[name]) ?? fault(`${at}.${name}`, "wantOneOf", of.join(", "));
  const date = (name: string): string | null => {
    if (told[name] === null) return null;
    const written = string(told[name], `${at}.${name}`);
    return DATE.test(written) ? written : fault(`${at}.${name}`, "wantDate");
  };
  const names = (name: string): string[] =>
    list(told[name], `${at}.${name}`, 1000).map((each, index) => string(each, `${at}.${name}[${index}]`));
  return {
    arrangement: one("arrangement", ARRANGEMENTS), size: one("size", SIZES),
    colouring: one("colouring", COLOURINGS),
    withoutTypes: names("withoutTypes"), withoutRelations: names("withoutRelations"),
    leastSure: number(told.leastSure, `${at}.leastSure`), since: date("since"), until: date("until"),
    undated: typeof told.undated === "boolean" ? told.undated : fault(`${at}.undated`, "wantBoolean"),
  };
}

function cameraOf(value: unknown): ViewState["camera"] {
  const { x, y, span } = fields(value, "view.camera");
  const wide = number(span, "view.camera.span");
  if (wide <= 0) fault("view.camera.span", "wantNumber");
  return { x: number(x, "view.camera.x"), y: number(y, "view.camera.y"), span: wide };
}

function selectedOf(value: unknown): ViewState["selected"] {
  const { node, edge } = fields(value, "view.selected");
  return edge === undefined
    ? { node: string(node, "view.selected.node") }
    : { edge: string(edge, "view.selected.edge") };
}

function fault(at: string, wanted: Message, of = ""): never {
  throw new ViewFault(t("viewBad", { at, wanted: t(wanted, { of }) }));
}

function fields(value: unknown, at: string): Fields {
  const isFields = typeof value === "object" && value !== null && !Array.isArray(value);
  return isFields ? (value as Fields) : fault(at, "wantFields");
}

function list(value: unknown, at: string, most: number): unknown[] {
  if (!Array.isArray(value)) return fault(at, "wantList");
  return value.length > most ? fault(at, "wantFewer", String(most)) : (value as unknown[]);
}

function string(value: unknown, at: string): string {
  return typeof value === "string" ? value : fault(at, "wantText");
}

function number(value: unknown, at: string): number {
  return typeof value === "number" && Number.isFinite(value) ? value : fault(at, "wantNumber");
}

function within(value: unknown, least: number, most: number, at: string): number {
  const place = number(value, at);
  return Number.isInteger(place) && place >= least && place <= most ? place : fault(at, "wantPlace");
}
