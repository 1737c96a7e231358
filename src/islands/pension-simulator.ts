import type { ContributionPicture } from '../rules/pension/contribution-bars.ts';

/** Of the highest bar, as the page draws it. */
const HEIGHT = 100;

/** Shows what a change does to the pension year while it is typed, by the very rules that the server uses. Without it a press does. */
class PensionSimulator extends HTMLElement {
  async connectedCallback(): Promise<void> {
    // browsers that do not have Temporal yet fetch it; the rules ask for it as they load
    if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
    const rules = await import('../rules/pension/simulate-typed.ts');
    const year = rules.readYear(this.dataset.year ?? '');
    const show = () => {
      const { sentence, rows, ladder, picture } = rules.simulateTyped(year, field => this.#typed(field));
      this.#write('[data-sentence]', sentence);
      for (const [at, row] of rows.entries()) this.#write(`[data-after="${at}"]`, row.after);
      if (picture) this.#draw(picture);
      if (!ladder) return;
      this.#write('[data-mark-words="after"]', rules.formatPounds(ladder.afterPence));
      const mark = this.querySelector('[data-mark="after"]');
      const width = Number(mark?.closest('svg')?.viewBox.baseVal.width ?? 0) - 20;
      mark?.setAttribute('transform', `translate(${10 + ladder.place * width} 0)`);
    };
    this.addEventListener('input', show);
    show();
  }

  /** Heights of the bars, and what they show in words. */
  #draw({ bars, words }: ContributionPicture): void {
    this.#write('[data-bars-words]', words);
    for (const name of ['before', 'after'] as const) {
      const drawn = this.querySelectorAll<SVGRectElement>(`[data-bar="${name}"]`);
      for (const [at, bar] of bars.entries()) {
        const height = bar[name] * HEIGHT;
        drawn[at]?.setAttribute('y', String(Number(drawn[at].dataset.base) - height));
        drawn[at]?.setAttribute('height', String(height));
      }
    }
  }

  #typed(name: string): string {
    const field = this.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked ? field.value : '';
    return field?.value ?? '';
  }

  #write(selector: string, text: string): void {
    const place = this.querySelector(selector);
    if (place && place.textContent !== text) place.textContent = text;
  }
}

customElements.define('pension-simulator', PensionSimulator);
