// <lantoa-share>: copies the address of the page, or hands it to the device's own share sheet where there is one.
// Attributes: data-url, data-title, data-copied, data-failed (words). Without it the plain links beside remain.

class LantoaShare extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector("[role=status]");
    this.offer("copy", Boolean(navigator.clipboard), () => this.copy());
    this.offer("share", typeof navigator.share === "function", () => this.share());
  }

  offer(name, possible, act) {
    const button = this.querySelector(`[data-act=${name}]`);
    if (!button || !possible) return;
    button.hidden = false;
    button.addEventListener("click", act);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.dataset.url);
      this.said.textContent = this.dataset.copied;
    } catch {
      this.said.textContent = this.dataset.failed;
    }
  }

  async share() {
    try {
      await navigator.share({ title: this.dataset.title, url: this.dataset.url });
    } catch {
      // The reader closed the sheet: nothing to say.
    }
  }
}

customElements.define("lantoa-share", LantoaShare);
