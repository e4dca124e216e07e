/** Names and signs over the drawn graph: as many as have room, the most important first. */

import type Sigma from "sigma";
import type { NodeLabelDrawingFunction } from "sigma/rendering";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import { type Point, pointAt, routeOf } from "./geometry";
import { drawSign } from "./icons";
import { inkOn, letters, themed } from "./looks";
import { drawLoops } from "./loops";
import { chosen } from "./options";
import { type EdgeLook, graph, type NodeLook, picked } from "./view";

type Shown = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;
export interface Label {
  text: string;
  /** Where its line begins. */
  x: number;
  y: number;
  size: number;
  weight: number;
  colour: string;
  /** How far the line is turned, in radians. */
  turn: number;
}
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
  node?: string;
}

const SIGNED = 600; // nodes up to which each carries a sign, and names keep off all of them
const LEAST_SIGN = 6; // pixels of radius from which on a sign can be told
const BESIDE = 4; // pixels that names keep off a loop's line
const STEP = 6; // pixels between the points of a link's name that must be free

export class Labels {
  /** What was written last, for a drawing that is kept. */
  placed: Label[] = [];
  private waiting: (Shown & { key?: string; forceLabel?: boolean; highlighted?: boolean })[] = [];
  private taken: Box[] = [];

  constructor(
    private readonly renderer: Sigma<NodeLook, EdgeLook>,
    /** The links whose names are wanted, the most important first, and what they are called. */
    private readonly named: () => [string, string][],
  ) {
    renderer.on("beforeRender", () => (this.waiting = []));
    renderer.on("afterRender", () => this.draw());
  }

  readonly collect: NodeLabelDrawingFunction<NodeLook, EdgeLook> = (_, shown) => {
    if (shown.label) this.waiting.push(shown);
  };

  private draw(): void {
    const { labels, edgeLabels } = this.renderer.getCanvases();
    const names = labels?.getContext("2d");
    const between = edgeLabels?.getContext("2d");
    if (!names || !between) return;
    const { labelFont } = this.renderer.getSettings();
    const size = letters("plain");
    this.placed = [];
    this.taken = [];
    if (graph.order <= SIGNED) this.sign(names);
    this.mark(names);
    for (const { x, y } of drawLoops(between, this.renderer)) this.taken.push(square(x, y, BESIDE));
    this.waiting.sort((left, right) =>
      Number(right.highlighted ?? 0) - Number(left.highlighted ?? 0) ||
      Number(right.forceLabel ?? 0) - Number(left.forceLabel ?? 0) ||
      right.size - left.size || ((left.key ?? "") < (right.key ?? "") ? -1 : 1));
    for (const shown of this.waiting) this.name(names, shown, size, labelFont);
    for (const [edge, text] of this.waiting.length > 0 ? this.named() : []) {
      this.nameEdge(between, edge, text, labelFont);
    }
  }

