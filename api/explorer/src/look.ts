/** The choice of looks, and the legend that tells what they mean. */

import "./styles/look.css";
import * as actions from "./actions";
import type { Canvas } from "./canvas";
import { el, fill, svg } from "./dom";
import { outline } from "./icons";
import { figure, t, typeName } from "./language";
import { colour, communityColour, inkOn, TYPE_ORDER } from "./looks";
import { isTooLarge, measure, MOST } from "./measures";
import type { Message } from "./messages";
import { ARRANGEMENTS, choose, chosen, COLOURINGS, type Options, SIZES } from "./options";
import { graph } from "./view";

const NUMBERED = 9; // communities that have a colour of their own

/** Return the menu in which readers choose how the graph is laid out, sized and coloured. */
export function lookMenu(canvas: () => Canvas): HTMLElement {
  const remeasure = (): void => {
    if (chosen().size === "betweenness" && isTooLarge()) {
      actions.say(t("tooManyToMeasure", { n: MOST }));
    }
    void actions.attempt(measure);
  };
  const menu = el(
    "details", { class: "menu", id: "look" },
    el("summary", { role: "button" }, t("look")),
    el(
      "div", { class: "entries choices" },
      choice("arrangement", "arrangement", ARRANGEMENTS, () => canvas().arrange()),
      choice("size", "sizeBy", SIZES, remeasure),
      choice("colouring", "colourBy", COLOURINGS, remeasure, "colour"),
    ),
  );
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
  });
  return menu;
}

function choice<K extends "arrangement" | "size" | "colouring">(
  key: K,
  label: Message,
  values: readonly Options[K][],
  changed: () => void,
  words: string = key,
): HTMLElement {
  const select = el(
    "select", {
      onchange: () => {
        choose({ [key]: select.value });
        changed();
      },
    },
    ...values.map((value) => el("option", { value }, t(`${words}.${value}` as Message))),
  );
  // What is chosen may change elsewhere: by undoing, or by a link that was followed.
  const refresh = (): void => void (select.value = chosen()[key]);
  refresh();
  select.addEventListener("focus", refresh);
  return el("label", {}, el("span", {}, t(label)), select);
}

/** Write what colours and sizes mean now. */
export function writeLegend(place: HTMLElement): void {
  const { size, colouring } = chosen();
  fill(
    place,
    el("ul", { "aria-label": t("legend") }, colouring === "community" && el("li", {}, t("communities")),
      ...entries(colouring).map(({ label, paint, inner }) =>
      el("li", {}, badge(paint, inner), label))),
    el("p", {}, `${t(`sizeMeans.${size}`)} · ${t("widthMeans")}`),
  );
}

export interface LegendEntry {
  label: string;
  paint: string;
  /** A type's sign as an outline, or a community's number. */
  inner: { sign: string } | { number: string };
}

/** Return what stands in the legend: types, or the communities that are shown. */
export function entries(colouring: Options["colouring"]): LegendEntry[] {
  if (colouring === "type") {
    return TYPE_ORDER.map((type) =>
      ({ label: typeName(type), paint: colour(type), inner: { sign: outline(type) } }));
  }
  const members = new Map<number, number>();
  graph.forEachNode((_, { community = 0 }) => {
    const key = community > NUMBERED ? 0 : community;
    members.set(key, (members.get(key) ?? 0) + 1);
  });
  // The others come last.
  const order = [...members.keys()].sort((left, right) => (left || Infinity) - (right || Infinity));
  return order.map((each) => ({
    label: figure(members.get(each) ?? 0),
    paint: communityColour(each),
    inner: { number: each === 0 ? "…" : String(each) },
  }));
}

function badge(paint: string, inner: LegendEntry["inner"]): SVGElement {
  const ink = inkOn(paint);
  return svg(
    "svg", { viewBox: "0 0 16 16", class: "badge", "aria-hidden": "true" },
    svg("circle", { cx: 8, cy: 8, r: 8, fill: paint }),
    "sign" in inner
      ? svg("path", {
        d: inner.sign, fill: ink, "fill-rule": "evenodd", transform: "translate(2.8 2.8) scale(0.65)",
      })
      : svg("text", { x: 8, y: 11.4, "text-anchor": "middle", "font-size": 10, fill: ink }, inner.number),
  );
}
