// One file on its way: tus with endless patience. Events: "start", "progress", "wait", "fault", "done".

import { Upload } from "../web/vendor/tus/tus.min.mjs";
import { csrfToken, postJSON } from "../web/js/http.js";

const CHUNK = 16 * 1024 * 1024;
const LONGEST_WAIT = 30_000;
/** No byte for so long means that the line is dead although nobody said so. */
const STALLED = 30_000;
/** Answers after which the same request may well succeed. */
const PASSING = new Set([0, 408, 409, 423, 425, 429, 500, 502, 503, 504]);
const MOST_DAMAGED = 3;

export class Transfer extends EventTarget {
  #file;
  #options;
  #upload = null;
  #timer = 0;
  #watch = 0;
  #failures = 0;
  #damaged = 0;
  #sent = 0;
  #running = false;

  /** options: endpoint, ticketUrl, csrf, url (of a former transfer), onUrl(url), forget(). */
  constructor(file, options) {
    super();
    this.#file = file;
    this.#options = options;
    addEventListener("online", this.#again);
  }

  async start() {
    this.#running = true;
    this.#failures = 0;
    await this.#attempt();
  }

  pause() {
    this.#running = false;
    this.#halt();
    this.#upload?.abort();
  }

  close() {
    this.pause();
    removeEventListener("online", this.#again);
  }

  get sent() {
    return this.#sent;
  }

  #again = () => {
    if (!this.#running || !this.#timer) return;
    this.#halt();
    this.#attempt();
  };

  #halt() {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#timer = 0;
  }

  async #attempt() {
    this.#tell("start");
    const metadata = { filename: this.#file.name, filetype: this.#file.type };
    if (!this.#options.url) {
      const ticket = await this.#ticket();
      if (!ticket) return;
      metadata.ticket = ticket.ticket;
    }
    if (!this.#running) return;
    this.#upload = this.#makeUpload(metadata);
    this.#watchForStalls();
    this.#upload.start();
  }

  async #ticket() {
    let answer;
    try {
      answer = await postJSON(this.#options.ticketUrl, {}, { token: csrfToken() || this.#options.csrf });
    } catch {
      this.#waitAndRetry();
      return null;
    }
    if (answer.ok) return answer.data;
    this.#settle(answer.status, answer.data?.error?.message);
    return null;
  }

  #makeUpload(metadata) {
    const url = this.#options.url;
    return new Upload(this.#file, {
      // Without an endpoint a lost transfer is reported instead of being begun anew without a ticket.
      endpoint: url ? null : this.#options.endpoint,
      uploadUrl: url ?? null,
      metadata,
      chunkSize: CHUNK,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => {
        request.setHeader("X-CSRFToken", csrfToken() || this.#options.csrf);
        request.setHeader("Accept", "application/json");
      },
      onUploadUrlAvailable: () => {
        this.#options.url = this.#upload.url;
        this.#options.onUrl(this.#upload.url);
      },
      onProgress: (sent) => this.#progressed(sent),
      onError: (error) => this.#failed(error),
      onSuccess: () => {
        this.#halt();
        this.#running = false;
        this.#tell("done", { url: this.#upload.url });
      },
    });
  }

  #progressed(sent) {
    this.#lastProgress = Date.now();
    if (sent > this.#sent) this.#failures = 0;
    this.#sent = sent;
    this.#tell("progress", { sent, total: this.#file.size });
  }

  #lastProgress = 0;

  #watchForStalls() {
    this.#lastProgress = Date.now();
    clearInterval(this.#watch);
    this.#watch = setInterval(() => {
      // Once all is sent the server reads the whole file again, which takes its time.
      if (this.#sent >= this.#file.size || Date.now() - this.#lastProgress < STALLED) return;
      this.#upload.abort();
      this.#waitAndRetry();
    }, 2000);
  }

  #failed(error) {
    const response = error.originalResponse;
    const status = response?.getStatus() ?? 0;
    this.#settle(status, messageIn(response?.getBody()));
  }

  #settle(status, message) {
    this.#halt();
    if (!this.#running) return;
    if (PASSING.has(status) || (status === 460 && ++this.#damaged <= MOST_DAMAGED)) {
      this.#waitAndRetry();
    } else if ((status === 404 || status === 410) && this.#options.url) {
      this.#options.url = null;
      this.#options.forget();
      this.#attempt();
    } else {
      this.#running = false;
      this.#tell("fault", { status, message });
    }
  }

  #waitAndRetry() {
    this.#halt();
    if (!this.#running) return;
    const longest = Math.min(LONGEST_WAIT, 1000 * 2 ** this.#failures++);
    const pause = longest * (0.6 + 0.4 * Math.random());
    this.#tell("wait", { seconds: Math.max(1, Math.round(pause / 1000)), offline: !navigator.onLine });
    this.#timer = setTimeout(this.#again, pause);
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function messageIn(body) {
  try {
    return JSON.parse(body).error.message;
  } catch {
    return "";
  }
}
