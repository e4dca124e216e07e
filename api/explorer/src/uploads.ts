/** Files on their way into the store: sent, followed, and told about to whoever listens. */

import * as api from "./api";
import type { Job, JobDocument } from "./types";

const PAUSE = 1000; // milliseconds between two looks at a job
const LATEST = 5; // jobs of before that are shown with those of this page
const COUNTED = 20; // documents whose entities are looked up at once
const WAIT = 10_000; // milliseconds after which a queue that stands still is remarked on

/** Files that were given together, and what is known of them. */
export interface Upload {
  /** Names of the files while they are sent; then the job has documents. */
  names: string[];
  job: Job | null;
  documents: JobDocument[];
  /** How many entities each of its documents knows, by the document's id, as far as looked up. */
  entities: Map<string, number>;
  /** Why it was not taken. */
  refused: api.Problem | Error | null;
  /** Whether this page sent it. */
  isOwn: boolean;
  /** When it last moved. */
  moved: number;
}

const uploads: Upload[] = [];
type Listener = (finished: Upload | null) => void;
const listeners: Listener[] = [];
let isLooking = false;

/** Listen to every change; `finished` is an upload of this page that just ended. */
export function onUpload(listener: Listener): void {
  listeners.push(listener);
}

function tell(finished: Upload | null = null): void {
  for (const listener of listeners) listener(finished);
}

/** Return the uploads, the latest first. */
export function allUploads(): readonly Upload[] {
  return uploads;
}

export function isFinished({ job, refused }: Upload): boolean {
  return refused !== null || (job !== null && job.finished !== null);
}

/** Tell whether an upload stands in the queue and nothing has come of it for a while. */
export function isStuck(upload: Upload): boolean {
  return upload.job?.status === "queued" && Date.now() - upload.moved > WAIT &&
    !uploads.some(({ job }) => job?.status === "running");
}

/** Send files, and follow what becomes of them whatever the reader looks at. */
export async function send(files: File[]): Promise<void> {
  const upload: Upload = {
    names: files.map((file) => file.name), job: null, documents: [], entities: new Map(),
    refused: null, isOwn: true, moved: Date.now(),
  };
  uploads.unshift(upload);
  tell();
  try {
    upload.job = await api.upload(files);
  } catch (error) {
    upload.refused = error instanceof Error ? error : new Error(String(error));
  }
  tell();
  void look();
}

/** Take back what is not read yet. */
export async function cancel(upload: Upload): Promise<void> {
  if (!upload.job) return;
  upload.job = await api.cancelJob(upload.job.id);
  await refresh(upload);
  tell();
}

/** Forget an upload that ended; the server keeps it. */
export function dismiss(upload: Upload): void {
  uploads.splice(uploads.indexOf(upload), 1);
  tell();
}

/** Learn of the uploads that were there before this page. */
export async function recallUploads(): Promise<void> {
  const page = await api.jobs(LATEST);
  for (const job of page.items) {
    if (uploads.some((each) => each.job?.id === job.id)) continue;
    const upload: Upload = {
      names: [], job, documents: [], entities: new Map(),
      refused: null, isOwn: false, moved: Date.parse(job.created),
    };
    uploads.push(upload);
    await refresh(upload);
  }
  tell();
  void look();
}

/** Look at the jobs that run until none does. */
async function look(): Promise<void> {
  if (isLooking) return;
  isLooking = true;
  try {
    for (;;) {
      const running = uploads.filter((each) => each.job !== null && !isFinished(each));
      if (running.length === 0) return;
      for (const upload of running) await refreshed(upload);
      await new Promise((resolve) => window.setTimeout(resolve, PAUSE));
    }
  } finally {
    isLooking = false;
  }
}

async function refreshed(upload: Upload): Promise<void> {
  try {
    await refresh(upload);
  } catch {
    // A server that does not answer for a moment is asked again: the job goes on without us.
    return;
  }
  tell(isFinished(upload) && upload.isOwn ? upload : null);
}

async function refresh(upload: Upload): Promise<void> {
  if (!upload.job) return;
  const documents: JobDocument[] = [];
  let cursor: string | null = null;
  let job = upload.job;
  do {
    const detail = await api.job(job.id, cursor);
    documents.push(...detail.documents.items);
    ({ job } = detail);
    cursor = detail.documents.next;
  } while (cursor !== null);
  if (job.version !== upload.job.version) upload.moved = Date.now();
  upload.job = job;
  upload.documents = documents;
  const unknown = documents.flatMap(({ document }) =>
    document && !upload.entities.has(document) ? [document] : []);
  const about = await Promise.all(unknown.slice(0, COUNTED).map((id) => api.documentOf(id)));
  for (const { id, entities } of about) upload.entities.set(id, entities);
}
