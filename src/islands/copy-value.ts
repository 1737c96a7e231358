/** A button beside a field that copies it. Without script, or where the browser forbids it, the field itself can be selected. */
class CopyValue extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    if (!field || !navigator.clipboard || this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn min-h-11 shrink-0';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy ${this.getAttribute('label') ?? ''}`.trim());
    const said = document.createElement('span');
    said.className = 'sr-only';
    said.setAttribute('role', 'status');
    button.addEventListener('click', () => {
      void this.#copy(field, button, said);
    });
    this.append(button, said);
  }

  async #copy(
    field: HTMLInputElement | HTMLTextAreaElement,
    button: HTMLButtonElement,
    said: HTMLElement,
  ): Promise<void> {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = 'Copied';
      said.textContent = 'Copied';
    } catch {
      // the browser forbade it: the field is selected, so the keyboard can copy it
      said.textContent = 'Selected. Press Ctrl+C to copy.';
      button.textContent = 'Selected';
    }
  }
}

customElements.define('copy-value', CopyValue);
