import { formatUnits, RATE_KIND_LABELS } from '#rules/booking-fee.ts';
import { formatDay, formatTime } from '#rules/dates.ts';
import { formatPounds, type Pence } from '#rules/money.ts';
import { type BookingRequest, type RequestDay, timesOf } from './request.ts';

/** `Tue 24 Nov 2026, 08:30 to 13:00`, at the times that count now. */
export function dayWords(day: RequestDay): string {
  const { start, end } = timesOf(day);
  return `${formatDay(day.date)}, ${formatTime(start)} to ${formatTime(end)}`;
}

/** The same with what it counts as, where it is paid by the session or day: `…, 2 sessions`. */
export function countedWords(day: RequestDay, rateKind: BookingRequest['rateKind']): string {
  return rateKind === 'session' || rateKind === 'day'
    ? `${dayWords(day)}, ${formatUnits(rateKind, day.unitsHundredths)}`
    : dayWords(day);
}

/** `£340.00 a session`, or that it is left to the locum. */
export function rateWords(it: {
  readonly rateKind: BookingRequest['rateKind'];
  readonly ratePence: Pence | null;
}): string {
  return it.ratePence === null ? 'as you propose' : `${formatPounds(it.ratePence)} ${RATE_KIND_LABELS[it.rateKind]}`;
}
