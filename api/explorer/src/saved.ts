/** The views that readers saved under a name, kept in the browser. */

import { t } from "./language";
import { lasting } from "./storage";
import { type NamedView, readViewText, viewText } from "./viewfile";

const KEPT = "guanxi-views";
const MOST = 50;
const MOST_LETTERS = 4_500_000; // of all together: browsers keep about five million

/** Return the saved views, the latest first. */
export function savedViews(): NamedView[] {
  try {
    const kept: unknown = JSON.parse(lasting.get(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(readable) : [];
  } catch {
    return [];
  }
}

/** Return one view as a list, or none: an older page, or somebody by hand, may have kept anything. */
function readable(text: unknown): NamedView[] {
  try {
    return [readViewText(String(text))];
  } catch {
    return [];
  }
}

/** Save a view, in place of another if that is named; return what went wrong, in words. */
export function saveView(view: NamedView, instead: string | null = null): string | null {
  const others = savedViews().filter(({ name }) => name !== instead);
  if (others.some(({ name }) => name === view.name)) return t("viewNameTaken", { name: view.name });
  if (others.length >= MOST) return t("viewsMost", { n: MOST });
  return keep([view, ...others]);
}

export function deleteView(gone: string): string | null {
  return keep(savedViews().filter(({ name }) => name !== gone));
}

function keep(views: NamedView[]): string | null {
  const text = JSON.stringify(views.map(viewText));
  if (text.length > MOST_LETTERS) return t("viewsFull");
  if (lasting.set(KEPT, text)) return null;
  // Where storage is off, the page itself keeps it; where it is full, what was kept stays.
  return t(lasting.get(KEPT) === text ? "viewsPassing" : "viewsFull");
}
