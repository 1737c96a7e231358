import type { Booking } from '#features/bookings/index.ts';
import { formatUnits, RATE_KIND_LABELS } from '#rules/booking-fee.ts';
import { describeTerms } from '#rules/cancellation-terms.ts';
import { formatDay, formatTime, londonTime } from '#rules/dates.ts';
import { formatPounds } from '#rules/money.ts';

/** When a booking is, in words: `Tue 24 Nov 2026, 08:30 to 13:00`. */
export function whenWords(booking: Pick<Booking, 'workDate' | 'startsAt' | 'endsAt'>): string {
  return `${formatDay(booking.workDate)}, ${timesWords(booking)}`;
}

/** `08:30 to 13:00` */
export function timesWords(booking: Pick<Booking, 'startsAt' | 'endsAt'>): string {
  return `${formatTime(londonTime(booking.startsAt))} to ${formatTime(londonTime(booking.endsAt))}`;
}

/** What is paid, in words: `£340.00 a session, 1 session`. */
export function rateWords(booking: Pick<Booking, 'ratePence' | 'rateKind' | 'unitsHundredths'>): string {
  const rate = `${formatPounds(booking.ratePence)} ${RATE_KIND_LABELS[booking.rateKind]}`;
  if (booking.rateKind === 'session' || booking.rateKind === 'day')
    return booking.unitsHundredths === 100
      ? rate
      : `${rate}, ${formatUnits(booking.rateKind, booking.unitsHundredths)}`;
  return rate;
}

/**
 * What an organisation is shown of a booking, as name and value: what both agreed and nothing else. The locum's own notes,
 * pension and history stay theirs.
 */
export function agreedRows(booking: Booking): (readonly [label: string, value: string])[] {
  return [
    ['When', whenWords(booking)],
    ['Work', booking.workTypeLabel],
    ...(booking.breakMinutes > 0 ? [['Unpaid break', `${booking.breakMinutes} minutes`] as const] : []),
    ['Rate', rateWords(booking)],
    ...(booking.milesTenths > 0
      ? [['Mileage', `${booking.milesTenths / 10} miles at ${booking.mileageRatePence}p a mile`] as const]
      : []),
    [
      'Payment',
      booking.paymentTermsDays === 0
        ? 'on receipt of the invoice'
        : `within ${booking.paymentTermsDays} days of the invoice`,
    ],
    ['Cancellation', describeTerms(booking.cancellationTerms).join('; ')],
  ];
}
