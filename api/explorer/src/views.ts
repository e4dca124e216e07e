/** The dialog of saved views: save, open, rename, replace, delete, and exchange as files. */

import * as actions from "./actions";
import { button, el, fill } from "./dom";
import { refreshed } from "./fresh";
import { quietly } from "./history";
import { current, figure, t } from "./language";
import { deleteView, savedViews, saveView } from "./saved";
import { begin, graph } from "./view";
import { type NamedView, readViewText, viewText } from "./viewfile";
import { capture, restore } from "./viewstate";

const MOST_BYTES = 30_000_000; // of a file that is read
const MOST_NAME = 80; // letters

/** Return the button that opens the dialog. */
export function viewsButton(): HTMLButtonElement {
  const opener = button(t("views"), () => showViews(), "views");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.title = t("viewsAbout");
  return opener;
}

function showViews(): void {
  const told = el("p", { role: "status", class: "told" });
  const listed = el("ul", { class: "kept" });
  const name = el("input", { id: "view-name", maxlength: MOST_NAME, autocomplete: "off", required: true });
  const tell = (message: string): void => void (told.textContent = message);
  const open = (view: NamedView): void => {
    box.close();
    void actions.attempt(() => openView(view));
  };
  /** Tell how it went, and list what is saved now. */
  const done = (fault: string | null, message: string): void => {
    tell(fault ?? message);
    list();
  };
  const list = (): void => {
    const views = savedViews();
    fill(listed, views.length === 0 && el("li", { class: "faint" }, t("viewsNone")),
      ...views.map((view) => row(view, open, done)));
  };
  const form = el(
    "form", {
      class: "saving",
      onsubmit: (event: Event) => {
        event.preventDefault();
        const called = name.value.trim();
        if (!called) return;
        const fault = saveView(now(called));
        if (!fault) name.value = "";
        done(fault, t("viewSaved", { name: called }));
      },
    },
    el("label", { for: "view-name" }, t("viewName")), name,
    el("button", { type: "submit", class: "primary" }, t("viewSave")),
  );
  const file = el("input", {
    type: "file", accept: ".json,application/json", hidden: true, "aria-label": t("viewOpenFile"),
    onchange: () => void readFile(file, open, tell),
  });
  const box = el(
    "dialog", { "aria-labelledby": "views-title", class: "keeping" },
    el("h2", { id: "views-title" }, t("viewsTitle")),
    graph.order > 0 ? form : el("p", { class: "faint" }, t("viewNothing")),
    told, listed,
    el("div", { class: "row" },
      button(t("viewOpenFile"), () => file.click()), file,
      button(t("close"), () => box.close(), "primary")),
  );
  box.addEventListener("close", () => box.remove());
  list();
  document.body.append(box);
  box.showModal();
}

/** Return the view as it is, under a name. */
function now(name: string): NamedView {
  return { name, saved: new Date().toISOString(), view: capture() };
}

function row(
  view: NamedView,
  open: (view: NamedView) => void,
  done: (fault: string | null, message: string) => void,
): HTMLElement {
  const { name, saved } = view;
  const place = el("li", {});
  const size = t("viewSize", { n: figure(view.view.nodes.length), when: written(saved) });
  const act = (label: "viewRename" | "viewReplace" | "viewDelete" | "viewDownload", work: () => void): HTMLElement =>
    button(t(label), work, "quiet", `${t(label)}: ${name}`);
  const remove = (): void => done(deleteView(name), t("viewDeleted", { name }));
  const replace = (): void => done(saveView(now(name), name), t("viewReplaced", { name }));
  const parts = (): void => fill(
    place,
    button(name, () => open(view), "quiet name", `${t("open")}: ${name}`),
    el("span", { class: "faint" }, size),
    el("div", { class: "acts" },
      act("viewRename", rename), graph.order > 0 && act("viewReplace", () => sure("viewReallyReplace", replace)),
      act("viewDownload", () => download(view)), act("viewDelete", () => sure("viewReallyDelete", remove))),
  );
  /** Ask once more in the row itself: what was saved cannot be had back. */
  const sure = (question: "viewReallyReplace" | "viewReallyDelete", work: () => void): void => {
    const yes = button(t(question, { name }), work, "primary");
    fill(place, el("div", { class: "acts" }, yes, button(t("cancel"), parts)));
    yes.focus();
  };
  const rename = (): void => {
    const box = el("input", { value: name, maxlength: MOST_NAME, "aria-label": t("viewName"), required: true });
    const form = el("form", {
      class: "saving",
      onsubmit: (event: Event) => {
        event.preventDefault();
        const called = box.value.trim();
        if (called) done(saveView({ ...view, name: called }, name), t("viewRenamed", { name: called }));
      },
    }, box, el("button", { type: "submit", class: "primary" }, t("viewRename")), button(t("cancel"), parts));
    fill(place, form);
    box.select();
  };
  parts();
  return place;
}

function written(saved: string): string {
  const when = new Date(saved);
  return Number.isNaN(when.getTime()) ? saved : when.toLocaleString(current(), { dateStyle: "medium", timeStyle: "short" });
}

function download(view: NamedView): void {
  const address = URL.createObjectURL(new Blob([viewText(view)], { type: "application/json" }));
  // Letters that no file system takes in a name are left out.
  el("a", { href: address, download: `${view.name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, "")}.guanxi.json` }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function readFile(
  input: HTMLInputElement, open: (view: NamedView) => void, tell: (message: string) => void,
): Promise<void> {
  const [file] = input.files ?? [];
  if (!file) return;
  input.value = "";
  tell("");
  try {
    if (file.size > MOST_BYTES) return tell(`${file.name}: ${t("viewTooLarge", { n: MOST_BYTES / 1e6 })}`);
    open(readViewText(await file.text()));
  } catch (error) {
    tell(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Show a kept view, with what the store tells about it now. */
async function openView({ name, saved, view }: NamedView): Promise<void> {
  const { state, gone, isFresh } = await refreshed(view);
  if (graph.order > 0) begin("open");
  quietly(() => restore(state));
  actions.say([
    t("viewOpened", { name }), gone > 0 && t("viewGone", { n: figure(gone) }),
    !isFresh && t("viewAsSaved", { when: written(saved) }),
  ].filter(Boolean).join(" "));
}
