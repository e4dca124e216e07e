/** The entities that a reader picked last, kept in the browser. */

import { lasting } from "./storage";
import type { EntityRef } from "./types";

const KEPT = "guanxi-recent";
const MOST = 8;

/** Return the entities picked last, the latest first. */
export function recents(): EntityRef[] {
  try {
    const kept: unknown = JSON.parse(lasting.get(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isEntity).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function addRecent({ id, name, type }: EntityRef): void {
  const others = recents().filter((each) => each.id !== id);
  lasting.set(KEPT, JSON.stringify([{ id, name, type }, ...others].slice(0, MOST)));
}

export function clearRecents(): void {
  lasting.set(KEPT, null);
}

/** Tell whether it is an entity: an older page, or somebody by hand, may have kept anything. */
function isEntity(kept: unknown): kept is EntityRef {
  const one = kept as Partial<EntityRef> | null;
  return [one?.id, one?.name, one?.type].every((each) => typeof each === "string");
}
