// <settled-page to="/address/">: the page that answered a form gets an address of its own, so that reloading asks for
// that address and does not send the form again, and the history holds nothing that was sent.
class SettledPage extends HTMLElement {
  connectedCallback() {
    history.replaceState(null, "", this.getAttribute("to"));
  }
}
customElements.define("settled-page", SettledPage);
