import type { Insertable, Updateable } from 'kysely';
import type { Bookings } from '#database/tables.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { Refusal, sqlState, violatedConstraint } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { formatDay, formatTime, londonTime } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import type { BookingExtra } from './booking.ts';
import { findOverlap } from './store.ts';

/** Adds bookings; answers how many were new. Refuses overlaps, which the database itself forbids. */
export async function insertBookings(
  tx: OwnedTransaction,
  rows: readonly Omit<Insertable<Bookings>, 'account_id'>[],
): Promise<number> {
  let added = 0;
  for (const row of rows) {
    const result = await guarded(tx, row.starts_at, row.ends_at, row.id, () =>
      tx.db
        .insertInto('bookings')
        .values({ ...row, account_id: tx.accountId })
        .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
        .executeTakeFirst(),
    );
    added += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return added;
}

/** Changes one booking. Refuses overlaps. `from` and `to` are the times that count afterwards. */
export async function updateBooking(
  tx: OwnedTransaction,
  id: Id<'booking'>,
  change: Updateable<Bookings>,
  times: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): Promise<void> {
  await guarded(tx, times.from, times.to, id, () =>
    tx.db.updateTable('bookings').set(change).where('account_id', '=', tx.accountId).where('id', '=', id).execute(),
  );
}

/** Puts these extras in place of those that are there. */
export async function replaceExtras(
  tx: OwnedTransaction,
  id: Id<'booking'>,
  extras: readonly BookingExtra[],
): Promise<void> {
  await tx.db
    .deleteFrom('booking_extras')
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', id)
    .execute();
  if (extras.length === 0) return;
  await tx.db
    .insertInto('booking_extras')
    .values(
      extras.map((extra, position) => ({
        account_id: tx.accountId,
        id: newId('extra'),
        booking_id: id,
        kind: extra.kind,
        description: extra.description,
        amount_pence: extra.amountPence,
        position,
      })),
    )
    .execute();
}

export async function deleteBookingRow(tx: OwnedTransaction, id: Id<'booking'>): Promise<void> {
  await tx.db.deleteFrom('bookings').where('account_id', '=', tx.accountId).where('id', '=', id).execute();
}

/** For strangers: an overlap is told without where else the locum is booked. */
export async function withoutNames<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.reason.code !== 'booking.overlap') throw fault;
    throw new Refusal({
      code: 'booking.overlap',
      message: 'The locum is taken at that time by now. Nothing was booked or changed: please write to the locum.',
    });
  }
}

/**
 * Looks for an overlap first, to name it; two at the same moment are still caught by the database's own constraint,
 * after which the transaction can only be rolled back.
 */
async function guarded<Result>(
  tx: OwnedTransaction,
  from: Temporal.Instant,
  to: Temporal.Instant,
  id: Id<'booking'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const clash = await findOverlap(tx, from, to, id);
  try {
    return await work();
  } catch (fault) {
    if (sqlState(fault) !== '23P01' || violatedConstraint(fault) !== 'bookings_do_not_overlap') throw fault;
    const which = clash
      ? ` with the booking at ${clash.organisationName} on ${formatDay(clash.workDate)}, ${formatTime(londonTime(clash.startsAt))} to ${formatTime(londonTime(clash.endsAt))}`
      : ' with another one that was made at the same moment';
    throw new Refusal({
      code: 'booking.overlap',
      message: `This overlaps${which}. You cannot be in two places at once.`,
      field: 'start',
    });
  }
}
