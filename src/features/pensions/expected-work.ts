import { type Booking, listBookingsBetween } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { startOfDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { shareOf } from '#rules/money.ts';
import { PENSIONABLE_BASIS_POINTS } from '#rules/pension/form-a.ts';
import type { PensionPiece } from '#rules/pension/reckon-year.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';

/** How long before the year work may lie whose money is still to come in it. */
const EARLIER_DAYS = 180;

/**
 * Pensionable work that is booked, worked or billed and whose money is still to come, as pieces of the month in which its payment terms
 * end: a forecast, for the simulator only. What is overdue is expected this month.
 */
export async function expectedPieces(
  tx: OwnedTransaction,
  scheme: PensionScheme,
  year: SchemeYear,
  today: Temporal.PlainDate,
): Promise<PensionPiece[]> {
  const { first, last } = schemeYearDays(year);
  const bookings = await listBookingsBetween(
    tx,
    startOfDay(first.subtract({ days: EARLIER_DAYS })),
    startOfDay(last.add({ days: 1 })),
  );
  return bookings
    .filter(booking => schemeOf(booking.organisationNation) === scheme && isExpected(booking))
    .map(booking => ({ booking, day: expectedOn(booking, today) }))
    .filter(({ day }) => schemeYearOf(day) === year)
    .map(({ booking, day }) => ({
      key: showId('booking', booking.id),
      kind: 'form_a',
      label: booking.organisationName,
      month: pensionMonthOf(day),
      pensionablePence: shareOf(booking.total.workPence, PENSIONABLE_BASIS_POINTS),
      periods: [{ from: booking.workDate, to: booking.workDate }],
      usedBasisPoints: undefined,
      expected: true,
    }));
}

function isExpected(booking: Booking): boolean {
  return booking.pensionRoute === 'form_ab' && ['confirmed', 'delivered', 'invoiced'].includes(booking.state);
}

function expectedOn(booking: Booking, today: Temporal.PlainDate): Temporal.PlainDate {
  const due = booking.workDate.add({ days: booking.paymentTermsDays });
  return Temporal.PlainDate.compare(due, today) < 0 ? today : due;
}
