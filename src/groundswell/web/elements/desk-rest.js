// <desk-rest minutes="15" to="/desk/">: the server has locked the desk by then, so nothing of it stays on the screen.
// What somebody is typing stays: the next page asks for the passphrase and carries it along.
class DeskRest extends HTMLElement {
  connectedCallback() {
    const wait = Number(this.getAttribute("minutes")) * 60000 + 2000;
    this.timer = setTimeout(() => this.rest(), wait);
    // A computer that slept wakes up with its timers behind.
    this.due = Date.now() + wait;
    this.look = () => { if (!document.hidden && Date.now() > this.due) this.rest(); };
    document.addEventListener("visibilitychange", this.look);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.look);
  }

  rest() {
    const typed = [...document.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
    if (typed) document.body.classList.add("desk-at-rest");
    else location.replace(this.getAttribute("to"));
  }
}
customElements.define("desk-rest", DeskRest);
