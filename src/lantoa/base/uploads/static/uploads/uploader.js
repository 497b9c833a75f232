// <lantoa-uploader>: choose a clip, see what is wrong with it before it travels, send it however poor the line is.

import { inspect } from "./inspect.js";
import { Transfer } from "./transfer.js";

const ICONS = { good: "good", bad: "bad", doubt: "wait", wait: "wait" };
const ANNOUNCE_STEP = 10;

class Uploader extends HTMLElement {
  #transfer = null;
  #file = null;
  #begun = { at: 0, sent: 0 };
  #announced = 0;
  #rate = 0;
  #lock = null;

  connectedCallback() {
    this.rules = JSON.parse(this.dataset.rules || "{}");
    this.labels = JSON.parse(this.dataset.labels || "{}");
    this.language = document.documentElement.lang || "vi";
    this.memory = new Memory(this.dataset.ticketUrl);
    this.part("file").addEventListener("change", () => this.#chosen([...this.part("file").files]));
    this.part("send").addEventListener("click", () => this.#send());
    this.part("pause").addEventListener("click", () => this.#pause());
    this.part("resume").addEventListener("click", () => this.#resume());
    this.part("other").addEventListener("click", () => this.#chooseOther());
    this.#listenToDrops();
    this.#remind();
  }

  disconnectedCallback() {
    this.#transfer?.close();
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  say(label, values = {}) {
    const text = this.labels[label] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? this.#print(values[name]) : whole));
  }

  #print(value) {
    if (value?.bytes !== undefined) return this.#bytes(value.bytes);
    if (value?.seconds !== undefined) return clock(value.seconds);
    return String(value);
  }

  #number(value, places = 0) {
    return new Intl.NumberFormat(this.language, { maximumFractionDigits: places }).format(value);
  }

  #bytes(count) {
    const units = ["B", "kB", "MB", "GB", "TB"];
    const step = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
    return `${this.#number(count / 1000 ** step, step > 1 ? 1 : 0)}\u00a0${units[step]}`;
  }

  #timeLeft(seconds) {
    if (seconds < 60) return this.say("second", { n: this.#number(Math.max(1, Math.round(seconds))) });
    if (seconds < 5400) return this.say("minute", { n: this.#number(Math.round(seconds / 60)) });
    return this.say("hour", { n: this.#number(seconds / 3600, 1) });
  }

  #status(text) {
    this.part("status").textContent = text;
  }

  #error(text) {
    this.part("error").textContent = text;
  }

  #show(...names) {
    for (const name of ["send", "pause", "resume", "other"]) this.part(name).hidden = !names.includes(name);
  }

  #listenToDrops() {
    const drop = this.part("drop");
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.add("is-over");
      });
    }
    drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("is-over");
      this.#chosen([...event.dataTransfer.files]);
    });
  }

  #remind() {
    const kept = this.memory.read();
    this.part("memory").hidden = !kept;
    if (kept) this.part("memory").textContent = this.say("resume_hint", { name: kept.name, percent: this.#percent(kept.sent, kept.size) });
  }

  #percent(sent, total) {
    return this.#number(Math.floor((sent / total) * 100));
  }

  async #chosen(files) {
    if (files.length === 0) return;
    if (files.length > 1) return this.#error(this.say("one_file"));
    this.#error("");
    this.#file = files[0];
    this.#show();
    this.#status(this.say("looking"));
    const lines = await inspect(this.#file, this.rules);
    this.#printChecks(lines);
    this.#status("");
    if (lines.some((line) => line.level === "bad")) {
      this.part("file").value = "";
      this.#error(this.say("blocked"));
    } else if (lines.some((line) => line.level === "doubt")) {
      this.#status(this.say("doubtful"));
      this.#show("send", "other");
      this.part("send").focus();
    } else {
      this.#send();
    }
  }

  #printChecks(lines) {
    const list = this.part("checks");
    list.replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.className = `is-${ICONS[line.level]}`;
        const words = document.createElement("span");
        words.textContent = this.say(line.label, line.values);
        item.append(this.querySelector(`template[data-icon="${ICONS[line.level]}"]`).content.cloneNode(true), words);
        return item;
      }),
    );
    list.hidden = false;
  }

  #send() {
    const kept = this.memory.match(this.#file);
    this.#transfer?.close();
    this.#transfer = new Transfer(this.#file, {
      endpoint: this.dataset.endpoint,
      ticketUrl: this.dataset.ticketUrl,
      csrf: this.dataset.csrf,
      url: kept?.url ?? null,
      onUrl: (url) => this.memory.keep(this.#file, url, this.#transfer.sent),
      forget: () => this.memory.forget(),
    });
    this.#listenTo(this.#transfer);
    this.part("drop").hidden = true;
    this.part("memory").hidden = true;
    this.part("transfer").hidden = false;
    this.part("name").textContent = this.say("sending", { name: this.#file.name });
    this.#announced = 0;
    this.#begin(kept ? this.say("resumed", { percent: this.#percent(kept.sent, kept.size) }) : this.say("starting"));
    this.part("pause").focus();
  }

  #begin(words) {
    this.#begun = { at: 0, sent: 0 };
    this.#rate = 0;
    this.#error("");
    this.#status(words);
    this.#show("pause");
    this.#stayAwake();
    this.#transfer.start();
  }

  #listenTo(transfer) {
    transfer.addEventListener("start", () => this.#error(""));
    transfer.addEventListener("progress", (event) => this.#progressed(event.detail));
    transfer.addEventListener("wait", (event) => {
      this.#begun = { at: 0, sent: 0 };
      this.#status(event.detail.offline ? this.say("offline") : this.say("waiting", event.detail));
    });
    transfer.addEventListener("fault", (event) => this.#faulted(event.detail));
    transfer.addEventListener("done", (event) => this.#done(event.detail.url));
  }

  #progressed({ sent, total }) {
    const now = performance.now();
    if (!this.#begun.at) {
      this.#begun = { at: now, sent };
      this.#status("");
    }
    const share = (sent / total) * 100;
    this.part("progress").value = share;
    const seconds = (now - this.#begun.at) / 1000;
    this.#rate = seconds > 1 ? (sent - this.#begun.sent) / seconds : 0;
    this.part("figures").textContent = this.#figures(sent, total);
    this.memory.keep(this.#file, null, sent);
    if (sent >= total) this.#status(this.say("finishing"));
    else if (share >= this.#announced + ANNOUNCE_STEP) {
      this.#announced = Math.floor(share / ANNOUNCE_STEP) * ANNOUNCE_STEP;
      this.#status(this.say("percent", { percent: this.#number(this.#announced) }));
    }
  }

  #figures(sent, total) {
    const values = { sent: { bytes: sent }, total: { bytes: total } };
    if (!this.#rate) return this.say("figures_start", values);
    return this.say("figures", { ...values, speed: { bytes: this.#rate }, left: this.#timeLeft((total - sent) / this.#rate) });
  }

  #pause() {
    this.#transfer.pause();
    this.#letSleep();
    this.#status(this.say("paused"));
    this.#show("resume", "other");
    this.part("resume").focus();
  }

  #resume() {
    this.#begin(this.say("starting"));
    this.part("pause").focus();
  }

  #faulted({ status, message }) {
    this.#letSleep();
    this.#status("");
    this.#error(status === 401 ? this.say("sign_in") : message || this.say("failed", { status }));
    this.#show("resume", "other");
  }

  #chooseOther() {
    this.#transfer?.close();
    this.#transfer = null;
    this.#error("");
    this.#status("");
    this.#show();
    this.part("checks").hidden = true;
    this.part("transfer").hidden = true;
    this.part("drop").hidden = false;
    this.part("file").value = "";
    this.#remind();
    this.part("file").focus();
  }

  #done(url) {
    this.memory.forget();
    this.#letSleep();
    this.#show();
    this.part("progress").value = 100;
    this.part("figures").textContent = "";
    this.#status(this.say("done"));
    const upload = new URL(url, location.href).pathname.split("/").filter(Boolean).pop();
    const event = new CustomEvent("lantoa:uploaded", { bubbles: true, cancelable: true, detail: { upload } });
    if (this.dispatchEvent(event) && this.dataset.doneUrl) location.assign(this.dataset.doneUrl);
  }

  async #stayAwake() {
    try {
      this.#lock = await navigator.wakeLock?.request("screen");
    } catch {
      // A device that wants to save its battery may say no.
    }
  }

  #letSleep() {
    this.#lock?.release();
    this.#lock = null;
  }
}

/** Which transfer stopped half-way here, so that it goes on after a reload or a closed browser. */
class Memory {
  constructor(place) {
    this.key = `lantoa-upload:${place}`;
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept?.url && kept.size ? kept : null;
    } catch {
      return null;
    }
  }

  match(file) {
    const kept = this.read();
    return kept && kept.name === file.name && kept.size === file.size && kept.modified === file.lastModified ? kept : null;
  }

  keep(file, url, sent) {
    const known = this.match(file);
    this.#write({ name: file.name, size: file.size, modified: file.lastModified, url: url ?? known?.url ?? null, sent });
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept either.
    }
  }

  #write(value) {
    if (!value.url) return;
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing only loses the way back after a reload.
    }
  }
}

function clock(seconds) {
  const whole = Math.round(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${hours ? two(Math.floor((whole % 3600) / 60)) : Math.floor(whole / 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

if (!customElements.get("lantoa-uploader")) customElements.define("lantoa-uploader", Uploader);
