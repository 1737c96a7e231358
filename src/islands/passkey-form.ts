/** Has the browser make or use a passkey when its button is pressed, and sends what it answers as an ordinary form. */
class PasskeyForm extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form || !('PublicKeyCredential' in window) || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) return;
    this.hidden = false;
    form.addEventListener('submit', event => {
      if (fieldOf(form, 'answer')?.value) return;
      event.preventDefault();
      void this.#ask(form);
    });
  }

  async #ask(form: HTMLFormElement): Promise<void> {
    const said = this.querySelector('[role="status"]');
    if (said) said.textContent = '';
    try {
      const answer = await fetch(this.getAttribute('options') ?? '', { method: 'POST' });
      if (!answer.ok) throw new Error('no options');
      const { options, ticket } = await answer.json();
      const credential = await this.#credential(options);
      if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey');
      setField(form, 'ticket', ticket);
      setField(form, 'answer', JSON.stringify(credential.toJSON()));
      form.requestSubmit();
    } catch {
      if (said) said.textContent = 'No passkey was used. You can try again, or use your password.';
    }
  }

  #credential(options: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON) {
    return this.getAttribute('purpose') === 'create'
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }
}

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector(`input[name="${name}"]`);
}

function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = fieldOf(form, name);
  if (field) field.value = value;
}

customElements.define('passkey-form', PasskeyForm);
