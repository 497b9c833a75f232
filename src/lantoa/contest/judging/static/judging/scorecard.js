// <lantoa-scorecard>: saves each score as it is given. Without this module the form works as a form.
// Attributes: data-url (where to save), data-labels (JSON: the words).
// News: lantoa:saved {version, total}, lantoa:stale {current}.

import { postJSON } from "../web/js/http.js";

const PAUSE = 700;
const RETRY = 5000;

class LantoaScorecard extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.ready) return;
    this.ready = true;
    this.labels = JSON.parse(this.dataset.labels);
    this.state = this.querySelector("[data-save-state]");
    this.conflict = this.querySelector("[data-conflict]");
    this.version = this.form.elements.version;
    this.fields = new Map([...this.querySelectorAll("[data-field]")].map((box) => [box.dataset.field, box]));
    this.kept = this.typed();
    this.refused = new Map();
    this.querySelector("[data-save]").hidden = true;
    for (const box of this.fields.values()) this.prepare(box);
    this.form.addEventListener("input", () => this.plan(PAUSE));
    this.form.addEventListener("change", () => this.plan(0));
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    this.querySelector("[data-keep-mine]").addEventListener("click", (event) => this.keepMine(event));
    this.querySelector("[data-take-stored]").addEventListener("click", (event) => this.takeStored(event));
    this.onOnline = () => this.plan(0);
    this.onLeave = (event) => this.leave(event);
    window.addEventListener("online", this.onOnline);
    window.addEventListener("beforeunload", this.onLeave);
    // A page that came back from the server with refusals holds what has never been saved.
    if (!this.conflict.hidden) this.stale = { version: Number(this.version.value) };
    if (this.querySelector("[aria-invalid]")) for (const pk of this.fields.keys()) this.kept.scores[pk] = null;
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    window.removeEventListener("online", this.onOnline);
    window.removeEventListener("beforeunload", this.onLeave);
  }

  prepare(box) {
    const input = box.querySelector("input");
    const less = box.querySelector("[data-less]");
    const more = box.querySelector("[data-more]");
    less.hidden = more.hidden = false;
    less.addEventListener("click", () => this.step(input, -1));
    more.addEventListener("click", () => this.step(input, 1));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      this.step(input, event.key === "ArrowUp" ? 1 : -1);
    });
  }

  /** One step up or down, counted in whole steps so that nothing is rounded. */
  step(input, by) {
    const size = Number(input.dataset.step);
    const most = Math.round(Number(input.dataset.maximum) / size);
    const now = Number(input.value.trim().replace(",", "."));
    const from = input.value.trim() === "" || Number.isNaN(now) ? (by > 0 ? -1 : 1) : Math.round(now / size);
    const value = Math.min(most, Math.max(0, from + by)) * size;
    input.value = String(Number(value.toFixed(2))).replace(".", this.labels.separator);
    this.plan(PAUSE);
  }

  typed() {
    const scores = {};
    for (const [pk, box] of this.fields) scores[pk] = box.querySelector("input").value.trim();
    return { scores, comment: this.form.elements.comment.value };
  }

  /** What has been typed and is not kept yet. */
  changes() {
    const now = this.typed();
    const scores = {};
    for (const [pk, value] of Object.entries(now.scores)) {
      if (value !== this.kept.scores[pk] && this.refused.get(pk) !== value) scores[pk] = value;
    }
    const body = { scores };
    if (now.comment !== this.kept.comment) body.comment = now.comment;
    return Object.keys(scores).length || "comment" in body ? body : null;
  }

  dirty() {
    return Boolean(this.changes()) || this.refused.size > 0;
  }

  plan(pause) {
    clearTimeout(this.timer);
    for (const [pk, value] of this.refused) {
      if (this.typed().scores[pk] !== value) this.clearRefusal(pk);
    }
    if (this.stale) return;
    if (this.changes()) this.say("waiting");
    else if (!this.refused.size && !this.busy) this.say("saved");
    this.timer = setTimeout(() => this.save(), pause);
  }

  /** One request at a time, so that versions follow each other. Each score goes alone: a wrong one stops no other. */
  async save() {
    if (this.busy || this.stale) return;
    const all = this.changes();
    if (!all) return;
    const [pk] = Object.keys(all.scores);
    const body = pk === undefined ? { comment: all.comment, scores: {} } : { scores: { [pk]: all.scores[pk] } };
    this.busy = true;
    this.say("saving");
    let answer = null;
    try {
      answer = await postJSON(this.dataset.url, { version: Number(this.version.value), ...body });
    } catch {
      // No line: what was typed stays in the fields and is sent again.
    }
    this.busy = false;
    this.onAnswer(answer, body, pk);
  }

  onAnswer(answer, body, pk) {
    if (!answer) return this.again("offline");
    if (answer.ok && answer.data) return this.onSaved(answer.data, body, pk);
    const error = answer.data?.error;
    if (answer.status === 409 && answer.data?.current) return this.onStale(answer.data.current);
    if (answer.status === 422 && pk !== undefined) return this.onRefused(pk, body.scores[pk], error.message);
    return this.again("failed", error?.message);
  }

  onSaved(data, body, pk) {
    this.version.value = String(data.version);
    if (pk === undefined) this.kept.comment = body.comment;
    else this.kept.scores[pk] = body.scores[pk];
    this.show(data);
    if (this.changes()) {
      this.plan(0);
    } else {
      this.say(this.refused.size ? "refused" : "saved", this.labels.savedAt.replace("{when}", data.saved_at));
    }
    this.tell("lantoa:saved", { version: data.version, total: data.total });
  }

  onRefused(pk, value, message) {
    this.refused.set(pk, value);
    const box = this.fields.get(pk);
    box.classList.add("field-bad");
    box.querySelector("input").setAttribute("aria-invalid", "true");
    const line = box.querySelector("[data-error]");
    line.textContent = message;
    line.hidden = false;
    this.say("refused");
    if (this.changes()) this.plan(0);
  }

  clearRefusal(pk) {
    this.refused.delete(pk);
    const box = this.fields.get(pk);
    box.classList.remove("field-bad");
    box.querySelector("input").removeAttribute("aria-invalid");
    const line = box.querySelector("[data-error]");
    line.textContent = "";
    line.hidden = true;
  }

  /** Somebody wrote in between. If they wrote what stands here, an answer was only lost on the way. */
  onStale(current) {
    const now = this.typed();
    const same = Object.entries(now.scores).every(([pk, value]) => number(value) === number(current.scores[pk]));
    if (same && now.comment === current.comment) {
      this.adopt(current);
      this.say("saved");
      return;
    }
    this.stale = current;
    for (const place of this.conflict.querySelectorAll("[data-stored]")) {
      const pk = place.dataset.stored;
      place.textContent = (pk === "comment" ? current.comment : current.scores[pk]) || "–";
    }
    this.conflict.hidden = false;
    this.say("stale");
    this.conflict.scrollIntoView({ block: "nearest" });
    this.tell("lantoa:stale", { current });
  }

  keepMine(event) {
    if (!this.stale.scores) return;
    event.preventDefault();
    this.adopt(this.stale);
    this.conflict.hidden = true;
    this.stale = null;
    this.plan(0);
  }

  takeStored(event) {
    if (!this.stale.scores) return;
    event.preventDefault();
    for (const [pk, box] of this.fields) {
      box.querySelector("input").value = this.stale.scores[pk];
      this.clearRefusal(pk);
    }
    this.form.elements.comment.value = this.stale.comment;
    this.adopt(this.stale);
    this.conflict.hidden = true;
    this.stale = null;
    this.say("saved");
  }

  adopt(current) {
    this.version.value = String(current.version);
    this.kept = { scores: { ...current.scores }, comment: current.comment };
    this.show(current);
  }

  show(data) {
    this.querySelector("[data-total]").textContent = data.total || "–";
  }

  again(state, message) {
    this.say(state, message);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY);
  }

  /** The form itself goes to the server as it stands; a save under way would make its version old. */
  async onSubmit(event) {
    if (this.leaving) return;
    event.preventDefault();
    const submitter = event.submitter;
    clearTimeout(this.timer);
    while (this.busy) await new Promise((resolve) => setTimeout(resolve, 50));
    if (this.stale?.scores) return;
    this.leaving = true;
    this.form.requestSubmit(submitter);
  }

  leave(event) {
    if (this.leaving || !this.dirty()) return;
    this.save();
    event.preventDefault();
  }

  say(state, text) {
    this.state.dataset.state = state;
    this.state.textContent = text || this.labels[state] || "";
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

/** `8,50` and `8.5` are the same score. */
function number(text) {
  const plain = String(text ?? "").trim().replace(",", ".");
  return plain === "" || Number.isNaN(Number(plain)) ? plain : Number(plain);
}

customElements.define("lantoa-scorecard", LantoaScorecard);
