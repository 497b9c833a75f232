// <lantoa-credits>: adds a line for one more author in place; without it the button sends the form for the same.

class Credits extends HTMLElement {
  connectedCallback() {
    this.total = this.querySelector("input[name$='-TOTAL_FORMS']");
    this.lines = this.querySelector("[data-part='lines']");
    this.pattern = this.querySelector("template[data-part='line']");
    this.more = this.querySelector("[data-part='more']");
    if (!this.total || !this.lines || !this.pattern || !this.more) return;
    this.more.type = "button";
    this.more.addEventListener("click", () => this.add());
    this.hold();
  }

  add() {
    const number = Number(this.total.value);
    const holder = document.createElement("template");
    holder.innerHTML = this.pattern.innerHTML.replaceAll("__prefix__", String(number));
    this.lines.append(holder.content);
    this.total.value = String(number + 1);
    this.lines.lastElementChild.querySelector("input")?.focus();
    this.hold();
  }

  hold() {
    this.more.hidden = Number(this.total.value) >= Number(this.dataset.most);
  }
}

customElements.define("lantoa-credits", Credits);
