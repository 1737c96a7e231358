import type { OwnedTransaction } from '#platform/access.ts';
import { csvText } from '#platform/csv.ts';
import { EXPENSE_CATEGORIES, type ExpenseKey } from '#rules/expense-categories.ts';
import { lessPence, type Pence, plainPounds, sumPence, ZERO } from '#rules/money.ts';
import {
  type MtdQuarter,
  type MtdStart,
  mtdQuarters,
  mtdTestFor,
  mtdYearDays,
  type QuarterKind,
} from '#rules/tax/mtd-quarters.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { type Basis, type BookRow, type Books, isAllowable, sumByCategory, sumRows } from './books.ts';
import { readBooks } from './read-books.ts';
import { readSettings } from './settings.ts';
import { listUpdates, type SentUpdate } from './update-store.ts';

/** What a quarterly update would say: all from the year's first day to the quarter's last. */
export interface QuarterTotals extends MtdQuarter {
  readonly turnoverPence: Pence;
  /** Every one of HMRC's keys, nought where nothing was spent. */
  readonly expenses: readonly { readonly key: ExpenseKey; readonly pence: Pence }[];
  readonly expensesPence: Pence;
}

/** A figure that is another one now than it was in the update. */
export interface Correction {
  readonly key: ExpenseKey | 'turnover';
  readonly thenPence: Pence;
  readonly nowPence: Pence;
  readonly differencePence: Pence;
}

export interface QuartersView {
  readonly year: TaxYear;
  readonly kind: QuarterKind;
  readonly basis: Basis;
  readonly quarters: readonly QuarterTotals[];
  /** The latest quarter first. */
  readonly sent: readonly SentUpdate[];
  /** The update that was sent last, against its own period as the books have it now. */
  readonly corrections: readonly Correction[];
  /** The test by which updates are asked for, and the turnover of the tested year; undefined where none is known. */
  readonly test: (MtdStart & { readonly testedPence: Pence }) | undefined;
  /** By that test, or because one was sent already. */
  readonly isObliged: boolean;
}

/** Reads the updates of a year: what each says now, which were sent, and what changed since. */
export async function readQuarters(tx: OwnedTransaction, year: TaxYear): Promise<QuartersView> {
  const { basis, quarters: kind } = await readSettings(tx, year);
  const quarters = quarterTotals(year, await readBooks(tx, mtdYearDays(year, kind)), basis, kind);
  const sent = await listUpdates(tx, year);
  const start = mtdTestFor(year);
  const test = start && { ...start, testedPence: await readTested(tx, start) };
  const [last] = sent;
  const isOver = test !== undefined && test.testedPence > test.overPence;
  return {
    year,
    kind,
    basis,
    quarters,
    sent,
    corrections: last ? correctionsOf(last, quarters) : [],
    test,
    isObliged: isOver || sent.length > 0,
  };
}

/** Cumulative totals of a year by HMRC's categories, quarter by quarter, by the basis of the return. */
export function quarterTotals(year: TaxYear, books: Books, basis: Basis, kind: QuarterKind): QuarterTotals[] {
  return mtdQuarters(year, kind).map(quarter => {
    const upTo = <Row extends BookRow>(rows: readonly Row[]) =>
      rows.filter(row => Temporal.PlainDate.compare(row.on, quarter.last) <= 0);
    const spent = sumByCategory(upTo(books[basis].expenses));
    const expenses = EXPENSE_CATEGORIES.map(({ key }) => ({
      key,
      pence: spent.find(it => it.category === key)?.pence ?? ZERO,
    }));
    return {
      ...quarter,
      turnoverPence: sumRows(upTo(books[basis].turnover)),
      expenses,
      expensesPence: sumPence(expenses.map(it => it.pence)),
    };
  });
}

/** The totals as CSV under HMRC's own keys, what is not allowable again under its twin; see {@link csvText}. */
export function quartersCsv(year: TaxYear, quarters: readonly QuarterTotals[]): string {
  const rows = quarters.map(it => ({
    taxYear: year,
    periodStart: it.first.toString(),
    periodEnd: it.last.toString(),
    due: it.due.toString(),
    turnover: plainPounds(it.turnoverPence),
    ...Object.fromEntries(it.expenses.map(({ key, pence }) => [key, plainPounds(pence)])),
    ...Object.fromEntries(
      it.expenses
        .filter(({ key }) => !isAllowable(key))
        .map(({ key, pence }) => [`${key}Disallowable`, plainPounds(pence)]),
    ),
  }));
  return csvText(rows);
}

function correctionsOf(sent: SentUpdate, quarters: readonly QuarterTotals[]): Correction[] {
  const now = quarters.find(it => it.number === sent.quarter);
  if (!now) return [];
  const lines = [
    { key: 'turnover' as const, thenPence: sent.turnoverPence, nowPence: now.turnoverPence },
    ...now.expenses.map(it => ({ key: it.key, thenPence: sent.expenses[it.key] ?? ZERO, nowPence: it.pence })),
  ];
  return lines
    .map(it => ({ ...it, differencePence: lessPence(it.nowPence, it.thenPence) }))
    .filter(it => it.differencePence !== 0);
}

async function readTested(tx: OwnedTransaction, { testedYear }: MtdStart): Promise<Pence> {
  const { basis } = await readSettings(tx, testedYear);
  return (await readBooks(tx, taxYearDays(testedYear)))[basis].turnoverPence;
}
