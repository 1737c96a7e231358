import { type Booking, listBookingsBetween } from '#features/bookings/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { earlierDay, startOfDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { bookingsWithTrips, insertTrip } from './store.ts';
import { readVehicle } from './vehicle-store.ts';

/** Work of a tax year, up to a day, to which no trip is logged; in order. */
export async function bookingsWithoutTrip(
  tx: OwnedTransaction,
  year: TaxYear,
  today: Temporal.PlainDate,
): Promise<Booking[]> {
  const { first, last } = taxYearDays(year);
  const end = earlierDay(last, today).add({ days: 1 });
  const worked = (await listBookingsBetween(tx, startOfDay(first), startOfDay(end))).filter(
    it =>
      it.billingMode !== 'paye' &&
      ['delivered', 'invoiced', 'paid'].includes(it.state) &&
      Temporal.PlainDate.compare(it.workDate, first) >= 0,
  );
  const logged = await bookingsWithTrips(
    tx,
    worked.map(it => it.id),
  );
  return worked.filter(it => !logged.has(it.id));
}

/**
 * Logs a trip from home and back for each booking of the year that has miles of its own and no trip yet. Answers how many. Once more
 * logs nothing.
 */
export async function logBookedTrips(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  year: TaxYear,
  vehicle: Id<'vehicle'>,
): Promise<number> {
  return asOwner(ctx.db, owner, async tx => {
    // two presses at once: the second waits here, and finds nothing left
    await tx.db.selectFrom('accounts').select('id').where('id', '=', tx.accountId).forUpdate().execute();
    if (!(await readVehicle(tx, vehicle))) throw new InputRefusal({ vehicle: 'There is no such vehicle.' });
    const bookings = (await bookingsWithoutTrip(tx, year, ctx.clock.today())).filter(it => it.milesTenths > 0);
    for (const booking of bookings) {
      const id = newId('trip');
      await insertTrip(tx, id, { ...ofBooking(booking), vehicle }, ctx.clock.now());
      await recordFact(ctx, tx, { kind: 'trip.logged', subjectId: id });
    }
    return bookings.length;
  });
}

function ofBooking(booking: Booking) {
  return {
    madeOn: booking.workDate,
    from: 'Home',
    to: booking.organisationName,
    purpose: booking.workTypeLabel,
    booking: booking.id,
    isReturn: true,
    isCommuting: false,
    milesTenths: booking.milesTenths,
    distanceBy: 'typed' as const,
    odometerStartTenths: null,
    odometerEndTenths: null,
    factorHundredths: null,
  };
}
