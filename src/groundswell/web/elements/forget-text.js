// <forget-text> around a form: when the page is left, what was typed leaves the browser's memory too.
// The form's data is gathered before the page goes, so sending loses nothing.
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
