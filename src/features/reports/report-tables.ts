import writeExcelFile from 'write-excel-file/node';
import { csvTable } from '#platform/csv.ts';
import { formatDayShort } from '#rules/dates.ts';
import { type Pence, plainPounds } from '#rules/money.ts';
import { type Earning, type EarningGroup, groupEarnings } from './earnings.ts';
import { MONEY_LABELS, MONEY_STATES, type MoneyByState, sumMoney } from './money-by-state.ts';
import { byMonth, type Report } from './read-report.ts';
import { type SpentRow, spentLabel } from './read-spent.ts';

/** A table to take away: the same for CSV and for a sheet. */
export interface ReportTable {
  readonly name: TableName;
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export const TABLE_NAMES = ['months', 'organisations', 'work', 'money', 'expenses', 'earned', 'spent'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** Words, a count, or money. */
type Cell = string | { readonly count: number } | { readonly pence: Pence };

/** All tables of a report, with the rows that they come from. */
export function tablesOf(report: Report): ReportTable[] {
  const grouped = (name: TableName, title: string, heading: string, groups: readonly EarningGroup[]) => ({
    name,
    title,
    headings: [heading, 'Pieces of work', 'Hours', 'Earned', 'Per hour'],
    rows: groups.map(groupRow),
  });
  return [
    grouped('months', 'By month', 'Month', byMonth(report.earnings, report.period)),
    grouped('organisations', 'By organisation', 'Organisation', groupEarnings(report.earnings, organisationOf)),
    grouped('work', 'By type of work', 'Work', groupEarnings(report.earnings, workOf)),
    { name: 'money', title: 'Money', headings: ['State', 'Sum'], rows: moneyRows(report.money) },
    { name: 'expenses', title: 'Expenses', headings: ['Category', 'Sum'], rows: expenseRows(report.spent) },
    {
      name: 'earned',
      title: 'Work done',
      headings: ['Day', 'Organisation', 'Work', 'Hours', 'Earned'],
      rows: report.earnings.map(it => [
        it.on.toString(),
        it.organisationName,
        it.workLabel,
        hoursText(it.minutes),
        { pence: it.pence },
      ]),
    },
    {
      name: 'spent',
      title: 'Money spent',
      headings: ['Day', 'For', 'Category', 'Amount'],
      rows: report.spent.map(it => [it.on.toString(), it.what, spentLabel(it.category), { pence: it.pence }]),
    },
  ];
}

/** As CSV. */
export function tableCsv({ headings, rows }: ReportTable): string {
  return csvTable(
    headings,
    rows.map(row => row.map(cellText)),
  );
}

/** As a workbook, a sheet for each table. Words go in as words, so that none can act as a formula. */
export async function tablesXlsx(tables: readonly ReportTable[], period: string): Promise<Uint8Array<ArrayBuffer>> {
  const sheets = tables.map(table => ({
    sheet: table.title,
    columns: table.headings.map((_, at) => ({ width: at === 0 ? 32 : 18 })),
    data: [
      [{ value: `${table.title}, ${period}`, type: String, fontWeight: 'bold' as const }],
      table.headings.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...table.rows.map(row => row.map(sheetCell)),
    ],
  }));
  return new Uint8Array(await writeExcelFile(sheets).toBuffer());
}

/** `7.50`, in hundredths of an hour as spreadsheets reckon with; empty where no time is known. */
export function hoursText(minutes: number): string {
  return minutes === 0 ? '' : (Math.round((minutes * 100) / 60) / 100).toFixed(2);
}

export function organisationOf(it: Earning): { readonly key: string; readonly label: string } {
  return { key: it.organisationId, label: it.organisationName };
}

export function workOf(it: Earning): { readonly key: string; readonly label: string } {
  return { key: it.work, label: it.workLabel };
}

/** A file name for a period: `reports-2026-04-06-2027-04-05`. */
export function fileNameOf({ period }: Report): string {
  return `reports-${period.first}-${period.last}`;
}

/** `6 Apr 2026 to 5 Apr 2027` */
export function daysWords({ period }: Report): string {
  return `${formatDayShort(period.first)} to ${formatDayShort(period.last)}`;
}

function groupRow(it: EarningGroup): Cell[] {
  const perHour = it.perHourPence === undefined ? '' : { pence: it.perHourPence };
  return [it.label, { count: it.count }, hoursText(it.minutes), { pence: it.pence }, perHour];
}

function moneyRows(money: MoneyByState): Cell[][] {
  return MONEY_STATES.map(state => [MONEY_LABELS[state], { pence: sumMoney(money[state]) }]);
}

function expenseRows(spent: readonly SpentRow[]): Cell[][] {
  return [...Map.groupBy(spent, it => it.category)].map(([category, its]) => [
    spentLabel(category),
    { pence: sumMoney(its) },
  ]);
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return 'count' in cell ? String(cell.count) : plainPounds(cell.pence);
}

function sheetCell(cell: Cell) {
  if (typeof cell === 'string') return { value: cell, type: String };
  if ('count' in cell) return { value: cell.count, type: Number };
  return { value: cell.pence / 100, type: Number, format: '#,##0.00' };
}
