// A field whose text is copied by one press; without JavaScript the text can be selected by hand.
class Copy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const field = this.querySelector("input");
    if (!button || !field || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      button.querySelector("span").textContent = this.dataset.copied;
    });
  }
}
customElements.define("lantoa-copy", Copy);