  /** Draw the sign of each node, and remember where nodes are. */
  private sign(context: CanvasRenderingContext2D): void {
    const byCommunity = chosen().colouring === "community";
    const { width, height } = this.renderer.getDimensions();
    graph.forEachNode((node, look) => {
      const shown = this.renderer.getNodeDisplayData(node);
      if (!shown || shown.hidden) return;
      const { x, y } = this.renderer.framedGraphToViewport(shown);
      const radius = this.renderer.scaleSize(shown.size);
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) return;
      this.taken.push({ ...square(x, y, radius), node });
      if (radius < LEAST_SIGN) return;
      context.fillStyle = shown.color === themed("dim") ? themed("faint") : inkOn(shown.color);
      if (byCommunity) drawNumber(context, look.community, x, y, radius);
      else drawSign(context, look.category, x, y, radius);
    });
  }

  private mark(context: CanvasRenderingContext2D): void {
    graph.forEachNode((node, look) => {
      if (!look.fixed && !look.folded && !picked.has(node)) return;
      const at = this.place(node);
      if (at) drawMarks(context, node, at.x, at.y, at.radius);
    });
  }

  private place(node: string): (Point & { radius: number }) | null {
    const shown = this.renderer.getNodeDisplayData(node);
    if (!shown || shown.hidden) return null;
    const radius = this.renderer.scaleSize(shown.size);
    return { ...this.renderer.framedGraphToViewport(shown), radius };
  }

  /** Write a name beside its node where nothing else is; a forced one even where something is. */
  private name(
    context: CanvasRenderingContext2D, shown: Shown & { key?: string; forceLabel?: boolean; highlighted?: boolean },
    size: number, font: string,
  ): void {
    const text = shown.label ?? "";
    const weight = shown.highlighted ? 600 : shown.size > 16 ? 600 : 450;
    context.font = `${weight} ${size}px ${font}`;
    const wide = context.measureText(text).width;
    const { x, y } = shown;
    const off = shown.size + 5;
    const spots: Point[] = [
      { x: x + off, y: y + size * 0.35 },
      { x: x - off - wide, y: y + size * 0.35 },
      { x: x - wide / 2, y: y + off + size * 0.75 },
      { x: x - wide / 2, y: y - off },
    ];
    const boxed = (spot: Point): Box => ({
      left: spot.x - 2, right: spot.x + wide + 2, top: spot.y - size, bottom: spot.y + size * 0.3,
    });
    // On a circle, names point outwards.
    const isLeft = chosen().arrangement === "circular" && x < this.renderer.getDimensions().width / 2;
    if (isLeft) spots.unshift(...spots.splice(1, 1));
    const isFree = (spot: Point): boolean => {
      const box = boxed(spot);
      return !this.taken.some((each) => each.node !== shown.key && overlap(each, box));
    };
    const spot = shown.highlighted ? spots[0] : (spots.find(isFree) ?? (shown.forceLabel && spots[0]));
    if (!spot) return;
    this.taken.push(boxed(spot));
    this.write(context, {
      text, ...spot, size, weight, colour: themed("ink"), turn: 0,
    }, font);
  }

  /** Write a link's name along its middle if the line is long enough and nothing is there. */
  private nameEdge(
    context: CanvasRenderingContext2D, edge: string, text: string, font: string,
  ): void {
    const route = routeOf(this.renderer, edge);
    if (!route) return;
    const size = letters("small");
    context.font = `400 ${size}px ${font}`;
    const wide = context.measureText(text).width;
    const { from, to } = route;
    const isShort = Math.hypot(to.x - from.x, to.y - from.y) < wide + route.room;
    if (isShort && route.shape !== "loop") return;
    const middle = pointAt(route, 0.5);
    const flat = Math.atan2(to.y - from.y, to.x - from.x);
    const turn = Math.abs(flat) > Math.PI / 2 ? flat + Math.PI : flat;
    const along = { x: Math.cos(turn), y: Math.sin(turn) };
    const lift = size * 0.45 + (route.shape === "loop" ? 2 * BESIDE : 0);
    const center = { x: middle.x + along.y * lift, y: middle.y - along.x * lift };
    const boxes: Box[] = [];
    for (let at = -wide / 2; at <= wide / 2; at += STEP) {
      boxes.push(square(center.x + along.x * at, center.y + along.y * at, size * 0.45));
    }
    if (boxes.some((box) => this.taken.some((each) => overlap(each, box)))) return;
    this.taken.push(...boxes);
    this.write(context, {
      text, size, weight: 400, colour: themed("faint"), turn,
      x: center.x - (along.x * wide) / 2 - along.y * size * 0.18,
      y: center.y - (along.y * wide) / 2 + along.x * size * 0.18,
    }, font);
  }

  /** Write a line with a rim in the colour of the ground, so that links do not run through it. */
  private write(context: CanvasRenderingContext2D, label: Label, font: string): void {
    this.placed.push(label);
    context.save();
    context.translate(label.x, label.y);
    context.rotate(label.turn);
    context.font = `${label.weight} ${label.size}px ${font}`;
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = themed("stage");
    context.strokeText(label.text, 0, 0);
    context.fillStyle = label.colour;
    context.fillText(label.text, 0, 0);
    context.restore();
  }
}

function square(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right &&
    one.top < other.bottom && other.top < one.bottom;
}

/** Draw a ring around a picked node, a pin on a pinned one, a number on a folded one. */
export function drawMarks(
  context: CanvasRenderingContext2D, node: string, x: number, y: number, radius: number,
): void {
  const { fixed, folded } = graph.getNodeAttributes(node);
  if (picked.has(node)) {
    context.beginPath();
    context.arc(x, y, radius + 3.5, 0, Math.PI * 2);
    context.lineWidth = 2.5;
    context.strokeStyle = themed("accent");
    context.stroke();
  }
  const edge = radius * 0.72 + 1;
  if (fixed) drawPin(context, x - edge, y - edge);
  if (folded) drawCount(context, `+${folded.nodes.length}`, x + edge, y - edge);
}

export function drawNumber(
  context: CanvasRenderingContext2D, number: number | undefined, x: number, y: number, radius: number,
): void {
  context.save();
  context.font = `700 ${Math.round(radius * 1.05)}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.fillText(number ? String(number) : "", x, y + radius * 0.37);
  context.restore();
}

function drawPin(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.save();
  context.fillStyle = themed("ink");
  context.strokeStyle = themed("stage");
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y - 2, 4, 0, Math.PI * 2);
  context.moveTo(x - 1, y + 1);
  context.lineTo(x + 4, y + 7);
  context.stroke();
  context.fill();
  context.strokeStyle = themed("ink");
  context.stroke();
  context.restore();
}

function drawCount(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  context.save();
  const size = letters("small");
  context.font = `700 ${size}px system-ui, sans-serif`;
  const wide = context.measureText(text).width + 8;
  context.beginPath();
  context.roundRect(x - 4, y - size * 0.8, wide, size * 1.45, size * 0.7);
  context.fillStyle = themed("accent");
  context.fill();
  context.fillStyle = themed("on-accent");
  context.fillText(text, x, y + size * 0.27);
  context.restore();
}
