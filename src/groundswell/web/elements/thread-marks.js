// <thread-marks>: marks words of a thread with two keystrokes. j and k step from sentence to sentence, J and K take more
// of them (or select with the pointer), c, i, p, m ask what becomes of the words, Enter makes something new of them.
// Without script every post has a link to a page that does the same.
class ThreadMarks extends HTMLElement {
  connectedCallback() {
    const parts = this.querySelector("template");
    if (!parts || this.bar) return;
    this.append(parts.content.cloneNode(true));
    this.bar = this.querySelector(".mark-bar");
    this.dialog = this.querySelector("dialog");
    this.form = this.dialog.querySelector("form");
    this.field = this.form.querySelector("#picker-words");
    this.list = this.form.querySelector("ul");
    this.made = [];
    this.press = (event) => this.answer(event);
    document.addEventListener("keydown", this.press);
    this.bar.addEventListener("mousedown", (event) => event.preventDefault());
    this.bar.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    this.addEventListener("click", (event) => this.pointed(event));
    this.addEventListener("submit", (event) => this.send(event));
    this.field.addEventListener("input", () => this.find());
    this.field.addEventListener("keydown", (event) => this.choose(event));
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
    this.dialog.querySelector("[data-close]").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.here?.focus());
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press);
  }

  get steps() {
    return [...this.querySelectorAll(".step")];
  }

  answer(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const by = { j: 1, J: 1, k: -1, K: -1 }[event.key];
    const button = this.bar.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!by && !button) return;
    event.preventDefault();
    if (by) this.step(by, event.shiftKey);
    else this.pressed(button);
  }

  step(by, more) {
    const steps = this.steps;
    if (!steps.length) return;
    let place = steps.indexOf(this.here);
    if (place < 0) {
      place = Math.max(0, steps.findIndex((step) => step.getBoundingClientRect().bottom > 80)) - (by > 0 ? 1 : 0);
    }
    const next = steps[Math.min(steps.length - 1, Math.max(0, place + by))];
    if (more && this.here && next.closest("article") !== this.here.closest("article")) return;
    this.stand(next, more ? this.first || this.here : null);
  }

  stand(step, first) {
    this.here = step;
    this.first = first;
    getSelection().removeAllRanges();
    this.steps.forEach((each) => each.classList.remove("here"));
    this.taken().forEach((each) => each.classList.add("here"));
    step.tabIndex = -1;
    step.focus({ preventScroll: true });
    step.scrollIntoView({ block: "nearest" });
  }

  taken() {
    if (!this.here) return [];
    const steps = this.steps;
    const [from, to] = [steps.indexOf(this.first || this.here), steps.indexOf(this.here)].sort((a, b) => a - b);
    return steps.slice(from, to + 1);
  }

  pointed(event) {
    const step = event.target.closest(".step");
    if (step && getSelection().isCollapsed && !event.target.closest("a")) this.stand(step, null);
  }

  // What is chosen: the selection where there is one, else the sentences stepped to. Characters are counted as the
  // server counts them, in code points.
  chosen() {
    const selection = getSelection();
    if (!selection.isCollapsed) return this.selected(selection.getRangeAt(0));
    const taken = this.taken();
    if (!taken.length) return null;
    const [first, last] = [taken[0], taken[taken.length - 1]];
    const words = taken.map((step) => step.textContent).join(" ");
    return { article: first.closest("article"), from: this.from(first), to: this.to(last), words };
  }

  from(step) {
    return Number(step.id.split("-")[2]);
  }

  to(step) {
    return this.from(step) + [...step.textContent].length;
  }

  selected(range) {
    const touched = this.steps.filter((step) => range.intersectsNode(step));
    const article = touched[0]?.closest("article");
    if (!article || touched.some((step) => step.closest("article") !== article)) return null;
    const first = touched[0];
    const last = touched[touched.length - 1];
    const from = first.contains(range.startContainer) ? this.place(first, range.startContainer, range.startOffset) : this.from(first);
    const to = last.contains(range.endContainer) ? this.place(last, range.endContainer, range.endOffset) : this.to(last);
    this.here = last;
    return from < to ? this.wholeWords(article, first, last, from, to) : null;
  }

  // A pointer seldom hits the edge of a word.
  wholeWords(article, first, last, from, to) {
    const isLetter = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
    const ahead = [...first.textContent];
    const behind = [...last.textContent];
    let start = from - this.from(first);
    let end = to - this.from(last);
    while (isLetter(ahead[start - 1]) && isLetter(ahead[start])) start -= 1;
    while (isLetter(behind[end]) && isLetter(behind[end - 1])) end += 1;
    const words = first === last ? ahead.slice(start, end).join("") : `${ahead.slice(start).join("")} … ${behind.slice(0, end).join("")}`;
    return { article, from: this.from(first) + start, to: this.from(last) + end, words };
  }

  place(step, node, offset) {
    const before = document.createRange();
    before.setStart(step, 0);
    before.setEnd(node, offset);
    return this.from(step) + [...before.toString()].length;
  }

  pressed(button) {
    if (!button) return;
    if ("undo" in button.dataset) this.undo();
    else this.ask(button.dataset.kind, button.firstChild.nextSibling.textContent.trim());
  }

  ask(kind, name) {
    const chosen = this.chosen();
    if (!chosen) {
      this.say(this.dataset.none);
      return;
    }
    this.article = chosen.article;
    this.form.action = `${chosen.article.querySelector(".post-act a").href}mark/`;
    const given = this.form.elements;
    given.ranges.value = `${chosen.from}-${chosen.to}`;
    given.version.value = chosen.article.dataset.version;
    given.kind.value = kind;
    given.item.value = "";
    this.dialog.querySelector("h2").textContent = name;
    this.dialog.querySelector("blockquote").textContent = chosen.words;
    this.dialog.querySelector("[data-about]").hidden = kind !== "perspective" && kind !== "measure";
    this.field.value = "";
    this.show("");
    this.dialog.showModal();
    this.field.focus();
    this.find();
  }

  async find() {
    const query = this.query();
    const answer = await fetch(`${this.getAttribute("find")}?${query}`);
    const html = answer.ok && (await answer.text());
    if (html !== false && query === this.query()) this.show(html);
  }

  query() {
    return new URLSearchParams({ kind: this.form.elements.kind.value, words: this.field.value }).toString();
  }

  show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = document.createElement("li");
    fresh.textContent = this.dataset.new;
    fresh.setAttribute("role", "option");
    this.list.replaceChildren(fresh, ...page.querySelectorAll("li"));
    [...this.list.children].forEach((line, place) => { line.id = `picker-${place}`; });
    this.point(0);
  }

  point(place) {
    const lines = [...this.list.children];
    this.pointedAt = Math.min(lines.length - 1, Math.max(0, place));
    lines.forEach((line, each) => line.setAttribute("aria-selected", String(each === this.pointedAt)));
    const line = lines[this.pointedAt];
    line.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", line.id);
    this.form.elements.item.value = line.dataset.item || "";
  }

  choose(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.point(this.pointedAt + by);
  }

  take(line) {
    if (!line) return;
    this.point([...this.list.children].indexOf(line));
    this.form.requestSubmit();
  }

  undo() {
    const last = this.made.pop();
    const at = this.here && [...this.here.querySelectorAll("[id^=words-]")].pop()?.id.slice(6);
    const line = document.getElementById(`mark-${last || at}`);
    if (line) line.querySelector("[formaction]").click();
    else this.say(this.dataset.none);
  }

  // Whoever types faster than the server answers is served in turn.
  send(event) {
    event.preventDefault();
    const form = event.target;
    const article = form === this.form ? this.article : event.submitter.closest("article");
    if (!article) return;
    const body = new URLSearchParams(new FormData(form));
    const address = form === this.form ? form.action : event.submitter.formAction;
    this.dialog.close();
    this.turn = (this.turn || Promise.resolve()).then(() => this.post(address, body, article.id, form === this.form));
  }

  async post(address, body, article, marked) {
    try {
      const answer = await fetch(address, { method: "POST", body });
      this.swap(new DOMParser().parseFromString(await answer.text(), "text/html"), document.getElementById(article), marked);
    } catch {
      this.say(this.dataset.failed);
    }
  }

  swap(page, article, marked) {
    const fresh = page.getElementById(article.id);
    if (!fresh) {
      this.say(page.querySelector(".problems li")?.textContent || this.dataset.failed);
      return;
    }
    const known = new Set([...article.querySelectorAll("[id^=mark-]")].map((line) => line.id));
    const here = this.here?.id;
    article.replaceWith(document.adoptNode(fresh));
    const made = [...fresh.querySelectorAll("[id^=mark-]")].find((line) => !known.has(line.id));
    if (made) this.made.push(made.id.slice(5));
    for (const id of ["coverage", "picker-about"]) {
      const part = document.getElementById(id);
      const other = page.getElementById(id) || page.querySelector("template")?.content.getElementById(id);
      if (part && other) part.replaceWith(document.adoptNode(other));
    }
    const step = here && document.getElementById(here);
    if (step) this.stand(step, null);
    this.say(marked ? this.dataset.marked : page.querySelector(".messages")?.textContent.trim() || this.dataset.unmarked);
  }

  say(words) {
    this.bar.querySelector("[role=status]").textContent = words;
  }
}
customElements.define("thread-marks", ThreadMarks);
