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
