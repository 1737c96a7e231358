import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** Takes back payments that came with an import, in the caller's transaction. Any other payment the database keeps. */
export async function removeImportedPaymentsIn(tx: OwnedTransaction, ids: readonly Id<'payment'>[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .deleteFrom('payments')
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...ids])
    .execute();
}
