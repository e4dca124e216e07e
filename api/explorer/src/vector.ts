/** What is drawn, as SVG: names stay text, links stay lines, and the legend goes with it. */

import { svg } from "./dom";
import { outlinesOf, routeOf } from "./geometry";
import { outline } from "./icons";
import type { Label } from "./labels";
import { t } from "./language";
import { inkOn, themed } from "./looks";
import { entries } from "./look";
import { chosen } from "./options";
import type { Renderer } from "./canvas";
import { seen } from "./shown";
import { graph } from "./view";

const FONT = "system-ui, 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
const LEGEND = 34; // pixels of height below the picture
const LEAST_SIGN = 6;

/** Return the picture in view as an SVG file, with the names where they are on the screen. */
export async function vector(renderer: Renderer, labels: () => readonly Label[]): Promise<Blob> {
  renderer.refresh();
  const { width, height } = renderer.getDimensions();
  const drawing = svg(
    "svg", {
      xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height + LEGEND}`,
      width, height: height + LEGEND, "font-family": FONT,
    },
    svg("title", {}, t("graphAbout", seen())),
    svg("rect", { width, height: height + LEGEND, fill: themed("stage") }),
    svg("g", { class: "links", fill: "none" }, ...graph.edges().flatMap((edge) => link(renderer, edge))),
    svg("g", { class: "nodes" }, ...graph.nodes().flatMap((node) => spot(renderer, node))),
    svg("g", { class: "names" }, ...labels().map(name)),
    legend(height),
  );
  const text = new XMLSerializer().serializeToString(drawing);
  return Promise.resolve(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`], {
    type: "image/svg+xml",
  }));
}

const round = (value: number): number => Math.round(value * 10) / 10;

function link(renderer: Renderer, edge: string): SVGElement[] {
  const route = routeOf(renderer, edge);
  const shown = renderer.getEdgeDisplayData(edge);
  if (!route || !shown) return [];
  const size = Math.max(0.5, renderer.scaleSize(shown.size));
  const { line, head } = outlinesOf(route, size);
  const title = svg("title", {}, edgeTitle(edge));
  return [
    svg("path", { d: line, stroke: shown.color, "stroke-width": round(size) }, title),
    svg("path", { d: head, fill: shown.color }),
  ];
}

function edgeTitle(edge: string): string {
  const [head, tail] = graph.extremities(edge).map((node) => graph.getNodeAttribute(node, "label"));
  return `${head} · ${graph.getEdgeAttribute(edge, "relation")} · ${tail}`;
}

function spot(renderer: Renderer, node: string): SVGElement[] {
  const shown = renderer.getNodeDisplayData(node);
  if (!shown || shown.hidden) return [];
  const { x, y } = renderer.framedGraphToViewport(shown);
  const radius = renderer.scaleSize(shown.size);
  const { category, community, label } = graph.getNodeAttributes(node);
  const place = { cx: round(x), cy: round(y), r: Math.round(radius * 1000) / 1000 };
  const circle = svg(
    "circle", { ...place, fill: shown.color, stroke: themed("stage"), "data-type": category },
    svg("title", {}, label),
  );
  if (radius < LEAST_SIGN) return [circle];
  const inner = chosen().colouring === "type" ? { sign: outline(category) }
    : { number: String(community ?? "") };
  return [circle, sign(inner, x, y, radius, inkOn(shown.color))];
}

function sign(
  inner: { sign: string } | { number: string }, x: number, y: number, radius: number, fill: string,
): SVGElement {
  const scale = (radius * 1.3) / 16;
  if ("sign" in inner) {
    const move = `translate(${round(x - 8 * scale)} ${round(y - 8 * scale)}) scale(${scale.toFixed(3)})`;
    return svg("path", { d: inner.sign, fill, "fill-rule": "evenodd", transform: move });
  }
  return svg("text", {
    x: round(x), y: round(y + radius * 0.37), fill, "text-anchor": "middle", "font-weight": 700,
    "font-size": Math.round(radius * 1.05),
  }, inner.number);
}

function name(label: Label): SVGElement {
  const { x, y, size, weight, colour, text } = label;
  const turned: Record<string, string> = label.turn
    ? { transform: `rotate(${round((label.turn * 180) / Math.PI)} ${round(x)} ${round(y)})` } : {};
  return svg("text", {
    x: round(x), y: round(y), "font-size": size, "font-weight": weight, fill: colour,
    stroke: themed("stage"), "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke",
    ...turned,
  }, text);
}

function legend(top: number): SVGElement {
  const { colouring, size } = chosen();
  const parts: SVGElement[] = [];
  let x = 18;
  for (const { label, paint, inner } of entries(colouring)) {
    parts.push(
      svg("circle", { cx: x, cy: top + LEGEND / 2, r: 8, fill: paint }),
      sign(inner, x, top + LEGEND / 2, 8, inkOn(paint)),
      svg("text", { x: x + 13, y: top + LEGEND / 2 + 4, "font-size": 12, fill: themed("ink") }, label),
    );
    x += 36 + [...label].reduce((sum, each) => sum + (each > "\u2e80" ? 12.5 : 7), 0);
  }
  const means = `${t(`sizeMeans.${size}`)} · ${t("widthMeans")}`;
  parts.push(svg("text", { x, y: top + LEGEND / 2 + 4, "font-size": 12, fill: themed("faint") }, means));
  return svg("g", { class: "legend" }, ...parts);
}
