import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import type { YearSettingsInput } from './input.ts';

/** What the locum knows of a scheme year and the rules cannot. */
export interface YearSettings {
  /** The tier in use, in basis points; null: reckoned. */
  readonly tierBasisPoints: number | null;
  /** Added to the days of service on the forms. */
  readonly daysAdjustment: number;
  readonly daysNote: string;
  /** Northern Ireland, as the locum was told; null where nobody said. */
  readonly annualises: boolean | null;
}

const NOTHING_SAID: YearSettings = { tierBasisPoints: null, daysAdjustment: 0, daysNote: '', annualises: null };

export async function readYearSettings(
  tx: OwnedTransaction,
  scheme: PensionScheme,
  year: SchemeYear,
): Promise<YearSettings> {
  const row = await tx.db
    .selectFrom('pension_years')
    .select(['tier_basis_points', 'days_adjustment', 'days_note', 'annualises'])
    .where('account_id', '=', tx.accountId)
    .where('scheme_year', '=', year)
    .where('scheme', '=', scheme)
    .executeTakeFirst();
  if (!row) return NOTHING_SAID;
  return {
    tierBasisPoints: row.tier_basis_points,
    daysAdjustment: row.days_adjustment,
    daysNote: row.days_note,
    annualises: row.annualises,
  };
}

/** Keeps what the locum says of a scheme year; said again it replaces what was said before. */
export async function keepYearSettings(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  scheme: PensionScheme,
  year: SchemeYear,
  input: YearSettingsInput,
): Promise<void> {
  const columns = {
    tier_basis_points: input.tier,
    days_adjustment: input.daysAdjustment,
    days_note: input.daysNote ?? '',
    annualises: input.annualises,
    updated_at: ctx.clock.now(),
  };
  await asOwner(ctx.db, owner, async tx => {
    await tx.db
      .insertInto('pension_years')
      .values({ account_id: tx.accountId, scheme_year: year, scheme, ...columns })
      .onConflict(conflict => conflict.columns(['account_id', 'scheme_year', 'scheme']).doUpdateSet(columns))
      .execute();
    await recordFact(ctx, tx, { kind: 'pension_year.changed', subjectId: tx.accountId, details: { year, scheme } });
  });
}
