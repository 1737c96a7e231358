import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { AgreedAddition } from '#rules/pension/form-b.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { PensionMonth } from '#rules/pension-month.ts';

/** What the locum pays beside the tier in a scheme, for the months for which it was agreed. */
export interface Addition extends AgreedAddition {
  readonly id: Id<'addition'>;
  readonly scheme: PensionScheme;
}

/** All, the latest beginning first. */
export async function listAdditions(tx: OwnedTransaction): Promise<Addition[]> {
  const rows = await tx.db
    .selectFrom('pension_additions')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('from_month', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    scheme: row.scheme,
    kind: row.kind,
    basisPoints: row.basis_points,
    amountPence: row.amount_pence,
    from: row.from_month as PensionMonth,
    to: row.to_month as PensionMonth | null,
  }));
}

/** Adds one, or puts it in the place of the one with its id. */
export async function upsertAddition(tx: OwnedTransaction, it: Addition, now: Temporal.Instant): Promise<void> {
  const columns = {
    scheme: it.scheme,
    kind: it.kind,
    basis_points: it.basisPoints,
    amount_pence: it.amountPence,
    from_month: it.from,
    to_month: it.to,
    updated_at: now,
  };
  await tx.db
    .insertInto('pension_additions')
    .values({ account_id: tx.accountId, id: it.id, ...columns })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doUpdateSet(columns))
    .execute();
}

/** Answers false where there is none. */
export async function deleteAddition(tx: OwnedTransaction, id: Id<'addition'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('pension_additions')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
