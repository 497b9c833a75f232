// <lantoa-counted-view>: stands around a player and reports one view when enough of the clip has been watched.
// Attributes: data-url, data-entry, data-view-token, data-needed (distinct seconds).
// Listens to lantoa:played of the player inside; sends lantoa:counted {counted} when the server has answered.
import { postJSON } from "../web/js/http.js";

// The server refuses a token younger than ten seconds; a little more for clocks that differ.
const YOUNGEST_MS = 10_500;
const RETRY_MS = 30_000;
const ATTEMPTS = 3;

class LantoaCountedView extends HTMLElement {
  connectedCallback() {
    this.opened = performance.now();
    this.addEventListener("lantoa:played", (event) => this.onPlayed(event.detail.seconds));
  }

  onPlayed(seconds) {
    if (this.reported || seconds < Number(this.dataset.needed)) return;
    this.reported = true;
    setTimeout(() => this.report(ATTEMPTS), Math.max(0, YOUNGEST_MS - (performance.now() - this.opened)));
  }

  async report(attempts) {
    const body = { entry: Number(this.dataset.entry), token: this.dataset.viewToken };
    try {
      const answer = await postJSON(this.dataset.url, body, { keepalive: true });
      this.dispatchEvent(new CustomEvent("lantoa:counted", { bubbles: true, detail: answer.data }));
    } catch {
      // The line is gone: a view is worth a second try, not a message.
      if (attempts > 1) setTimeout(() => this.report(attempts - 1), RETRY_MS);
    }
  }
}

customElements.define("lantoa-counted-view", LantoaCountedView);
