/** When links date from: bars, two handles, and "as of", which can be played forward. */

import { heights, isDate, placeSince, placeUntil, steps } from "./calendar";
import { button, el, fill } from "./dom";
import { passesButForTime } from "./filters";
import { figure, t } from "./language";
import { isStill } from "./looks";
import { choose, chosen } from "./options";
import { graph } from "./view";

const PACE = 900; // milliseconds for which a step of the play is seen
let isAsOf = false; // whether readers ask for what had happened by a date

export class Timeline {
  readonly element = el("fieldset", { class: "timeline" });
  private readonly over: string[];
  private readonly bars: HTMLElement[];
  private readonly since = this.handle("since");
  private readonly until = this.handle("until");
  private readonly typed = { since: this.writing("since"), until: this.writing("until") };
  private readonly asOf = el("input", {
    type: "checkbox", id: "as-of", onchange: () => this.ask(this.asOf.checked),
  });
  private readonly undated = el("input", {
    type: "checkbox", id: "undated", onchange: () => choose({ undated: this.undated.checked }),
  });
  private readonly play = button(t("filterPlay"), () => this.playOrStop());
  private readonly player = el(
    "div", { class: "row" },
    button("◂", () => this.step(-1), "", t("filterBack")),
    !isStill() && this.play,
    button("▸", () => this.step(1), "", t("filterForward")),
  );
  private readonly untilLabel = el("label", { for: "date-until" });
  private readonly sinceRow = el(
    "span", { class: "written" }, el("label", { for: "date-since" }, t("filterSince")), this.typed.since,
  );
  private readonly wrong = el("p", { class: "wrong", role: "alert", hidden: true }, t("filterDateForm"));
  private timer = 0;

  constructor() {
    this.over = steps(graph.mapEdges((_, { date }) => date).filter((date) => date !== null));
    this.since.max = this.until.max = String(this.over.length - 1);
    this.bars = this.over.map((step) => el("span", { title: step }));
    const legend = el("legend", {}, t("filterTime"));
    const undated = graph.filterEdges((_, { date }) => date === null).length;
    const box = el("p", {}, this.undated,
      el("label", { for: "undated" }, t("filterUndated", { n: figure(undated) })));
    if (this.over.length === 0) {
      fill(this.element, legend, el("p", { class: "faint" }, t("filterNoDates")), box);
      return;
    }
    const months = this.over[0]?.length === 7;
    fill(
      this.element, legend,
      el("p", { class: "faint", id: "bars-about" }, t(months ? "filterBars" : "filterYears")),
      el("div", { class: "bars", "aria-hidden": "true" }, ...this.bars),
      el("div", { class: "handles" }, this.since, this.until),
      el("p", { class: "edges faint", "aria-hidden": "true" },
        el("span", {}, this.over[0]), el("span", {}, this.over.at(-1))),
      el("div", { class: "row" }, this.sinceRow,
        el("span", { class: "written" }, this.untilLabel, this.typed.until)),
      this.wrong,
      el("p", {}, this.asOf, el("label", { for: "as-of" }, t("filterAsOf"))),
      this.player, box,
      el("p", { class: "faint" }, t("filterVague")),
    );
  }

  /** Write what is chosen and what passes but for its date. */
  write(): void {
    const { since, until, undated } = chosen();
    this.undated.checked = undated;
    if (this.over.length === 0) return;
    // Whoever chooses a beginning asks for a time, no longer for a date.
    if (since !== null || until === null) isAsOf = false;
    const last = this.over.length - 1;
    const [from, to] = [
      since === null ? 0 : placeSince(since, this.over),
      until === null ? last : placeUntil(until, this.over),
    ];
    this.since.value = String(from);
    this.until.value = String(to);
    this.since.setAttribute("aria-valuetext", since ?? t("filterAnyTime"));
    this.until.setAttribute("aria-valuetext", until ?? t("filterAnyTime"));
    this.until.setAttribute("aria-label", t(isAsOf ? "filterAsOfDate" : "filterUntil"));
    for (const [end, date] of [["since", since], ["until", until]] as const) {
      if (document.activeElement !== this.typed[end]) this.typed[end].value = date ?? "";
    }
    this.asOf.checked = isAsOf;
    this.untilLabel.textContent = t(isAsOf ? "filterAsOfDate" : "filterUntil");
    this.since.hidden = this.sinceRow.hidden = isAsOf;
    this.player.hidden = !isAsOf;
    this.draw(from, to);
  }

  private draw(from: number, to: number): void {
    const links = graph.filterEdges((_, look) => passesButForTime(look, chosen()));
    const dates = links.map((edge) => graph.getEdgeAttribute(edge, "date"));
    const counts = heights(dates.filter((date) => date !== null), this.over);
    const most = Math.max(...counts) || 1;
    this.bars.forEach((bar, at) => {
      bar.style.height = `${Math.round(((counts[at] ?? 0) / most) * 100)}%`;
      bar.className = at >= from && at <= to ? "within" : "";
    });
  }

  private handle(end: "since" | "until"): HTMLInputElement {
    const label = t(end === "since" ? "filterSince" : "filterUntil");
    const slider = el("input", {
      type: "range", id: `slide-${end}`, min: 0, "aria-label": label,
      oninput: () => this.slide(end, Number(slider.value)),
    });
    return slider;
  }

  /** Move an end; at the edge of the time it is open again, and it does not pass the other. */
  private slide(end: "since" | "until", place: number): void {
    const last = this.over.length - 1;
    const other = Number(end === "since" ? this.until.value : this.since.value);
    const at = end === "since" ? Math.min(place, other) : Math.max(place, isAsOf ? 0 : other);
    const isOpenEnd = !isAsOf && at === (end === "since" ? 0 : last);
    choose({ [end]: isOpenEnd ? null : this.over[at] });
    this.write();
  }

  private writing(end: "since" | "until"): HTMLInputElement {
    const input = el("input", {
      id: `date-${end}`, inputmode: "numeric", placeholder: "2031-05", size: 11, maxlength: 10,
      autocomplete: "off", onchange: () => {
        const text = input.value.trim();
        const isRight = text === "" || isDate(text);
        this.wrong.hidden = isRight;
        input.setAttribute("aria-invalid", String(!isRight));
        if (isRight) choose({ [end]: text || null });
      },
    });
    return input;
  }

  private ask(isAsked: boolean): void {
    isAsOf = isAsked;
    const { until } = chosen();
    if (isAsked) choose({ since: null, until: until ?? this.over.at(-1) ?? null });
    else choose({ until: null });
    this.write();
  }

  private step(by: number): boolean {
    const place = Number(this.until.value) + by;
    const step = this.over[place];
    if (step !== undefined) choose({ until: step });
    return place < this.over.length - 1;
  }

  private playOrStop(): void {
    if (this.timer) return this.stop();
    const isAtEnd = Number(this.until.value) >= this.over.length - 1;
    if (isAtEnd) choose({ until: this.over[0] ?? null });
    this.play.textContent = t("filterStop");
    this.timer = window.setInterval(() => {
      if (!this.element.isConnected || !isAsOf || !this.step(1)) this.stop();
    }, PACE);
  }

  private stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = t("filterPlay");
  }
}
