import type { OwnedTransaction } from '#platform/access.ts';
import type { EnteredFigure } from '#rules/pension/entered-figures.ts';

/** Keeps a figure of a scheme year in the place of what was entered before. */
export async function upsertFigure(tx: OwnedTransaction, it: EnteredFigure, now: Temporal.Instant): Promise<void> {
  const columns = {
    basis_points: it.kind === 'tiers' ? [...it.rates] : [it.basisPoints],
    bounds: it.kind === 'tiers' ? [...it.bounds] : [],
    read_at: it.readAt,
    read_on: it.readOn,
    updated_at: now,
  };
  await tx.db
    .insertInto('pension_entered_figures')
    .values({ account_id: tx.accountId, scheme: it.scheme, scheme_year: it.year, kind: it.kind, ...columns })
    .onConflict(conflict => conflict.columns(['account_id', 'scheme', 'scheme_year', 'kind']).doUpdateSet(columns))
    .execute();
}

/** Answers false where none was entered. */
export async function deleteFigure(
  tx: OwnedTransaction,
  it: Pick<EnteredFigure, 'scheme' | 'year' | 'kind'>,
): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('pension_entered_figures')
    .where('account_id', '=', tx.accountId)
    .where('scheme', '=', it.scheme)
    .where('scheme_year', '=', it.year)
    .where('kind', '=', it.kind)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
