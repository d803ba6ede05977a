/* Joined by `python -m groundswell.web.assets`: edit web/styles or web/elements instead. */
"use strict";
(() => {
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
})();
(() => {
class DeskRest extends HTMLElement {
connectedCallback() {
const wait = Number(this.getAttribute("minutes")) * 60000 + 2000;
this.timer = setTimeout(() => this.rest(), wait);
this.due = Date.now() + wait;
this.look = () => { if (!document.hidden && Date.now() > this.due) this.rest(); };
this.again = (event) => { if (event.persisted) location.reload(); };
document.addEventListener("visibilitychange", this.look);
addEventListener("pageshow", this.again);
}

disconnectedCallback() {
clearTimeout(this.timer);
document.removeEventListener("visibilitychange", this.look);
removeEventListener("pageshow", this.again);
}

rest() {
const typed = this.typed();
if (!typed.length) {
location.replace(this.getAttribute("to"));
return;
}
typed.forEach((form) => form.classList.add("typed"));
document.body.classList.add("desk-at-rest");
this.firstElementChild.hidden = false;
}
typed() {
const isTyped = (field) => field.value !== field.defaultValue || (field.value && field.form.querySelector(".problems"));
const fields = document.querySelectorAll(":is(main, aside) form :is(textarea, input:not([type=hidden]))");
return [...fields].filter(isTyped).map((field) => field.form);
}
}
customElements.define("desk-rest", DeskRest);
})();
(() => {
class ForgetText extends HTMLElement {
connectedCallback() {
this.forget = () => this.querySelectorAll("form").forEach((form) => {
form.querySelectorAll("textarea, input[type=text]").forEach((field) => { field.value = ""; field.defaultValue = ""; });
form.reset();
});
this.again = (event) => { if (event.persisted) location.reload(); };
addEventListener("pagehide", this.forget);
addEventListener("pageshow", this.again);
}

disconnectedCallback() {
removeEventListener("pagehide", this.forget);
removeEventListener("pageshow", this.again);
}
}
customElements.define("forget-text", ForgetText);
})();
(() => {
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
})();
(() => {
class PasskeyForm extends HTMLElement {
connectedCallback() {
const api = globalThis.PublicKeyCredential;
if (!api?.parseRequestOptionsFromJSON || !globalThis.isSecureContext) return;
this.form = this.querySelector("form");
this.form.hidden = false;
this.form.addEventListener("submit", (event) => {
if (this.form.elements.credential.value) return;
event.preventDefault();
this.ask().catch(() => { this.querySelector("[role=status]").textContent = this.dataset.refused; });
});
}

async ask() {
const token = this.form.elements.csrfmiddlewaretoken.value;
const answer = await fetch(this.getAttribute("challenge"), { method: "POST", headers: { "X-CSRFToken": token } });
const { publicKey } = await answer.json();
const credential = this.getAttribute("kind") === "create"
? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
: await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
this.form.elements.credential.value = JSON.stringify(credential.toJSON());
this.form.submit();
}
}
customElements.define("passkey-form", PasskeyForm);
})();
(() => {
class SettledPage extends HTMLElement {
connectedCallback() {
history.replaceState(null, "", this.getAttribute("to"));
if (this.hasAttribute("stays")) return;
addEventListener("pagehide", () => document.body.replaceChildren());
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
}
customElements.define("settled-page", SettledPage);
})();
(() => {
class StepOn extends HTMLElement {
connectedCallback() {
const form = document.getElementById(this.getAttribute("form"));
const again = form?.querySelector("button[name=on]");
if (again) this.timer = setTimeout(() => form.requestSubmit(again), 400);
}

disconnectedCallback() {
clearTimeout(this.timer);
}
}
customElements.define("step-on", StepOn);
})();
(() => {
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
})();
