import { readBooking, rechargeMiles } from '#features/bookings/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { TripInput } from './input.ts';
import { measure } from './measure.ts';
import { deleteTripRow, insertTrip, markRecharged, readTrip, type TripToWrite, updateTrip } from './store.ts';
import type { Trip } from './trip.ts';
import { readVehicle } from './vehicle-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'geocoder'>;

/** Keeps a trip in the log. Sent twice with one id it is kept once. Refuses days to come, and bookings that are not there or not agreed. */
export async function addTrip(ctx: Ctx, owner: Owner, input: TripInput): Promise<Id<'trip'>> {
  const id = input.id ?? newId('trip');
  const trip = await withDistance(ctx, input);
  await asOwner(ctx.db, owner, async tx => {
    await check(ctx, tx, input);
    if (await insertTrip(tx, id, trip, ctx.clock.now()))
      await recordFact(ctx, tx, { kind: 'trip.logged', subjectId: id });
  });
  return id;
}

export async function changeTrip(ctx: Ctx, owner: Owner, id: Id<'trip'>, input: TripInput): Promise<void> {
  const trip = await withDistance(ctx, input);
  await asOwner(ctx.db, owner, async tx => {
    await check(ctx, tx, input);
    const there = await readTrip(tx, id);
    if (!there) throw notFound('trip');
    await updateTrip(tx, id, asMeasured(there, trip), ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'trip.changed', subjectId: id });
  });
}

/** Takes a trip out of the log. Miles that it put on a booking stay there. */
export async function deleteTrip(ctx: Ctx, owner: Owner, id: Id<'trip'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteTripRow(tx, id))) throw notFound('trip');
    await recordFact(ctx, tx, { kind: 'trip.deleted', subjectId: id });
  });
}

/**
 * Puts a trip's miles on its booking, so that the invoice recharges them. Once more changes nothing. Refuses a trip without a booking, and
 * what rechargeMiles refuses. The claim stays: what the organisation pays for the miles is income.
 */
export async function rechargeTrip(ctx: Ctx, owner: Owner, id: Id<'trip'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const trip = await readTrip(tx, id);
    if (!trip) throw notFound('trip');
    if (trip.isRecharged && (trip.booking?.billedTenths ?? 0) > 0) return;
    if (!trip.booking)
      throw new Refusal({ code: 'trip.no_booking', message: 'Choose the booking that the trip was made for first.' });
    await rechargeMiles(ctx, tx, trip.booking.id, trip.milesTenths);
    await markRecharged(tx, id, ctx.clock.now());
  });
}

/** The whole trip's distance as it is known. Miles that were changed after measuring are typed miles. */
async function withDistance(ctx: Ctx, input: TripInput): Promise<TripToWrite> {
  const typed = {
    ...input,
    milesTenths: input.miles,
    odometerStartTenths: null,
    odometerEndTenths: null,
    factorHundredths: null,
  };
  if (input.distanceBy === 'typed') return typed;
  if (input.distanceBy === 'odometer')
    return {
      ...typed,
      milesTenths: input.odometerEnd - input.odometerStart,
      odometerStartTenths: input.odometerStart,
      odometerEndTenths: input.odometerEnd,
    };
  if (input.miles > 0 && (input.fromPostcode === null || input.toPostcode === null))
    return { ...typed, distanceBy: 'typed' };
  const measured = await measure(ctx, input).catch((fault: unknown) => {
    if (input.miles > 0 && fault instanceof Refusal) return undefined;
    throw fault;
  });
  if (!measured || (input.miles > 0 && input.miles !== measured.milesTenths)) return { ...typed, distanceBy: 'typed' };
  return { ...typed, milesTenths: measured.milesTenths, factorHundredths: measured.factorHundredths };
}

/** Miles of postcodes that were left as they were are still those of the postcodes, which are not kept. */
function asMeasured(there: Trip, trip: TripToWrite): TripToWrite {
  if (trip.distanceBy !== 'typed' || there.distanceBy !== 'postcodes') return trip;
  if (trip.milesTenths !== there.milesTenths) return trip;
  return { ...trip, distanceBy: 'postcodes', factorHundredths: there.factorHundredths };
}

async function check(ctx: Ctx, tx: OwnedTransaction, input: TripInput): Promise<void> {
  if (Temporal.PlainDate.compare(input.madeOn, ctx.clock.today()) > 0)
    throw new InputRefusal({ madeOn: 'This day is still to come.' });
  if (!(await readVehicle(tx, input.vehicle))) throw new InputRefusal({ vehicle: 'There is no such vehicle.' });
  if (input.booking === null) return;
  const booking = await readBooking(tx, input.booking);
  if (!booking) throw new InputRefusal({ booking: 'There is no such booking.' });
  // an offer may still be deleted, and its trips would stand in the way
  if (booking.state === 'offered')
    throw new InputRefusal({ booking: 'That booking is only offered. Confirm it first.' });
}
