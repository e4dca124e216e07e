/** The page put together. */

import "./style.css";
import * as actions from "./actions";
import * as api from "./api";
import { takeDrops } from "./bring";
import { onLook } from "./camera";
import { type Canvas, draw } from "./canvas";
import { type Combobox, combobox } from "./combobox";
import { button, el, fill, found } from "./dom";
import { exportMenu } from "./files";
import { isOpen } from "./filters";
import { showHelp } from "./help";
import { handleKey, historyButtons } from "./history";
import { current, learn, switchLanguage, t } from "./language";
import { lookMenu, writeLegend } from "./look";
import { chosen, onChoose } from "./options";
import { recall, remember } from "./permalink";
import { showPicked } from "./pickbar";
import { seen } from "./shown";
import { Side } from "./side";
import { beginnings, showStart } from "./start";
import { onUpload } from "./uploads";
import * as view from "./view";
import { viewsButton } from "./views";

const header = el("header", { id: "top" });
const stage = el("div", { id: "stage", tabindex: 0, role: "application" });
const start = el("div", { id: "start" });
const tools = el("div", { id: "tools" });
const legend = el("div", { id: "legend" });
const key = el("div", { id: "meanings" });
const picks = el("div", { id: "picked", hidden: true });
const lassoTool = button("", () => void canvas().lasso.toggle());
const sideways = el("aside", { id: "side" });
const status = el("div", { id: "status", role: "status", "aria-live": "polite" });
found("#app").append(
  header,
  el("main", {}, el("div", { id: "field" }, el("div", { id: "plane" }, stage, picks, start), legend), sideways),
  status,
);

api.onKeyNeeded(actions.askForKey);
const side = new Side(sideways, () => remember(side));
let drawn: Canvas | null = null;
/** Return the canvas, made when there is something to draw: WebGL takes longest to start. */
const canvas = (): Canvas => (drawn ??= draw(stage, actions.expand, (isOn) =>
  lassoTool.setAttribute("aria-pressed", String(isOn))));
view.graph.once("nodeAdded", canvas);
const filterButton = el("button", {
  type: "button", id: "filter-shown", "aria-keyshortcuts": "F", onclick: () => side.show("filter", ""),
});
let search: Combobox | null = null;

/** Return the search box in the words of the page, with what was typed before. */
function writeSearch(): Combobox {
  const typed = search?.input;
  const written = combobox("search", t("search"), (entity) => {
    written.input.value = "";
    actions.open(entity.id);
  }, typed?.value);
  written.input.title = t("searchHint");
  return (search = written);
}

/** Write what stands at the top: once for each language, for readers may be typing there. */
function writeTop(): void {
  document.documentElement.lang = current() === "zh" ? "zh-CN" : "en";
  fill(
    header,
    el("h1", {}, button("guanxi 关系", () => view.clear(), "brand", `guanxi 关系: ${t("start")}`)),
    writeSearch().element,
    ...historyButtons(),
    viewsButton(),
    exportMenu(canvas),
    el("button", {
      type: "button", id: "language", title: t("languageAbout"), lang: current() === "zh" ? "en" : "zh",
      onclick: () => {
        switchLanguage();
        writeTop();
        write();
      },
    }, t("language")),
  );
}

/** Write everything else that has words in it, the names of types and relations among them. */
function write(): void {
  lassoTool.textContent = "◌";
  lassoTool.ariaLabel = t("lasso");
  fill(
    tools,
    button("+", () => canvas().zoom(1.5), "", t("zoomIn")),
    button("−", () => canvas().zoom(1 / 1.5), "", t("zoomOut")),
    button("⤢", () => canvas().fit(), "", t("fit")),
    button("↻", () => {
      view.begin("arrange");
      canvas().arrange();
    }, "", t("arrange")),
    lassoTool,
    button("✕", () => view.clear(), "", t("clear")),
    filterButton,
    button("?", showHelp, "", t("keysHelp")),
  );
  for (const tool of tools.querySelectorAll("button[aria-label]")) {
    tool.setAttribute("title", tool.ariaLabel ?? "");
  }
  writeLegend(key);
  showPicked(picks);
  fill(legend, key, el("p", {}, t("canvasHelp")), lookMenu(canvas), tools);
  writeFilter();
  side.show();
  drawn?.relabel();
  showOrHideStart(true);
}

let isReady = false; // to name types and relations in the reader's language
/** Write on the button how much passes the filters. */
function writeFilter(): void {
  const all = view.graph.size;
  const isActive = !isOpen(chosen());
  filterButton.textContent = isActive
    ? `${t("filter")}: ${t("filterSome", { links: seen().links, allLinks: all })}`
    : t("filter");
  filterButton.title = t("filterAbout");
  filterButton.classList.toggle("active", isActive);
}

let isStartWritten = false;

function showOrHideStart(anew = false): void {
  const isEmpty = view.graph.order === 0;
  start.hidden = !isEmpty;
  legend.hidden = isEmpty;
  found("main").classList.toggle("starting", isEmpty);
  stage.tabIndex = isEmpty ? -1 : 0;
  if (isReady && isEmpty && (anew || !isStartWritten)) {
    void actions.attempt(() => showStart(start, side.openDocument));
  }
  isStartWritten = isReady && isEmpty;
}

document.addEventListener("keydown", (event) => {
  const within = event.target as HTMLElement;
  const isWriting = within.matches("input, select, textarea");
  if (!isWriting && !within.closest("dialog") && handleKey(event)) return;
  if (event.key === "/" && !isWriting) {
    event.preventDefault();
    search?.input.focus();
    search?.input.select();
  } else if (event.key === "f" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
    side.show("filter", "");
  } else if (event.key === "Escape" && !within.closest("dialog")) {
    if (isWriting) within.blur();
    else if (view.highlighted.nodes.size > 0) view.highlight();
    else view.select(null);
  }
});

onChoose(() => writeLegend(key));
view.onChange((what) => {
  if (what === "picked" || what === "graph") showPicked(picks);
  if (what === "placed") writeLegend(key);
  showOrHideStart();
  writeFilter();
  remember(side);
});
onChoose(() => {
  writeFilter();
  remember(side);
});
for (const moved of ["eachNodeAttributesUpdated", "nodeAttributesUpdated"] as const) {
  view.graph.on(moved, () => remember(side));
}
onLook(() => remember(side));
window.addEventListener("hashchange", () => void actions.attempt(async () => void (await recall(side))));

takeDrops(() => side.show("bring"));
onUpload((finished) => {
  if (!finished) return;
  const { documents } = finished;
  const failed = documents.filter(({ status }) => status === "failed").length;
  actions.say(t("brought", { read: documents.length - failed, failed }));
  showOrHideStart(true);
});

writeTop();
write();
void actions.attempt(async () => {
  // Read the address before anything is waited for: what is shown then is written into it.
  const recalled = recall(side);
  const ontology = api.ontology();
  if (!location.hash) beginnings().catch(() => undefined); // told when it is shown
  learn(await ontology);
  isReady = true;
  await recalled;
  write();
});
