/** Bring in: files dropped or chosen, and what became of each. */

import * as actions from "./actions";
import * as api from "./api";
import { button, el, fill } from "./dom";
import { figure, t } from "./language";
import { brought } from "./brought";
import type { OpenDocument } from "./quotes";
import type { JobDocument } from "./types";
import {
  allUploads, cancel, dismiss, isFinished, isStuck, onUpload, recallUploads, send, type Upload,
} from "./uploads";

import "./styles/bring.css";

const SUFFIXES = ".txt,.md,.markdown,.html,.htm,.docx,.pdf,.zip";
const FORBIDDEN = 403;

let redraw = (): void => undefined;
onUpload(() => redraw());

/** Let files be dropped anywhere on the page; `open` shows what becomes of them. */
export function takeDrops(open: () => void): void {
  const veil = el("div", { id: "veil", hidden: true, "aria-hidden": "true" }, el("p", {}));
  document.body.append(veil);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    fill(veil, el("p", {}, t("dropHere")));
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = true;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    open();
    void send(files);
  });
}

/** Show the way in, and every upload with what became of its documents. */
export async function showBring(place: HTMLElement, openDocument: OpenDocument): Promise<void> {
  const list = el("div", { class: "uploads" });
  const input = el("input", {
    id: "files", type: "file", multiple: true, accept: SUFFIXES, class: "unseen", tabindex: -1, "aria-hidden": "true",
    onchange: () => {
      const files = [...(input.files ?? [])];
      input.value = "";
      if (files.length > 0) void send(files);
    },
  });
  fill(
    place,
    el("h2", { tabindex: -1 }, t("bringTitle")),
    el("div", { class: "dropping" },
      el("p", {}, t("bringHint")), button(t("chooseFiles"), () => input.click(), "primary"), input,
      el("p", { class: "faint" }, t("bringForms"))),
    list,
  );
  redraw = () => {
    if (list.isConnected) drawUploads(list, openDocument);
  };
  drawUploads(list, openDocument);
  await recallUploads();
}

function drawUploads(list: HTMLElement, openDocument: OpenDocument): void {
  const focused = list.contains(document.activeElement) ? document.activeElement?.id : null;
  fill(list, ...allUploads().map((upload, at) => uploadSection(upload, at, openDocument)));
  if (focused) document.getElementById(focused)?.focus();
}

function uploadSection(upload: Upload, at: number, openDocument: OpenDocument): HTMLElement {
  const stop = button(t("cancelUpload"), () => void actions.attempt(() => cancel(upload)), "quiet");
  const remove = button("✕", () => dismiss(upload), "remove", t("dismissUpload"));
  for (const [name, each] of Object.entries({ stop, remove })) each.id = `upload-${name}-${upload.job?.id ?? at}`;
  const isOver = isFinished(upload);
  return el(
    "section", { class: "upload", "aria-busy": String(!isOver) },
    el("header", {}, el("h3", {}, headline(upload)), isOver ? remove : upload.job && !upload.job.cancelling && stop),
    upload.refused ? refusal(upload.refused) : null,
    isStuck(upload) && el("p", { class: "wrong" }, t("nobodyReads")),
    upload.job?.reason && !isOver && el("p", { class: "faint" }, upload.job.reason),
    el("ul", {}, ...(upload.documents.length > 0
      ? upload.documents.map((each) => documentRow(each, upload, openDocument))
      : upload.names.map((name) => el("li", {}, el("strong", {}, name))))),
  );
}

function headline({ job, names, documents, refused }: Upload): string {
  const n = figure(documents.length || names.length);
  if (refused) return t("uploadRefused", { n });
  if (!job) return t("uploadSending", { n });
  const when = new Date(job.created).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  if (job.cancelling && !job.finished) return t("uploadCancelling", { n, when });
  return t(`upload.${job.status}`, { n, when });
}

/** Say why files were not taken, and what to do about it. */
function refusal(problem: Error): HTMLElement {
  const isForbidden = problem instanceof api.Problem && problem.status === FORBIDDEN;
  const otherKey = (): void => void actions.attempt(() => api.changeKey());
  return el(
    "div", { role: "alert" },
    el("p", { class: "wrong" }, isForbidden ? t("readsOnly") : problem.message),
    isForbidden && el("p", { class: "faint" }, problem.message),
    isForbidden && button(t("otherKey"), otherKey, "quiet"),
    el("p", { class: "faint" }, t("sendAgain")),
  );
}

function documentRow(each: JobDocument, { entities }: Upload, openDocument: OpenDocument): HTMLElement {
  const { document: id, status, share } = each;
  const progress = el("progress", { max: 1, value: share, "aria-label": t("readSoFar", { name: each.name }) });
  return el(
    "li", { class: status },
    el("p", {}, el("strong", {}, each.title || each.name), " ",
      el("span", { class: "faint" }, [t(`document.${status}`), each.title ? each.name : ""].filter(Boolean).join(" · "))),
    (status === "reading" || status === "queued") && progress,
    status === "read" && el("p", { class: "figures" }, t("factsBrought", {
      entities: figure((id && entities.get(id)) || 0), added: figure(each.added), kept: figure(each.kept), gone: figure(each.taken_back),
    })),
    each.reason && el("p", { class: "wrong" }, each.reason),
    id && el("div", { class: "row" },
      button(t("showNew"), () => void actions.attempt(() => brought(id)), "quiet"),
      button(t("inDocument"), () => openDocument(id, 0, 0), "quiet")),
  );
}
