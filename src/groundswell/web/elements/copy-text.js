// <copy-text from="ID">: adds a button that copies the text of the element with that id. Without script: no button.
class CopyText extends HTMLElement {
  connectedCallback() {
    const source = document.getElementById(this.getAttribute("from"));
    if (!source || !navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button plain small";
    const words = this.getAttribute("words") || "Copy";
    button.textContent = words;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      button.textContent = this.getAttribute("done") || "Copied";
      setTimeout(() => { button.textContent = words; }, 2000);
    });
    this.append(button);
  }
}
customElements.define("copy-text", CopyText);
