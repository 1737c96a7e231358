/** Keyboard for those who want it: `/` searches, `n` makes a booking, `?` shows what there is. Pages work without. */
class KeysHelp extends HTMLElement {
  #listener = (event: KeyboardEvent) => this.#press(event);

  connectedCallback(): void {
    document.addEventListener('keydown', this.#listener);
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#listener);
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '/') {
      const search = document.querySelector<HTMLInputElement>('[data-key-search]');
      if (!search?.checkVisibility()) return;
      event.preventDefault();
      search.focus();
    } else if (event.key === 'n') location.assign('/bookings/new');
    else if (event.key === '?') this.#show();
  }

  #show(): void {
    const dialog = document.createElement('dialog');
    dialog.className = 'modal';
    dialog.setAttribute('aria-label', 'Keyboard');
    const box = document.createElement('div');
    box.className = 'modal-box';
    const heading = document.createElement('h2');
    heading.textContent = 'Keyboard';
    const list = document.createElement('dl');
    for (const [key, what] of KEYS) {
      const term = document.createElement('dt');
      const kbd = document.createElement('kbd');
      kbd.className = 'kbd';
      kbd.textContent = key;
      term.append(kbd);
      const meaning = document.createElement('dd');
      meaning.textContent = what;
      list.append(term, meaning);
    }
    box.append(heading, list);
    dialog.append(box);
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    this.append(dialog);
    dialog.showModal();
  }
}

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'Search bookings'],
  ['n', 'New booking'],
  ['?', 'Show this list'],
  ['Esc', 'Close it'],
];

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null)
  );
}

customElements.define('keys-help', KeysHelp);
