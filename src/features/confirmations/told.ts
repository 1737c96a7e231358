import type { Booking } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { agreedHash } from './agreed-hash.ts';
import { whenWords } from './booking-words.ts';

/** What the organisation was last mailed of a booking. */
export interface Told {
  readonly organisationId: Id<'organisation'>;
  readonly agreedHash: string;
  /** Day and times as they were told. */
  readonly whenWords: string;
  readonly isCancelled: boolean;
}

export async function readTold(tx: OwnedTransaction, id: Id<'booking'>): Promise<Told | undefined> {
  const row = await tx.db
    .selectFrom('booking_tellings')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      organisationId: row.organisation_id,
      agreedHash: row.agreed_hash,
      whenWords: row.when_words,
      isCancelled: row.is_cancelled,
    }
  );
}

/** Notes that the organisation was mailed the booking as it stands: from here on it is told of changes. */
export async function noteTold(tx: OwnedTransaction, booking: Booking, now: Temporal.Instant): Promise<void> {
  const values = {
    organisation_id: booking.organisationId,
    agreed_hash: agreedHash(booking),
    when_words: whenWords(booking),
    is_cancelled: booking.state === 'cancelled',
    told_at: now,
  };
  await tx.db
    .insertInto('booking_tellings')
    .values({ account_id: tx.accountId, booking_id: booking.id, ...values })
    .onConflict(conflict => conflict.columns(['account_id', 'booking_id']).doUpdateSet(values))
    .execute();
}

/** The booking is another organisation's by now, which was told nothing yet. */
export async function forgetTold(tx: OwnedTransaction, id: Id<'booking'>): Promise<void> {
  await tx.db
    .deleteFrom('booking_tellings')
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', id)
    .execute();
}
