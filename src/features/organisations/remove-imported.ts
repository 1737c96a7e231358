import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** Takes back organisations that came with an import, in the caller's transaction. One with bookings or invoices the database keeps. */
export async function removeImportedOrganisationsIn(
  tx: OwnedTransaction,
  ids: readonly Id<'organisation'>[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .deleteFrom('organisations')
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...ids])
    .execute();
}
