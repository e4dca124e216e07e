/** Colours: Okabe and Ito's, and Tol's, which people with any colour vision tell apart. */

const TYPES: Record<string, string> = {
  Organization: "#0072b2",
  Person: "#d55e00",
  Policy: "#009e73",
  Technology: "#cc79a7",
  Place: "#e69f00",
};
// More communities than these share a grey: their numbers still tell them apart.
const COMMUNITIES = [
  "#332288", "#44aa99", "#cc6677", "#88ccee", "#999933", "#aa4499", "#ddcc77", "#117733",
  "#882255",
];
const OTHER = "#7a7a7a";

export const TYPE_ORDER = Object.keys(TYPES);

export function colour(type: string): string {
  return TYPES[type] ?? OTHER;
}

/** Return the colour of a community by its number; 1 is the largest. */
export function communityColour(community: number | undefined): string {
  return (community && COMMUNITIES[community - 1]) || OTHER;
}

/** Return white or black, whichever is read more easily on a colour. */
export function inkOn(background: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    (parseInt(background.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3 ? "#10151c" : "#ffffff";
}

const known = new Map<string, string>();

/** Return a colour of the style sheet, light or dark as the reader prefers. */
export function themed(name: string): string {
  let value = known.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    known.set(name, value);
  }
  return value;
}

export function onThemeChange(act: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    known.clear();
    act();
  });
}

/** Tell whether the reader wants nothing to move by itself. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

const SIZES = { plain: 13 / 15, small: 11 / 15 }; // of letters, in those of the page

/** Return the size of letters in pixels: as much larger as readers have those of the page. */
export function letters(size: keyof typeof SIZES): number {
  return SIZES[size] * parseFloat(getComputedStyle(document.documentElement).fontSize);
}
