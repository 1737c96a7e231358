import type { OwnedTransaction } from '#platform/access.ts';
import type { EnteredFigure } from '#rules/pension/entered-figures.ts';
import type { SchemeYear } from '#rules/tax-year.ts';

/** The pension figures that the locum entered where none are published; the pensions room writes them, an invoice needs their rate. */
export async function listEnteredFigures(tx: OwnedTransaction): Promise<EnteredFigure[]> {
  const rows = await tx.db
    .selectFrom('pension_entered_figures')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('scheme_year', 'desc')
    .orderBy('scheme')
    .orderBy('kind')
    .execute();
  return rows.map(row => {
    const of = { scheme: row.scheme, year: row.scheme_year as SchemeYear, readAt: row.read_at, readOn: row.read_on };
    return row.kind === 'tiers'
      ? { kind: row.kind, ...of, rates: row.basis_points, bounds: row.bounds }
      : { kind: row.kind, ...of, basisPoints: row.basis_points[0] ?? 0 };
  });
}
