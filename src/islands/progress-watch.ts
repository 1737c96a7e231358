const EVERY_MS = 1500;

/** Around what a worker is busy with: asks the same page again until it is done. Without script a link on the page does. */
class ProgressWatch extends HTMLElement {
  #timer: number | undefined;

  connectedCallback(): void {
    this.#again();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
  }

  #again(): void {
    if (this.dataset.busy === undefined) return;
    this.#timer = window.setTimeout(() => {
      void this.#look();
    }, EVERY_MS);
  }

  async #look(): Promise<void> {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const now = page.querySelector('progress-watch');
      if (answer.ok && now instanceof HTMLElement) this.#show(now);
    } catch {
      // the network is away for a moment: the next look may find it
    }
    this.#again();
  }

  #show(now: HTMLElement): void {
    if (now.dataset.busy === undefined) delete this.dataset.busy;
    if (this.innerHTML !== now.innerHTML) this.innerHTML = now.innerHTML;
  }
}

customElements.define('progress-watch', ProgressWatch);
