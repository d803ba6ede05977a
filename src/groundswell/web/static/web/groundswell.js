/* Joined by `python -m groundswell.web.assets`: edit web/styles or web/elements instead. */
"use strict";
(() => {
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
})();
(() => {
// <forget-text> around a form: when the page is left, what was typed leaves the browser's memory too.
// The form's data is gathered before the page goes, so sending loses nothing.
class ForgetText extends HTMLElement {
  connectedCallback() {
    this.forget = () => this.querySelectorAll("form").forEach((form) => {
      form.querySelectorAll("textarea").forEach((area) => { area.value = ""; area.defaultValue = ""; });
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
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
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
// <passkey-form> around a form with a hidden field "credential": adds what the form cannot do without script.
// `challenge` is the address that gives the options; `kind` is "create" or "get"; data-words say what happened.
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
// <settled-page to="/address/">: the page that answered a form gets an address of its own, so that reloading asks for
// that address and does not send the form again, and the history holds nothing that was sent.
class SettledPage extends HTMLElement {
  connectedCallback() {
    history.replaceState(null, "", this.getAttribute("to"));
  }
}
customElements.define("settled-page", SettledPage);
})();
(() => {
// <step-on form="id">: goes on with a long act by pressing the form's last button again; leaving the page stops it.
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
