/** Colours: Okabe and Ito's, which people with any colour vision tell apart. */

const TYPES: Record<string, string> = {
  Organization: "#0072b2",
  Person: "#d55e00",
  Policy: "#009e73",
  Technology: "#cc79a7",
  Place: "#e69f00",
};

export const TYPE_ORDER = Object.keys(TYPES);

export function colour(type: string): string {
  return TYPES[type] ?? "#7a7a7a";
}

/** Return a colour of the style sheet, light or dark as the reader prefers. */
export function themed(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function onThemeChange(act: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
}

/** Tell whether the reader wants nothing to move by itself. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
