// Choosing units out of a long tree: search without marks, all or none below a unit, a running count.
// Without JavaScript the list is a plain list of boxes.
const fold = (text) =>
  text.normalize("NFKC").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐðÐ]/g, "d").toLowerCase();

class UnitPicker extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("li")];
    this.querySelector("[data-tools]").hidden = false;
    this.rows.forEach((row, place) => this.offerBranch(row, place));
    this.querySelector("input[type=search]").addEventListener("input", (event) => this.find(event.target.value));
    this.querySelectorAll("[data-choose]").forEach((button) =>
      button.addEventListener("click", () => this.tick(this.rows.filter((row) => !row.hidden), button.dataset.choose === "all")),
    );
    this.addEventListener("change", () => this.count());
    // Enter in the search box must not send the list.
    this.querySelector("input[type=search]").addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  below(place) {
    const depth = Number(this.rows[place].dataset.depth);
    const rest = this.rows.slice(place + 1);
    const end = rest.findIndex((row) => Number(row.dataset.depth) <= depth);
    return end < 0 ? rest : rest.slice(0, end);
  }

  offerBranch(row, place) {
    const branch = this.below(place);
    if (!branch.length) return;
    const name = row.querySelector("span").textContent;
    const tools = document.createElement("span");
    tools.className = "row";
    for (const [words, value] of [[this.dataset.all, true], [this.dataset.none, false]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-quiet button-small";
      button.textContent = words;
      button.setAttribute("aria-label", `${name}: ${words}`);
      button.addEventListener("click", () => this.tick(value ? [row, ...branch] : branch, value));
      tools.append(button);
    }
    row.append(tools);
  }

  box(row) {
    return row.querySelector("input");
  }

  tick(rows, value) {
    rows.forEach((row) => (this.box(row).checked = value));
    this.count();
  }

  find(text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    this.rows.forEach((row) => {
      const name = fold(row.querySelector("span").textContent);
      row.hidden = !words.every((word) => name.includes(word));
    });
  }

  count() {
    const chosen = this.rows.filter((row) => this.box(row).checked).length;
    this.querySelector("[data-count]").textContent = `${this.dataset.chosen}: ${chosen}`;
  }
}
customElements.define("lantoa-unit-picker", UnitPicker);
