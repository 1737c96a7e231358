import { type Booking, readBooking } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { type Id, showId } from '#rules/ids.ts';

/** All days of an appraisal, that of its booking first. */
export interface AppraisalOfDays {
  /** As people see it; keeps its entries together. */
  readonly booking: string;
  readonly days: readonly Temporal.PlainDate[];
}

/** The appraisals of which the locum said more than one day. The first is the booking's own, wherever that was moved to. */
export async function listAppraisalDays(tx: OwnedTransaction): Promise<ReadonlyMap<Id<'booking'>, AppraisalOfDays>> {
  const rows = await tx.db
    .selectFrom('pension_appraisal_days as d')
    .innerJoin('bookings as b', join =>
      join.onRef('b.account_id', '=', 'd.account_id').onRef('b.id', '=', 'd.booking_id'),
    )
    .select(['d.booking_id', 'd.day', 'b.work_date'])
    .where('d.account_id', '=', tx.accountId)
    .whereRef('d.day', '>', 'b.work_date')
    .orderBy('d.day')
    .execute();
  const byBooking = Map.groupBy(rows, row => row.booking_id);
  return new Map(
    [...byBooking].map(([id, its]) => [
      id,
      { booking: showId('booking', id), days: [...its.slice(0, 1).map(it => it.work_date), ...its.map(it => it.day)] },
    ]),
  );
}

/** Puts the further days of an appraisal in the place of what was there. */
export async function replaceAppraisalDays(
  tx: OwnedTransaction,
  booking: Id<'booking'>,
  days: readonly Temporal.PlainDate[],
): Promise<void> {
  await tx.db
    .deleteFrom('pension_appraisal_days')
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', booking)
    .execute();
  if (days.length === 0) return;
  await tx.db
    .insertInto('pension_appraisal_days')
    .values(days.map(day => ({ account_id: tx.accountId, booking_id: booking, day })))
    .execute();
}

/** An appraisal's booking with its days; undefined where it is none. */
export async function readAppraisal(
  tx: OwnedTransaction,
  id: Id<'booking'>,
): Promise<{ readonly booking: Booking; readonly days: readonly Temporal.PlainDate[] } | undefined> {
  const booking = await readBooking(tx, id);
  if (booking?.workType !== 'appraisal') return undefined;
  return { booking, days: (await listAppraisalDays(tx)).get(id)?.days ?? [booking.workDate] };
}
