import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/**
 * The bookings that an issued invoice put on a Form A, whatever their route would be today: true while a form stands, false where all of
 * that invoice were given up.
 */
export async function listOnFormA(tx: OwnedTransaction): Promise<ReadonlyMap<Id<'booking'>, boolean>> {
  const rows = await tx.db
    .selectFrom('invoice_lines as l')
    .innerJoin('form_as as a', join =>
      join.onRef('a.account_id', '=', 'l.account_id').onRef('a.invoice_id', '=', 'l.invoice_id'),
    )
    .select(['l.booking_id', sql<boolean>`bool_or(a.given_up_on IS NULL)`.as('stands')])
    .where('l.account_id', '=', tx.accountId)
    .where('l.pensioned', '=', true)
    .where('l.booking_id', 'is not', null)
    .where('a.withdrawn_at', 'is', null)
    .groupBy('l.booking_id')
    .execute();
  return new Map(rows.flatMap(row => (row.booking_id === null ? [] : [[row.booking_id, row.stands] as const])));
}
