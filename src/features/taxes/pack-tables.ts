import { readPayOfYear } from '#features/payslips/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { ArchiveEntry } from '#platform/archive/zip.ts';
import type { Needs } from '#platform/context.ts';
import { csvText } from '#platform/csv.ts';
import { EXPENSE_CATEGORIES, expenseLabel } from '#rules/expense-categories.ts';
import { plainPounds } from '#rules/money.ts';
import { taxablePay } from '#rules/payslips/payslip.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { type BookRow, type ExpenseRow, isAllowable } from './books.ts';
import { quartersCsv, readQuarters } from './quarters.ts';
import { readBooks } from './read-books.ts';
import { listPotMoves } from './store.ts';

/** The rows behind each figure of a year, as CSV files; a file without rows is left out. */
export async function packTables(
  ctx: Needs<'site'>,
  tx: OwnedTransaction,
  year: TaxYear,
): Promise<readonly ArchiveEntry[]> {
  const books = await readBooks(tx, taxYearDays(year));
  const plain = (rows: readonly BookRow[]) => rows.map(row => shown(ctx, row));
  const { employment } = await readPayOfYear(tx, year);
  const { quarters } = await readQuarters(tx, year);
  const paid = (await listPotMoves(tx)).filter(it => it.taxYear === year);
  const tables: readonly (readonly [name: string, rows: readonly Record<string, string>[]])[] = [
    ['turnover-by-money-received.csv', plain(books.cash.turnover)],
    ['turnover-by-work-done.csv', plain(books.accruals.turnover)],
    ['expenses.csv', books.cash.expenses.map(row => ({ ...shown(ctx, row), ...categoryOf(row) }))],
    ['debts-written-off.csv', plain(books.accruals.expenses.filter(row => !books.cash.expenses.includes(row)))],
    ['things-that-last-for-years.csv', plain(books.capital)],
    ['employers-pension-share-received.csv', plain(books.cash.employer)],
    ['employers-pension-share-invoiced.csv', plain(books.accruals.employer)],
    ['own-pension-contributions.csv', plain(books.pension)],
    [
      'payslips.csv',
      employment.slips.map(it => ({
        Day: it.paidOn.toString(),
        Payer: it.payerName,
        Gross: plainPounds(it.grossPence),
        'Gross less pension': plainPounds(taxablePay(it)),
        Tax: plainPounds(it.taxPence),
        'National Insurance': plainPounds(it.niPence),
        Pension: plainPounds(it.pensionPence),
        'Student loan': plainPounds(it.loanPence),
      })),
    ],
    [
      'paid-to-hmrc.csv',
      paid.map(it => ({ Day: it.movedOn.toString(), Amount: plainPounds(it.amountPence), Note: it.note })),
    ],
  ];
  return [
    ...tables.flatMap(([name, rows]) => (rows.length === 0 ? [] : [entry(`tables/${name}`, csvText(rows))])),
    entry('tables/quarters.csv', quartersCsv(year, quarters)),
  ];
}

function shown(ctx: Needs<'site'>, row: BookRow): Record<string, string> {
  return { Day: row.on.toString(), What: row.what, Amount: plainPounds(row.pence), Page: ctx.site.baseUrl + row.href };
}

function categoryOf({ category }: ExpenseRow): Record<string, string> {
  const box = EXPENSE_CATEGORIES.find(it => it.key === category)?.box;
  return {
    Category: expenseLabel(category),
    'SA103F box': box === undefined ? '' : String(box),
    "HMRC's key": category,
    Allowable: isAllowable(category) ? 'yes' : 'no',
  };
}

function entry(name: string, text: string): ArchiveEntry {
  return { name, bytes: new TextEncoder().encode(text) };
}
