/** What readers take away: files of what is shown, a picture, a link. */

import * as actions from "./actions";
import * as api from "./api";
import type { Canvas } from "./canvas";
import { button, el } from "./dom";
import { t } from "./language";
import { graph } from "./view";

const MOST = 200; // entities that the server writes into one file

/** Return the menu of exports. */
export function exportMenu(canvas: () => Canvas): HTMLElement {
  const write = (format: string) => (): void => void actions.attempt(async () => {
    if (graph.order > MOST) return actions.say(t("tooManyToExport", { n: MOST }));
    save(await api.exported(format, graph.nodes()), `guanxi.${format}`);
  });
  const paint = (): void =>
    void actions.attempt(async () => save(await canvas().picture(), "guanxi.png"));
  const trace = (): void =>
    void actions.attempt(async () => save(await canvas().vector(), "guanxi.svg"));
  const entries = [
    button(t("exportGraphml"), write("graphml")), button(t("exportJson"), write("json")),
    button(t("exportPng"), paint), button(t("exportSvg"), trace), button(t("copyLink"), () => void copyLink()),
  ];
  const menu = el(
    "details", { class: "menu" },
    el("summary", { role: "button" }, t("exportMenu")),
    el("div", { class: "entries" }, ...entries),
  );
  menu.addEventListener("click", (event) => {
    if (entries.includes(event.target as HTMLButtonElement)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
  });
  return menu;
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    actions.say(t("linkCopied"));
  } catch {
    // Browsers refuse this where the page is not served over TLS or not allowed to.
    actions.say(t("linkInBar"));
  }
}
