/** What is drawn, as a picture of points. */

import { themed } from "./looks";
import type { Renderer } from "./canvas";

/** Return what is drawn as a PNG; the layers are read before the browser lets them go. */
export async function picture(renderer: Renderer, container: HTMLElement): Promise<Blob> {
  renderer.refresh();
  const layers = [...container.querySelectorAll<HTMLCanvasElement>("canvas:not(.sigma-hoverNodes)")];
  const whole = document.createElement("canvas");
  whole.width = layers[0]?.width ?? 1;
  whole.height = layers[0]?.height ?? 1;
  const context = whole.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = themed("stage");
  context.fillRect(0, 0, whole.width, whole.height);
  for (const layer of layers) context.drawImage(layer, 0, 0);
  return new Promise((resolve, reject) =>
    whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))),
  );
}
