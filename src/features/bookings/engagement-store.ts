import type { Selectable } from 'kysely';
import type { BookingEngagements } from '#database/tables.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { ZERO } from '#rules/money.ts';
import type { Booking } from './booking.ts';
import { type Engagement, MODE_OF, usualEngagement } from './engagement.ts';
import { bookingsWhere } from './store.ts';

/** A booking that somebody else pays for, with who and how. */
export interface PaidByOthers {
  readonly booking: Booking;
  readonly engagement: Engagement;
  readonly payerId: Id<'organisation'>;
}

/** How each of some bookings is paid; what was never said follows from who pays. */
export async function readEngagements(
  tx: OwnedTransaction,
  bookings: readonly Pick<Booking, 'id' | 'billingMode'>[],
): Promise<ReadonlyMap<Id<'booking'>, Engagement>> {
  if (bookings.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('booking_engagements')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where(
      'booking_id',
      'in',
      bookings.map(it => it.id),
    )
    .execute();
  const kept = new Map(rows.map(row => [row.booking_id, fromRow(row)]));
  return new Map(
    bookings.map(({ id, billingMode }) => {
      const its = kept.get(id);
      // who pays may have been changed on the booking since
      return [id, its && MODE_OF[its.paidThrough] === billingMode ? its : usualEngagement(billingMode)];
    }),
  );
}

/** Worked, or cancelled with a fee, and paid by an agency, an umbrella company or a payroll; in the order of the work. */
export async function listPaidByOthers(tx: OwnedTransaction): Promise<PaidByOthers[]> {
  const bookings = await bookingsWhere(tx, query =>
    query
      .where('b.billing_mode', '<>', 'self_invoiced')
      .where(({ or, and, eb }) =>
        or([
          eb('b.state', 'in', ['delivered', 'paid']),
          and([eb('b.state', '=', 'cancelled'), eb('b.cancellation_fee_pence', '>', ZERO)]),
        ]),
      )
      .orderBy('b.starts_at'),
  );
  const engagements = await readEngagements(tx, bookings);
  return bookings.map(booking => {
    const engagement = engagements.get(booking.id) ?? usualEngagement(booking.billingMode);
    return { booking, engagement, payerId: engagement.payerId ?? booking.organisationId };
  });
}

/** The last word counts. */
export async function writeEngagement(
  tx: OwnedTransaction,
  id: Id<'booking'>,
  it: Engagement,
  now: Temporal.Instant,
): Promise<void> {
  const columns = {
    paid_through: it.paidThrough,
    payer_id: it.payerId,
    holiday: it.holiday,
    holiday_basis_points: it.holidayBasisPoints,
    status_decided_by: it.statusDecidedBy,
    status: it.status,
    decided_on: it.decidedOn,
    statement_received_on: it.statementReceivedOn,
    disagreed_on: it.disagreedOn,
    hirer_size: it.hirerSize,
    updated_at: now,
  };
  await tx.db
    .insertInto('booking_engagements')
    .values({ account_id: tx.accountId, booking_id: id, ...columns })
    .onConflict(conflict => conflict.columns(['account_id', 'booking_id']).doUpdateSet(columns))
    .execute();
}

function fromRow(row: Selectable<BookingEngagements>): Engagement {
  return {
    paidThrough: row.paid_through,
    payerId: row.payer_id,
    holiday: row.holiday,
    holidayBasisPoints: row.holiday_basis_points,
    statusDecidedBy: row.status_decided_by,
    status: row.status,
    decidedOn: row.decided_on,
    statementReceivedOn: row.statement_received_on,
    disagreedOn: row.disagreed_on,
    hirerSize: row.hirer_size,
  };
}
