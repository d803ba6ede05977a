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
