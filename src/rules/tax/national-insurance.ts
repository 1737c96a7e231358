import { type Pence, pence, proportion } from '../money.ts';
import type { TaxTable } from './tax-tables.ts';

/**
 * Class 4 contributions on a year's profit of self-employment, in pence, rounded once. Pension contributions do not lower it (general
 * knowledge, unconfirmed). Where somebody is employed as well, an annual maximum may lower it: that is not known here.
 */
export function class4(table: TaxTable, profit: Pence): Pence {
  const { lowerPence, upperPence, mainBasisPoints, upperBasisPoints } = table.class4;
  const main = Math.max(Math.min(profit, upperPence) - lowerPence, 0);
  const upper = Math.max(profit - upperPence, 0);
  return proportion(pence(main * mainBasisPoints + upper * upperBasisPoints), 1, 10_000);
}

/** `treated_as_paid`: profits reach the small profits threshold, and nothing is to pay since 2024-25. */
export type Class2 =
  | { readonly standing: 'treated_as_paid' | 'not_chosen'; readonly pence: Pence }
  | { readonly standing: 'voluntary'; readonly pence: Pence };

const WEEKS = 52;

/**
 * Class 2 of a year, in pence. Since 2024-25 nobody has to pay it: below the small profits threshold a year can be bought, 52 weeks of
 * it (a year of 53 contribution weeks is not known here).
 */
export function class2(table: TaxTable, profit: Pence, isChosen: boolean): Class2 {
  if (profit >= table.class2.smallProfitsPence) return { standing: 'treated_as_paid', pence: pence(0) };
  if (!isChosen) return { standing: 'not_chosen', pence: pence(0) };
  return { standing: 'voluntary', pence: pence(table.class2.weeklyPence * WEEKS) };
}
