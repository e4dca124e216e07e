/** The time that dated links span, in steps of a month or a year. */

const FEW = 60; // steps up to which months can be told apart on a narrow screen

/** Return the months, or the years where months would be too many, from first to last. */
export function steps(dates: readonly string[]): string[] {
  if (dates.length === 0) return [];
  const first = dates.reduce((left, right) => (left < right ? left : right));
  const last = dates.reduce((left, right) => (left > right ? left : right));
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  const start = first.length > 4 ? Number(first.slice(5, 7)) : 1;
  // A year alone may last until its December.
  const isYearAlone = dates.some((date) => date.length === 4 && date === last.slice(0, 4));
  const end = isYearAlone ? 12 : Number(last.slice(5, 7));
  const months = (to - from) * 12 + end - start + 1;
  if (months > FEW) return Array.from({ length: to - from + 1 }, (_, at) => padded(from + at, 4));
  return Array.from({ length: months }, (_, at) => {
    const month = start - 1 + at;
    return `${padded(from + Math.floor(month / 12), 4)}-${padded((month % 12) + 1, 2)}`;
  });
}

const padded = (value: number, width: number): string => String(value).padStart(width, "0");

/** Return how many dates lie in each step; a year alone lies in each of its months in part. */
export function heights(dates: readonly string[], over: readonly string[]): number[] {
  const width = over[0]?.length ?? 4;
  const at = new Map(over.map((step, place) => [step, place]));
  const counts = over.map(() => 0);
  const add = (step: string, part: number): void => {
    const place = at.get(step);
    if (place !== undefined) counts[place] = (counts[place] ?? 0) + part;
  };
  for (const date of dates) {
    if (date.length >= width) add(date.slice(0, width), 1);
    else for (let month = 1; month <= 12; month++) add(`${date}-${padded(month, 2)}`, 1 / 12);
  }
  return counts;
}

/** Return the place of the first step that may lie at a date or after it. */
export function placeSince(date: string, over: readonly string[]): number {
  const place = over.findIndex((step) => step >= date.slice(0, step.length));
  return place < 0 ? over.length - 1 : place;
}

/** Return the place of the last step that may lie at a date or before it. */
export function placeUntil(date: string, over: readonly string[]): number {
  return Math.max(0, over.findLastIndex((step) => step.slice(0, date.length) <= date));
}

/** Tell whether a text is a date as links have them: a year, a month or a day. */
export function isDate(text: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const whole = text + "0000-01-01".slice(text.length);
  const read = new Date(`${whole}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(whole);
}
