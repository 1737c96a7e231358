import { formatDay } from '#rules/dates.ts';

/** What a thread is about, in words; the organisation's name stands beside it. */
export function aboutBooking(it: { readonly workType: string; readonly workDate: Temporal.PlainDate }): string {
  const work = it.workType.replaceAll('_', ' ');
  return `${work.charAt(0).toUpperCase()}${work.slice(1)} on ${formatDay(it.workDate)}`;
}

export function aboutRequest(): string {
  return 'Booking request';
}

export function aboutInvoice(number: string): string {
  return `Invoice ${number}`;
}
