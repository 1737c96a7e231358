import type { ExpenseKey } from '#rules/expense-categories.ts';
import type { Id } from '#rules/ids.ts';
import { lessPence, type Pence, sumPence } from '#rules/money.ts';

/** One amount of the books, with the thing that it came from. */
export interface BookRow {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly href: string;
  /** Negative where money went back. */
  readonly pence: Pence;
}

/** Pay for work at an organisation. */
export interface WorkRow extends BookRow {
  readonly organisationId: Id<'organisation'>;
}

export interface ExpenseRow extends BookRow {
  readonly category: ExpenseKey;
}

/** First and last day of what the books tell, both included. */
export interface Days {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** A tax year by one basis. */
export interface Side {
  readonly turnover: readonly BookRow[];
  /** The employer's share of the NHS pension: received to be passed on, so neither turnover nor expense here. */
  readonly employer: readonly BookRow[];
  /** By the day they were spent: no other day is known of an expense. By work done, debts that were written off too. */
  readonly expenses: readonly ExpenseRow[];
  readonly turnoverPence: Pence;
  readonly employerPence: Pence;
  readonly allowablePence: Pence;
  /** Turnover less allowable expenses; negative is a loss. */
  readonly profitPence: Pence;
}

export type Basis = 'cash' | 'accruals';

export interface Books extends Readonly<Record<Basis, Side>> {
  /** Things that last for years: no running cost, so in no expenses. */
  readonly capital: readonly BookRow[];
  readonly capitalPence: Pence;
  /** The member's contributions: of Forms B paid over in the year, and of SOLO and partners' pay. */
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
  readonly spent: readonly ExpenseRow[];
  readonly writtenOff: readonly ExpenseRow[];
  readonly capital: readonly BookRow[];
  readonly pension: readonly BookRow[];
}): Books {
  return {
    cash: sideOf(found.received, found.receivedShares, found.spent),
    accruals: sideOf(found.worked, found.askedShares, inOrder([...found.spent, ...found.writtenOff])),
    capital: found.capital,
    capitalPence: sumRows(found.capital),
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

/** By day, then by name. */
export function inOrder<Row extends BookRow>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.what.localeCompare(b.what));
}

/** True for the first and the last day too. */
export function isIn({ first, last }: Days, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, first) >= 0 && Temporal.PlainDate.compare(day, last) <= 0;
}

function sideOf(turnover: readonly BookRow[], employer: readonly BookRow[], expenses: readonly ExpenseRow[]): Side {
  const allowablePence = sumRows(expenses.filter(it => isAllowable(it.category)));
  return {
    turnover,
    employer,
    expenses,
    turnoverPence: sumRows(turnover),
    employerPence: sumRows(employer),
    allowablePence,
    profitPence: lessPence(sumRows(turnover), allowablePence),
  };
}
