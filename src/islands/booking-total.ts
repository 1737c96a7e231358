import { bookingTotal, RATE_KINDS } from '../rules/booking-fee.ts';
import { periodOf, workedMinutes } from '../rules/booking-time.ts';
import { parseDay, parseTime } from '../rules/dates.ts';
import { formatPounds, parsePounds, pence } from '../rules/money.ts';

/** Shows what a booking is worth while it is typed, by the very rules that the server uses. Without it the page works the same. */
class BookingTotal extends HTMLElement {
  async connectedCallback(): Promise<void> {
    this.addEventListener('change', event => this.#fillFromOrganisation(event.target));
    // browsers that do not have Temporal yet fetch it; all others do not
    if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
    this.addEventListener('input', () => this.#show());
    this.#show();
  }

  /** A new booking without a rate takes over what its organisation usually has. */
  #fillFromOrganisation(target: EventTarget | null): void {
    if (!(target instanceof HTMLSelectElement) || target.name !== 'organisation' || target.value === '') return;
    if (location.pathname !== '/bookings/new' || this.#field('rate') !== '') return;
    location.assign(`/bookings/new?${new URLSearchParams({ organisation: target.value, date: this.#field('date') })}`);
  }

  #show(): void {
    const output = this.querySelector<HTMLOutputElement>('[data-total]');
    if (output) output.textContent = this.#total() ?? '–';
  }

  #total(): string | undefined {
    const [date, start, end] = [
      parseDay(this.#field('date')),
      parseTime(this.#field('start')),
      parseTime(this.#field('end')),
    ];
    const rate = parsePounds(this.#field('rate'));
    const kind = RATE_KINDS.find(it => it === this.#field('rateKind'));
    if (!date.ok || !start.ok || !end.ok || !rate.ok || !kind) return undefined;
    const period = periodOf({ date: date.day, start: start.time, end: end.time });
    if (!period.ok) return undefined;
    const worked = workedMinutes(period.minutes, this.#whole('breakMinutes', 0));
    if (!worked.ok) return undefined;
    const { totalPence } = bookingTotal({
      kind,
      ratePence: rate.pence,
      minutes: worked.minutes,
      unitsHundredths: this.#scaled('units', 100, 100),
      extras: [],
      milesTenths: this.#scaled('miles', 10, 0),
      mileageRatePence: pence(this.#whole('mileageRate', 0)),
    });
    return formatPounds(totalPence);
  }

  #field(name: string): string {
    return this.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value.trim() ?? '';
  }

  #whole(name: string, empty: number): number {
    const text = this.#field(name);
    return /^\d{1,6}$/.test(text) ? Number(text) : empty;
  }

  #scaled(name: string, scale: number, empty: number): number {
    const text = this.#field(name);
    return /^\d{1,6}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * scale) : empty;
  }
}

customElements.define('booking-total', BookingTotal);
