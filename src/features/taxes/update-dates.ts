import type { OwnedTransaction } from '#platform/access.ts';
import { mtdQuarters, mtdTestFor } from '#rules/tax/mtd-quarters.ts';
import { type TaxYear, taxYearBefore, taxYearOf } from '#rules/tax-year.ts';
import { type QuarterTotals, readQuarters } from './quarters.ts';

/** A quarterly update that is to be sent, by its day. */
export interface DueUpdate extends Pick<QuarterTotals, 'number' | 'last' | 'due'> {
  readonly year: TaxYear;
}

/**
 * Updates of this tax year and the one before that are asked of the locum and not marked as sent, due from `from` to `to`. None for a
 * year of which nobody is known to have to send any.
 */
export async function updatesDue(
  tx: OwnedTransaction,
  today: Temporal.PlainDate,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<DueUpdate[]> {
  const { compare } = Temporal.PlainDate;
  const isNear = (due: Temporal.PlainDate) => compare(due, from) >= 0 && compare(due, to) <= 0;
  const updates: DueUpdate[] = [];
  for (const year of [taxYearBefore(taxYearOf(today)), taxYearOf(today)]) {
    // both kinds of quarters are due on the same days: most days of a year need no reading
    if (!mtdTestFor(year) || !mtdQuarters(year, 'standard').some(it => isNear(it.due))) continue;
    const { quarters, sent, isObliged } = await readQuarters(tx, year);
    if (!isObliged) continue;
    const open = quarters.filter(it => isNear(it.due) && !sent.some(update => update.quarter >= it.number));
    updates.push(...open.map(({ number, last, due }) => ({ year, number, last, due })));
  }
  return updates;
}
