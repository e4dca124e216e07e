/** Places by rule: on a circle, in layers along the links, in a column for each type. */

import type Graph from "graphology";
import { layersOf } from "./layering";
import { TYPE_ORDER } from "./looks";
import { chosen, type Arrangement } from "./options";
import type { EdgeLook, NodeLook } from "./view";

type Shown = Graph<NodeLook, EdgeLook>;
type Places = Map<string, { x: number; y: number }>;

const GAP = 26; // between neighbours, beside their sizes
const SWEEPS = 12;
const COLUMN_GAP = 170;
const LAYER_GAP = 130;

/** Return where each node that is not pinned goes. */
export function arranged(graph: Shown, how: Exclude<Arrangement, "force">): Places {
  const make = { circular, hierarchical, types: columns }[how];
  const places = make(graph);
  graph.forEachNode((node, look) => look.fixed && places.delete(node));
  return places;
}

function neighbourOf(graph: Shown): Map<string, string[]> {
  return new Map(graph.mapNodes((node) => [node, graph.neighbors(node)]));
}

/** Return the groups of nodes, by type or by community, in a fixed order. */
function groupsOf(graph: Shown, byCommunity: boolean): string[][] {
  const groups = new Map<number, string[]>();
  for (const node of graph.nodes().sort()) {
    const { category, community } = graph.getNodeAttributes(node);
    const key = byCommunity ? (community ?? Infinity) : TYPE_ORDER.indexOf(category);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.entries()].sort(([left], [right]) => left - right).map(([, group]) => group);
}

/** Return all nodes on one circle, groups side by side, neighbours near one another. */
function circular(graph: Shown): Places {
  const neighbours = neighbourOf(graph);
  const groups = groupsOf(graph, chosen().colouring === "community");
  const room = (node: string): number => 2 * graph.getNodeAttribute(node, "size") + GAP;
  const angles = new Map<string, number>();
  const turn = 2 * Math.PI;
  const measure = (): number => {
    const whole = groups.flat().reduce((sum, node) => sum + room(node), 0);
    let at = 0;
    for (const node of groups.flat()) {
      angles.set(node, ((at + room(node) / 2) / whole) * turn);
      at += room(node);
    }
    return whole / turn;
  };
  let radius = measure();
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const group of groups) {
      const middle = angleOf(group.map((node) => angles.get(node) ?? 0), 0);
      const pull = new Map(group.map((node) => {
        const own = angles.get(node) ?? 0;
        const near = (neighbours.get(node) ?? []).map((each) => angles.get(each) ?? 0);
        const way = angleOf([...near, own], own) - middle;
        // On the circle, what lies a little to the other side is near, not a whole turn away.
        return [node, Math.atan2(Math.sin(way), Math.cos(way))];
      }));
      group.sort((left, right) => (pull.get(left) ?? 0) - (pull.get(right) ?? 0));
    }
    radius = measure();
  }
  return new Map([...angles].map(([node, angle]) =>
    [node, { x: radius * Math.sin(angle), y: radius * Math.cos(angle) }]));
}

function angleOf(angles: number[], otherwise: number): number {
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0);
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0);
  return Math.hypot(x, y) < 1e-9 ? otherwise : Math.atan2(y, x);
}

/** Return layers from top to bottom: links lead downwards wherever they run in no circle. */
function hierarchical(graph: Shown): Places {
  const links = graph.mapEdges((_, __, head, tail): [string, string] => [head, tail]);
  const layers = layersOf(graph.nodes().sort(), links);
  const widest = Math.max(...layers.map((layer) => layer.length));
  // About as wide as tall: the picture fits a screen, and names have what room there is.
  const unit = Math.max(GAP + 10, Math.min(190, (LAYER_GAP * layers.length * 1.25) / widest));
  const places: Places = new Map();
  let y = 0;
  for (const layer of layers) {
    layer.forEach(({ node, x }, at) => {
      // Neighbours in a row stand a little above one another, so that their names have room.
      const step = layer.length > 3 ? ((at % 2) - 0.5) * (LAYER_GAP / 4) : 0;
      places.set(node, { x: x * unit, y: y + step });
    });
    y -= LAYER_GAP;
  }
  return places;
}

/** Return a column for each type, split where it would be too tall. */
function columns(graph: Shown): Places {
  const neighbours = neighbourOf(graph);
  const groups = groupsOf(graph, false);
  const tall = Math.max(8, Math.ceil(Math.sqrt(graph.order * 4)));
  const heights = new Map<string, number>();
  const measure = (): void => {
    for (const group of groups) {
      group.forEach((node, at) => heights.set(node, at - (group.length - 1) / 2));
    }
  };
  measure();
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const group of groups) {
      const pull = new Map(group.map((node) => {
        const near = [...(neighbours.get(node) ?? []), node].map((each) => heights.get(each) ?? 0);
        return [node, near.reduce((sum, each) => sum + each, 0) / near.length];
      }));
      group.sort((left, right) => (pull.get(left) ?? 0) - (pull.get(right) ?? 0));
    }
    measure();
  }
  const places: Places = new Map();
  let x = 0;
  for (const group of groups) {
    const wide = Math.ceil(group.length / tall);
    const rows = Math.ceil(group.length / wide);
    group.forEach((node, at) => {
      // Row by row, so that the order by neighbours still runs from top to bottom.
      const row = Math.floor(at / wide);
      const shift = ((at % wide) + (row % 2) * 0.4) * (COLUMN_GAP * 0.55);
      places.set(node, { x: x + shift, y: ((rows - 1) / 2 - row) * (GAP + 14) });
    });
    x += COLUMN_GAP * (1.2 + 0.55 * (wide - 1));
  }
  return places;
}
