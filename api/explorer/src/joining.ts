/** What joins several ends best: of the best path of each pair, those of a spanning tree. */

import type { EntityRef, Path, Ranking } from "./types";

/** Two ends and the ranked paths between them. */
export interface Pair {
  from: EntityRef;
  to: EntityRef;
  ranking: Ranking;
}

/** Return the fewest paths that join as many ends as can be joined, the best ones first. */
export function joining(ends: EntityRef[], pairs: Pair[]): Path[] {
  const parts = new Map(ends.map((end) => [end.id, end.id]));
  const best = pairs.flatMap(({ from, to, ranking }) =>
    ranking.paths.slice(0, 1).map((path) => ({ from: from.id, to: to.id, path })));
  best.sort((left, right) => right.path.score - left.path.score);
  const chosen: Path[] = [];
  for (const { from, to, path } of best) {
    const [one, other] = [parts.get(from), parts.get(to)];
    if (one === undefined || other === undefined || one === other) continue;
    for (const [end, part] of parts) if (part === other) parts.set(end, one);
    chosen.push(path);
  }
  return chosen;
}
