/** What readers take away: pictures, a report, files for other programs, a link. */

import "./styles/take.css";
import * as actions from "./actions";
import * as api from "./api";
import type { Canvas } from "./canvas";
import { button, el, fill } from "./dom";
import { figure, t } from "./language";
import type { Message } from "./messages";
import { whyNoLink } from "./permalink";
import { pathsThatStandOut } from "./ranking";
import { MOST_REPORTED, reportOfPaths, reportOfView } from "./report";
import { partedLinks, seen, seenNodes } from "./shown";

const MOST = 10_000; // entities that the server writes into one file
const FORMATS = [
  "graphml", "gexf", "csv", "parquet", "json", "json-ld", "turtle", "cypher", "ftm",
] as const;
type Format = (typeof FORMATS)[number] | "html";

/** Return the menu of what can be taken away; it is written when it is opened. */
export function exportMenu(canvas: () => Canvas): HTMLElement {
  const entries = el("div", { class: "entries taking" });
  const summary = el("summary", { role: "button" }, t("exportMenu"));
  const menu = el("details", {
    class: "menu", ontoggle: () => {
      // Emptied when it closes: what was offered then may not be there when it opens again.
      fill(entries, ...(menu.open ? groups(canvas) : []));
    },
  }, summary, entries);
  menu.addEventListener("click", (event) => {
    if ((event.target as HTMLElement).closest(".entries button")) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      summary.focus();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      walk([summary, ...entries.querySelectorAll("button")], event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget as Node)) menu.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  return menu;
}

function walk(stops: HTMLElement[], by: 1 | -1): void {
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[Math.max(0, Math.min(at + by, stops.length - 1))]?.focus();
}

function groups(canvas: () => Canvas): HTMLElement[] {
  const link = group("takeLink", entry(t("copyLink"), t("takeLinkFor"), copyLink));
  if (seen().nodes === 0) return [el("p", { class: "faint" }, t("takeNothing")), link];
  const paths = pathsThatStandOut();
  const parted = partedLinks();
  return [
    group(
      "takePictures",
      entry(t("takePng"), t("takePngFor"), async () => save(await canvas().picture(), "guanxi.png")),
      entry(t("takeSvg"), t("takeSvgFor"), async () => save(await canvas().vector(), "guanxi.svg")),
      formatEntry("html"),
    ),
    group(
      "takeReports",
      entry(t("takeReport"), t("takeReportFor"), takeReport),
      paths.length > 0 && entry(t("takePaths", { n: paths.length }), t("takePathsFor"), async () =>
        keep(await reportOfPaths(paths))),
    ),
    group(
      "takeFiles", parted > 0 && el("p", { class: "faint" }, t("takeParted", { n: figure(parted) })),
      ...FORMATS.map(formatEntry),
    ),
    link,
  ];
}

function group(title: Message, ...content: (HTMLElement | false)[]): HTMLElement {
  return el(
    "section", { role: "group", "aria-labelledby": title },
    el("h2", { id: title }, t(title)), ...content,
  );
}

function entry(name: string, use: string, act: () => Promise<void>): HTMLElement {
  const label = el("span", {}, el("strong", {}, name), " ", el("small", {}, use));
  return button(label, () => void actions.attempt(act));
}

function formatEntry(format: Format): HTMLElement {
  return entry(t(`format.${format}`), t(`formatFor.${format}`), async () => {
    const nodes = seenNodes();
    if (nodes.length > MOST) return actions.say(t("takeTooMany", { n: figure(MOST) }));
    actions.say(t("takeWriting"));
    keep(await api.exported(format, nodes));
  });
}

async function takeReport(): Promise<void> {
  const { nodes, links } = seen();
  if (nodes > MOST_REPORTED.entities || links > MOST_REPORTED.links) {
    return actions.say(t("takeTooLong", {
      nodes: figure(MOST_REPORTED.entities), links: figure(MOST_REPORTED.links),
    }));
  }
  actions.say(t("takeWriting"));
  keep(await reportOfView());
}

function keep({ content, name }: api.Taken): void {
  save(content, name);
  actions.say(t("taken", { name }));
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function copyLink(): Promise<void> {
  const fault = whyNoLink();
  if (fault) return actions.say(fault);
  try {
    await navigator.clipboard.writeText(location.href);
    actions.say(t("linkCopied"));
  } catch {
    // Browsers refuse this where the page is not served over TLS or not allowed to.
    actions.say(t("linkInBar"));
  }
}
