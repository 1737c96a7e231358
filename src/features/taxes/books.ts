import type { ExpenseKey } from '#rules/expense-categories.ts';
import { lessPence, type Pence, sumPence } from '#rules/money.ts';

/** One amount of the books, with the thing that it came from. */
export interface BookRow {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly href: string;
  /** Negative where money went back. */
  readonly pence: Pence;
}

export interface ExpenseRow extends BookRow {
  readonly category: ExpenseKey;
}

/** A tax year by one basis. */
export interface Side {
  readonly turnover: readonly BookRow[];
  /** The employer's share of the NHS pension: received to be passed on, so neither turnover nor expense here. */
  readonly employer: readonly BookRow[];
  readonly turnoverPence: Pence;
  readonly employerPence: Pence;
  /** Turnover less allowable expenses; negative is a loss. */
  readonly profitPence: Pence;
}

export interface Books {
  readonly cash: Side;
  readonly accruals: Side;
  /** By the day they were spent, on either basis: no other day is known of an expense. */
  readonly expenses: readonly ExpenseRow[];
  readonly allowablePence: Pence;
  readonly notAllowablePence: Pence;
  /** The member's contributions of Forms B that were paid over in the year. */
  readonly pension: readonly BookRow[];
  readonly pensionPence: Pence;
}

/**
 * Never off the profit: entertaining (rules/expense-categories.ts), and depreciation, for which the law has capital allowances (general
 * knowledge, unconfirmed), which are not reckoned here.
 */
const NOT_ALLOWABLE: readonly ExpenseKey[] = ['businessEntertainmentCosts', 'depreciation'];

/** True where a category comes off the profit. */
export function isAllowable(category: ExpenseKey): boolean {
  return !NOT_ALLOWABLE.includes(category);
}

/** Adds up what was found. */
export function booksOf(found: {
  readonly received: readonly BookRow[];
  readonly receivedShares: readonly BookRow[];
  readonly worked: readonly BookRow[];
  readonly askedShares: readonly BookRow[];
  readonly expenses: readonly ExpenseRow[];
  readonly pension: readonly BookRow[];
}): Books {
  const allowablePence = sumRows(found.expenses.filter(it => isAllowable(it.category)));
  const side = (turnover: readonly BookRow[], employer: readonly BookRow[]): Side => ({
    turnover,
    employer,
    turnoverPence: sumRows(turnover),
    employerPence: sumRows(employer),
    profitPence: lessPence(sumRows(turnover), allowablePence),
  });
  return {
    cash: side(found.received, found.receivedShares),
    accruals: side(found.worked, found.askedShares),
    expenses: found.expenses,
    allowablePence,
    notAllowablePence: lessPence(sumRows(found.expenses), allowablePence),
    pension: found.pension,
    pensionPence: sumRows(found.pension),
  };
}

/** Sums by category, in the order of the rows. */
export function sumByCategory(expenses: readonly ExpenseRow[]): { category: ExpenseKey; pence: Pence }[] {
  return [...Map.groupBy(expenses, it => it.category)].map(([category, its]) => ({ category, pence: sumRows(its) }));
}

/** The sum of rows. */
export function sumRows(rows: readonly BookRow[]): Pence {
  return sumPence(rows.map(it => it.pence));
}
