/** The page put together. */

import "./style.css";
import * as actions from "./actions";
import * as api from "./api";
import { type Canvas, draw } from "./canvas";
import { type Combobox, combobox, dot } from "./combobox";
import { button, el, fill, found } from "./dom";
import { exportMenu } from "./files";
import { current, learn, switchLanguage, t, typeName } from "./language";
import { TYPE_ORDER } from "./looks";
import { recall, remember } from "./permalink";
import { Side } from "./side";
import { showStart } from "./start";
import * as view from "./view";

const header = el("header", { id: "top" });
const stage = el("div", { id: "stage", tabindex: 0, role: "application" });
const start = el("div", { id: "start" });
const tools = el("div", { id: "tools" });
const legend = el("div", { id: "legend" });
const sideways = el("aside", { id: "side" });
const status = el("div", { id: "status", role: "status", "aria-live": "polite" });
found("#app").append(
  header,
  el("main", {}, el("div", { id: "field" }, el("div", { id: "plane" }, stage, start), legend), sideways),
  status,
);

api.onKeyNeeded(actions.askForKey);
const side = new Side(sideways, () => remember(side));
const canvas: Canvas = draw(stage, actions.expand, view.hide);
let search: Combobox;

/** Write everything that has words in it. */
function write(): void {
  document.documentElement.lang = current() === "zh" ? "zh-CN" : "en";
  search = combobox("search", t("search"), (entity) => {
    search.input.value = "";
    actions.open(entity.id);
  });
  search.input.title = t("searchHint");
  fill(
    header,
    el("h1", {}, button("guanxi 关系", () => view.clear(), "brand", `guanxi 关系: ${t("start")}`)),
    search.element,
    exportMenu(canvas),
    el("button", {
      type: "button", id: "language", title: t("languageAbout"), lang: current() === "zh" ? "en" : "zh",
      onclick: () => {
        switchLanguage();
        write();
      },
    }, t("language")),
  );
  fill(
    tools,
    button("+", () => canvas.zoom(1.5), "", t("zoomIn")),
    button("−", () => canvas.zoom(1 / 1.5), "", t("zoomOut")),
    button("⤢", () => canvas.fit(), "", t("fit")),
    button("↻", () => canvas.arrange(), "", t("arrange")),
    button("✕", () => view.clear(), "", t("clear")),
  );
  for (const tool of tools.querySelectorAll("button")) tool.title = tool.ariaLabel ?? "";
  fill(
    legend,
    el("ul", { "aria-label": t("legend") }, ...TYPE_ORDER.map((type) =>
      el("li", {}, dot(type), typeName(type)))),
    el("p", {}, t("legendSize")), el("p", {}, t("canvasHelp")), tools,
  );
  side.show();
  canvas.relabel();
  showOrHideStart(true);
}

let isStartWritten = false;

function showOrHideStart(anew = false): void {
  const isEmpty = view.graph.order === 0;
  start.hidden = !isEmpty;
  legend.hidden = isEmpty;
  found("main").classList.toggle("starting", isEmpty);
  stage.tabIndex = isEmpty ? -1 : 0;
  if (isEmpty && (anew || !isStartWritten)) {
    void actions.attempt(() => showStart(start, side.openDocument));
  }
  isStartWritten = isEmpty;
}

document.addEventListener("keydown", (event) => {
  const within = event.target as HTMLElement;
  const isWriting = within.matches("input, select, textarea");
  if (event.key === "/" && !isWriting) {
    event.preventDefault();
    search.input.focus();
    search.input.select();
  } else if (event.key === "Escape" && !within.closest("dialog")) {
    if (isWriting) within.blur();
    else if (view.highlighted.nodes.size > 0) view.highlight();
    else view.select(null);
  }
});

view.onChange(() => {
  showOrHideStart();
  remember(side);
});
for (const moved of ["eachNodeAttributesUpdated", "nodeAttributesUpdated"] as const) {
  view.graph.on(moved, () => remember(side));
}
window.addEventListener("hashchange", () => void actions.attempt(async () => void (await recall(side))));

write();
void actions.attempt(async () => {
  learn(await api.ontology());
  await recall(side);
  write();
});
