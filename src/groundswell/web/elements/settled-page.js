// <settled-page to="/address/">: the page that answered a form gets an address of its own, so that reloading asks for
// that address and does not send the form again, and neither the history nor the browser's files hold what was sent:
// Chromium writes it into its record of the session unless the page that answers has the address it was sent to. What
// the page shows goes when it is left, unless it `stays`: browsers keep pages for their back button, whatever we say.
class SettledPage extends HTMLElement {
  connectedCallback() {
    history.replaceState(null, "", this.getAttribute("to"));
    if (this.hasAttribute("stays")) return;
    addEventListener("pagehide", () => document.body.replaceChildren());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }
}
customElements.define("settled-page", SettledPage);
