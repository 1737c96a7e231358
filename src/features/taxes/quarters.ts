import Papa from 'papaparse';
import { EXPENSE_CATEGORIES, type ExpenseKey } from '#rules/expense-categories.ts';
import { type Pence, plainPounds, sumPence, ZERO } from '#rules/money.ts';
import { type MtdQuarter, mtdQuarters } from '#rules/tax/mtd-quarters.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { type BookRow, type Books, isAllowable, sumByCategory, sumRows } from './books.ts';

/** What a quarterly update would say: all from 6 April to its last day. */
export interface QuarterTotals extends MtdQuarter {
  readonly turnoverPence: Pence;
  /** Every one of HMRC's keys, nought where nothing was spent. */
  readonly expenses: readonly { readonly key: ExpenseKey; readonly pence: Pence }[];
  readonly expensesPence: Pence;
}

/** Cumulative totals of a year by HMRC's categories, quarter by quarter, by the basis of the return. */
export function quarterTotals(year: TaxYear, books: Books, basis: 'cash' | 'accruals'): QuarterTotals[] {
  return mtdQuarters(year).map(quarter => {
    const upTo = <Row extends BookRow>(rows: readonly Row[]) =>
      rows.filter(row => Temporal.PlainDate.compare(row.on, quarter.last) <= 0);
    const spent = sumByCategory(upTo(books.expenses));
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

/** The totals as CSV under HMRC's own keys, what is not allowable again under its twin (UTF-8 with a mark, so that spreadsheets read it right; cells that look like formulas are made harmless). */
export function quartersCsv(year: TaxYear, quarters: readonly QuarterTotals[]): string {
  const rows = quarters.map(it => ({
    taxYear: year,
    periodStart: `${year.slice(0, 4)}-04-06`,
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
  return `\uFEFF${Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
