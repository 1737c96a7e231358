import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** Organisations for which work is taxable; work for all others is exempt. */
export async function listTaxable(tx: OwnedTransaction): Promise<ReadonlySet<Id<'organisation'>>> {
  const rows = await tx.db
    .selectFrom('vat_treatments')
    .select('organisation_id')
    .where('account_id', '=', tx.accountId)
    .where('treatment', '=', 'taxable')
    .execute();
  return new Set(rows.map(row => row.organisation_id));
}

export async function writeTreatment(
  tx: OwnedTransaction,
  organisation: Id<'organisation'>,
  treatment: 'exempt' | 'taxable',
  now: Temporal.Instant,
): Promise<void> {
  const columns = { treatment, updated_at: now };
  await tx.db
    .insertInto('vat_treatments')
    .values({ account_id: tx.accountId, organisation_id: organisation, ...columns })
    .onConflict(conflict => conflict.columns(['account_id', 'organisation_id']).doUpdateSet(columns))
    .execute();
}
