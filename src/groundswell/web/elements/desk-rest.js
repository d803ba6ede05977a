// <desk-rest minutes="15" to="/desk/">: the server has locked the desk by then, so nothing of it stays on the screen.
// What somebody is typing stays, and the words inside say so: the next page asks for the passphrase and carries it along.
class DeskRest extends HTMLElement {
  connectedCallback() {
    const wait = Number(this.getAttribute("minutes")) * 60000 + 2000;
    this.timer = setTimeout(() => this.rest(), wait);
    // A computer that slept wakes up with its timers behind.
    this.due = Date.now() + wait;
    this.look = () => { if (!document.hidden && Date.now() > this.due) this.rest(); };
    // The back button brings a page out of memory that the desk may have locked since.
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

  // A refused form comes back with what was typed as if it had stood there from the beginning.
  typed() {
    const isTyped = (field) => field.value !== field.defaultValue || (field.value && field.form.querySelector(".problems"));
    const fields = document.querySelectorAll(":is(main, aside) form :is(textarea, input:not([type=hidden]))");
    return [...fields].filter(isTyped).map((field) => field.form);
  }
}
customElements.define("desk-rest", DeskRest);
