/** What readers do: each ends in what is shown, and tells what went wrong. */

import { el, found } from "./dom";
import { figure, relationName, t } from "./language";
import * as api from "./api";
import * as view from "./view";

const HUB = 30; // links from which on an expansion asks first
const CHOICES = [10, 25, 50, 100];
const SHOWN = 6000; // milliseconds for which a message stays

/** Tell the reader something in passing. */
export function say(message: string): void {
  const place = found<HTMLElement>("#status");
  place.textContent = message;
  window.setTimeout(() => {
    if (place.textContent === message) place.textContent = "";
  }, SHOWN);
}

/** Run something and tell the reader if it fails. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say(t("fault", { detail: error instanceof Error ? error.message : String(error) }));
  }
}

/** Show an entity with its surest links, and read it. */
export function open(entity: string): void {
  void attempt(async () => {
    view.highlight();
    if (view.graph.hasNode(entity)) return view.select({ node: entity });
    await view.expand(entity);
    view.select({ node: entity });
  });
}

/** Show the whole graph, or so many of its best connected entities. */
export function showWhole(most: number): void {
  void attempt(async () => {
    say(t("loading"));
    const whole = await api.wholeGraph(most);
    view.showWhole(whole);
    say(t("wholeShown", { n: figure(whole.entities.length), links: figure(whole.links.length) }));
  });
}

/** Show more around an entity; of a hub, ask which and how many. */
export function expand(entity: string): void {
  void attempt(async () => {
    const { links, name } = await api.profile(entity);
    const total = Object.values(links).reduce((sum, each) => sum + each, 0);
    if (total <= HUB) return view.expand(entity, { limit_per_node: HUB });
    const around = await askWhich(name, links, total);
    if (around) await view.expand(entity, around);
  });
}

async function askWhich(
  name: string,
  links: Record<string, number>,
  total: number,
): Promise<Partial<api.Around> | null> {
  const option = (value: string, label: string): HTMLElement => el("option", { value }, label);
  const relation = el(
    "select", { id: "hub-relation" },
    option("", `${t("allRelations")} (${figure(total)})`),
    ...Object.entries(links)
      .sort((left, right) => right[1] - left[1])
      .map(([each, count]) => option(each, `${relationName(each)} (${figure(count)})`)),
  );
  const most = el(
    "select", { id: "hub-most" }, ...CHOICES.map((count) => option(String(count), String(count))),
  );
  most.value = "25";
  const answer = await dialog(
    t("hubTitle", { name, n: figure(total) }),
    [
      el("p", {}, t("hubMore")),
      el("label", { for: "hub-relation" }, t("relation")), relation,
      el("label", { for: "hub-most" }, t("atMost")), most,
    ],
    t("show"),
    true,
  );
  if (!answer) return null;
  const chosen = relation.value ? { relations: [relation.value] } : {};
  return { limit_per_node: Number(most.value), ...chosen };
}

/** Ask in a dialog; false if it was closed without an answer. */
export function dialog(
  title: string,
  content: Node[],
  yes: string,
  closable: boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const accept = el("button", { type: "submit", class: "primary" }, yes);
    const refuse = el("button", { type: "button", onclick: () => box.close("") }, t("cancel"));
    const form = el(
      "form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, title), ...content,
      el("div", { class: "row" }, accept, closable && refuse),
    );
    const box = el("dialog", { "aria-labelledby": "dialog-title" }, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      box.close("yes");
    });
    box.addEventListener("cancel", (event) => {
      if (!closable) event.preventDefault();
    });
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue === "yes");
    });
    document.body.append(box);
    box.showModal();
  });
}

/** Ask for a key of the server. */
export async function askForKey(refused: boolean): Promise<string> {
  const input = el("input", { id: "key", type: "password", required: true, autocomplete: "off" });
  const content = [
    ...(refused ? [el("p", { class: "wrong", role: "alert" }, t("keyRefused"))] : []),
    el("label", { for: "key" }, t("keyLabel")), input, el("p", { class: "faint" }, t("keyMore")),
  ];
  while (!input.value.trim()) await dialog(t("keyTitle"), content, t("open"), false);
  return input.value.trim();
}
