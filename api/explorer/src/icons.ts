/** A sign for each type of entity: what it is shows without colour. On a square of 16 by 16. */

const SIGNS: Record<string, string> = {
  // A house of offices, a head and shoulders, a sheet with lines, a chip with legs, a pin.
  Organization:
    "M3 14V2.5h7V14H7.6v-2.4H5.4V14ZM4.8 4.3v1.6h1.3V4.3Zm2.4 0v1.6h1.3V4.3ZM4.8 7.6v1.6h1.3V7.6Z" +
    "m2.4 0v1.6h1.3V7.6ZM11 6.5h2.5V14H11Z",
  Person: "M8 2a3 3 0 1 0 .001 0ZM2.6 14c0-3.6 2.3-5.4 5.4-5.4s5.4 1.8 5.4 5.4Z",
  Policy: "M3.5 1.5h6l3 3v10h-9ZM5.3 6.2v1.2h5.4V6.2Zm0 2.6V10h5.4V8.8Zm0 2.6v1.2h3.4v-1.2Z",
  Technology:
    "M4 4h8v8H4ZM6 6v4h4V6ZM5 1.8h1.2v1.6H5Zm4.8 0H11v1.6H9.8ZM5 12.6h1.2v1.6H5Zm4.8 0H11v1.6H9.8Z" +
    "M1.8 5h1.6v1.2H1.8Zm0 4.8h1.6V11H1.8ZM12.6 5h1.6v1.2h-1.6Zm0 4.8h1.6V11h-1.6Z",
  Place:
    "M8 1.5c2.8 0 4.7 2 4.7 4.6C12.7 9.4 8 14.5 8 14.5S3.3 9.4 3.3 6.1C3.3 3.5 5.2 1.5 8 1.5Z" +
    "M8 4.3a1.9 1.9 0 1 0 .001 0Z",
};
const drawn = new Map<string, Path2D>();

/** Return the outline of a type's sign, even-odd; empty for a type without one. */
export function outline(type: string): string {
  return SIGNS[type] ?? "";
}

/** Draw a type's sign around a point, so large that it fits into a circle of a radius. */
export function drawSign(
  context: CanvasRenderingContext2D, type: string, x: number, y: number, radius: number,
): void {
  let path = drawn.get(type);
  if (!path) drawn.set(type, (path = new Path2D(outline(type))));
  const scale = (radius * 1.3) / 16;
  context.save();
  context.translate(x - 8 * scale, y - 8 * scale);
  context.scale(scale, scale);
  context.fill(path, "evenodd");
  context.restore();
}
