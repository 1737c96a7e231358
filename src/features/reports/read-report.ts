import type { OwnedTransaction } from '#platform/access.ts';
import { monthName } from '#rules/dates.ts';
import { monthsOf, type Period, yearBefore } from '#rules/report-period.ts';
import { type Earning, type EarningGroup, filterEarnings, monthKey, sumEarnings } from './earnings.ts';
import { type MoneyByState, readMoneyByState } from './money-by-state.ts';
import { readEarnings } from './read-earnings.ts';
import { readSpent, type SpentRow } from './read-spent.ts';

/** Everything that the reports of a period show. */
export interface Report {
  readonly period: Period;
  readonly earnings: readonly Earning[];
  readonly before: readonly Earning[];
  readonly money: MoneyByState;
  readonly spent: readonly SpentRow[];
}

export async function readReport(tx: OwnedTransaction, period: Period, today: Temporal.PlainDate): Promise<Report> {
  return {
    period,
    earnings: await readEarnings(tx, period),
    before: await readEarnings(tx, yearBefore(period)),
    money: await readMoneyByState(tx, period, today),
    spent: await readSpent(tx, period),
  };
}

/** Every month that the period touches, in order, also those without work. */
export function byMonth(earnings: readonly Earning[], period: Period): EarningGroup[] {
  return monthsOf(period).map(month => {
    const key = monthKey(month);
    const label = `${monthName(month.month)} ${month.year}`;
    return { key, label, ...sumEarnings(filterEarnings(earnings, { month: key })) };
  });
}
