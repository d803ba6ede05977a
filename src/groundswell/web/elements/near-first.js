// <near-first from="ID">: while somebody types there, the lines in here that share most words with it stand first.
// Words in few lines tell more. Nothing leaves the page. Without script: the list as it is.
class NearFirst extends HTMLElement {
  connectedCallback() {
    this.querySelector("p").hidden = false;
    const field = document.getElementById(this.getAttribute("from"));
    const lines = [...this.querySelectorAll("li")];
    const words = (text) => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu)?.map((word) => word.slice(0, 6)))];
    const said = lines.map((line) => words(line.textContent));
    const weight = (word) => Math.log(1 + said.length / (1 + said.filter((each) => each.includes(word)).length));
    const sum = (some) => some.reduce((total, word) => total + weight(word), 0);
    field.addEventListener("input", () => {
      const typed = words(field.value);
      const near = new Map(lines.map((line, at) => [line, sum(typed.filter((word) => said[at].includes(word)))]));
      [...lines].sort((one, other) => near.get(other) - near.get(one)).forEach((line) => line.parentNode.append(line));
      lines.forEach((line) => line.classList.toggle("line-title", near.get(line) > sum(typed) / 2));
    });
  }
}
customElements.define("near-first", NearFirst);
