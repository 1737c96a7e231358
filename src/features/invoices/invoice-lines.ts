import type { Booking } from '#features/bookings/index.ts';
import { formatUnits, RATE_KIND_LABELS } from '#rules/booking-fee.ts';
import { formatMinutes } from '#rules/booking-time.ts';
import { formatTime, londonTime } from '#rules/dates.ts';
import { formatPounds, type Pence } from '#rules/money.ts';
import { tenWeeks } from '#rules/pension/deadlines.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import type { Line } from './invoice.ts';

/**
 * The lines of delivered (or chargeably cancelled) bookings, in the order of their days. Amounts are the bookings' own, nothing is
 * rounded again. Work whose ten weeks are over by `day` is billed without its pension.
 */
export function linesOf(bookings: readonly Booking[], mayPension: boolean, day: Temporal.PlainDate): Line[] {
  return bookings
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
    .flatMap(booking => linesOfBooking(booking, mayPension && !isTooLateToPension(booking, day)));
}

/** Nobody could pension it any more: the practice is not asked for its share. Where no source confirms the ten weeks nothing is dropped. */
export function isTooLateToPension(booking: Booking, day: Temporal.PlainDate): boolean {
  if (booking.pensionRoute !== 'form_ab' || !SCHEMES[schemeOf(booking.organisationNation)].tenWeeksConfirmed)
    return false;
  return Temporal.PlainDate.compare(day, tenWeeks(booking.workDate, booking.workDate).lastChance) > 0;
}

function linesOfBooking(booking: Booking, mayPension: boolean): Line[] {
  const pensioned = mayPension && booking.pensionRoute === 'form_ab';
  const line = (
    kind: Line['kind'],
    description: string,
    amountPence: Pence,
    quantityText = '',
    rateText = '',
  ): Line => ({
    bookingId: booking.id,
    kind,
    workedOn: booking.workDate,
    description,
    quantityText,
    rateText,
    pensioned: pensioned && (kind === 'fee' || kind === 'extra_work'),
    amountPence,
  });
  if (booking.state === 'cancelled') {
    return [
      line('cancellation', `Cancellation fee: ${booking.workTypeLabel}, ${timesOf(booking)}`, booking.total.totalPence),
    ];
  }
  return [
    line(
      'fee',
      `${booking.workTypeLabel}, ${timesOf(booking)}`,
      booking.total.feePence,
      quantityOf(booking),
      `${formatPounds(booking.ratePence)} ${RATE_KIND_LABELS[booking.rateKind]}`,
    ),
    ...booking.extras
      .filter(extra => extra.kind === 'work')
      .map(extra => line('extra_work', extra.description, extra.amountPence)),
    ...(booking.total.mileagePence > 0
      ? [
          line(
            'mileage',
            'Mileage',
            booking.total.mileagePence,
            `${booking.milesTenths / 10} miles`,
            `${booking.mileageRatePence}p a mile`,
          ),
        ]
      : []),
    ...booking.extras
      .filter(extra => extra.kind === 'expense')
      .map(extra => line('expense', extra.description, extra.amountPence)),
  ];
}

function timesOf(booking: Booking): string {
  const [from, to] = [booking.actualStartsAt ?? booking.startsAt, booking.actualEndsAt ?? booking.endsAt];
  return `${formatTime(londonTime(from))} to ${formatTime(londonTime(to))}`;
}

function quantityOf(booking: Booking): string {
  if (booking.rateKind === 'hourly') return formatMinutes(booking.workedMinutes);
  if (booking.rateKind === 'fixed') return '';
  return formatUnits(booking.rateKind, booking.unitsHundredths);
}
