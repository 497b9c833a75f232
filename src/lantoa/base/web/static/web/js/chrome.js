// What surrounds every page: the menu on phones, the colours, questions before a destructive act.

class LantoaMenu extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector(".menu-button");
    if (!this.button) return;
    this.dataset.ready = "";
    this.button.addEventListener("click", () => this.toggle(!this.hasAttribute("data-open")));
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.hasAttribute("data-open")) return;
      this.toggle(false);
      this.button.focus();
    });
  }

  toggle(open) {
    this.toggleAttribute("data-open", open);
    this.button.setAttribute("aria-expanded", String(open));
  }
}

// The form works by itself; with this the page need not be loaded again. The server reads the cookie, so the next
// page arrives in the right colours and nothing flashes.
class LantoaTheme extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      const value = event.submitter?.value;
      if (!value) return;
      event.preventDefault();
      this.choose(value);
    });
  }

  choose(value) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `lantoa_theme=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    if (value === "light" || value === "dark") document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    for (const button of this.querySelectorAll("button[name=theme]")) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
  }
}

class LantoaConfirm extends HTMLElement {
  connectedCallback() {
    const details = this.querySelector("details");
    const dialog = this.querySelector("dialog");
    const summary = this.querySelector("summary");
    if (!details || !dialog?.showModal) return;
    dialog.close();
    this.append(dialog);
    summary.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }
}

customElements.define("lantoa-menu", LantoaMenu);
customElements.define("lantoa-theme", LantoaTheme);
customElements.define("lantoa-confirm", LantoaConfirm);

// An open account menu closes by Escape and by a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-dropdown][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-dropdown][open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

// After a refused form the reader, also one who listens, begins at what is wrong.
document.querySelector("[data-autofocus]")?.focus();
