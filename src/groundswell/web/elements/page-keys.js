// <page-keys>: single-key commands. Every link, button or field with data-key="x" answers to x; "?" lists them.
// They can be switched off in that list (WCAG 2.1.4); the choice stays in this browser. Nothing else is stored.
class PageKeys extends HTMLElement {
  connectedCallback() {
    this.press = (event) => this.answer(event);
    addEventListener("keydown", this.press);
  }

  disconnectedCallback() {
    removeEventListener("keydown", this.press);
  }

  get on() {
    return localStorage.getItem("keys") !== "off";
  }

  answer(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // A list that was just closed keeps the keyboard's focus until the next picture is drawn: nobody types there.
    const isClosed = event.target.closest("dialog:not([open])");
    if (!isClosed && event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (event.key === "?") {
      event.preventDefault();
      this.list();
    } else if (this.on) {
      this.act(event);
    }
  }

  act(event) {
    if (event.key === "j" || event.key === "k") this.step(event, event.key === "j" ? 1 : -1);
    const inLine = event.target.closest(".lines > li");
    const find = (root) => root?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const target = find(inLine) || find(document);
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (target.matches("a, button")) target.click();
  }

  step(event, by) {
    const stops = [...document.querySelectorAll(".lines > li :is(a, button):first-of-type")].filter(
      (stop, index, all) => index === 0 || stop.closest("li") !== all[index - 1].closest("li"),
    );
    if (!stops.length) return;
    event.preventDefault();
    const now = stops.findIndex((stop) => stop.closest("li").contains(document.activeElement));
    stops[Math.min(stops.length - 1, Math.max(0, now + by))].focus();
  }

  list() {
    this.dialog?.remove();
    this.dialog = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const rows = this.dialog.querySelector("dl");
    const seen = new Set();
    document.querySelectorAll("[data-key]").forEach((target) => {
      if (seen.has(target.dataset.key)) return;
      seen.add(target.dataset.key);
      this.row(rows, target.dataset.key, target.dataset.keyWords || target.textContent.trim());
    });
    const box = this.dialog.querySelector("input");
    box.checked = this.on;
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem("keys");
      else localStorage.setItem("keys", "off");
    });
    this.append(this.dialog);
    this.dialog.showModal();
  }

  row(rows, key, words) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const about = document.createElement("dd");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap);
    about.textContent = words;
    row.append(term, about);
    rows.append(row);
  }
}
customElements.define("page-keys", PageKeys);
