import type { Pence } from '../money.ts';
import type { Nation } from '../nation.ts';
import { type TierTable, tierTable } from './tier-tables.ts';

export interface Tier {
  /** Of all pensionable pay, in basis points. */
  readonly basisPoints: number;
  /** Its place in the table, from 1. */
  readonly number: number;
  readonly table: TierTable;
}

export type TierAnswer =
  | { readonly ok: true; readonly tier: Tier }
  | { readonly ok: false; readonly reason: 'tiers_unknown' };

/**
 * The member's tier for annualised income: pence are dropped, since bands are whole pounds.
 * `knownOn` chooses between tables that were revised in arrears. An unknown period is refused.
 */
export function tierFor(
  nation: Nation,
  day: Temporal.PlainDate,
  annualisedPence: Pence,
  knownOn: Temporal.PlainDate,
): TierAnswer {
  const table = tierTable(nation, day, knownOn);
  return table ? { ok: true, tier: tierIn(table, annualisedPence) } : { ok: false, reason: 'tiers_unknown' };
}

/** The tier of one table for annualised income in pence. A band holds its upper bound, and 99 pence more. */
export function tierIn(table: TierTable, annualisedPence: Pence): Tier {
  const pounds = Math.floor(annualisedPence / 100);
  const above = table.bounds.findIndex(bound => pounds <= bound);
  const index = above === -1 ? table.bounds.length : above;
  return { basisPoints: table.rates[index] ?? 0, number: index + 1, table };
}
