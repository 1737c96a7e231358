import Papa from 'papaparse';
import { parseDay } from '#rules/dates.ts';
import type { Pence } from '#rules/money.ts';
import { type PensionMonth, pensionMonthOf, readPensionMonth } from '#rules/pension-month.ts';
import { signedPounds } from './signed-pounds.ts';
import type { StatementLine } from './statement.ts';

/** The columns of a statement that can be read from a file. */
export const STATEMENT_COLUMNS = ['month', 'pensionable', 'employee', 'employer', 'description'] as const;
export type StatementColumn = (typeof STATEMENT_COLUMNS)[number];

/** Which heading stands for which column; empty for none. */
export type ColumnChoice = Readonly<Record<StatementColumn, string>>;

export interface ReadStatement {
  readonly headings: readonly string[];
  readonly choice: ColumnChoice;
  readonly lines: readonly StatementLine[];
  /** By the file's own line, the heading being line 1. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Reads a statement as CSV and keeps nothing. Columns are found by their headings, unless chosen. Months may be `2026-06`, `June 2026`,
 * `06/2026` or a day such as 30/06/2026; a line without one speaks of the whole year. Amounts may have £ and commas;
 * corrections are negative.
 */
export function readStatementCsv(text: string, chosen: Partial<ColumnChoice> = {}): ReadStatement {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  const [headings = [], ...rows] = data.map(row => row.map(cell => cell.trim()));
  const choice = choiceOf(headings, chosen);
  const errors: { line: number; message: string }[] = [];
  const lines: StatementLine[] = [];
  for (const [at, row] of rows.entries()) {
    if (row.every(cell => cell === '')) continue;
    const read = readLine(row, headings, choice);
    if (typeof read === 'string') errors.push({ line: at + 2, message: read });
    else lines.push(read);
  }
  return { headings, choice, lines, errors };
}

/** What headings of such files say, in the order in which they are looked for. */
const HEADINGS: Readonly<Record<StatementColumn, RegExp>> = {
  month: /month|period|date/i,
  employer: /^(?!.*\bname\b).*employer/i,
  employee: /employee|member|your contrib/i,
  pensionable: /pensionable|superannuable|pay|income|earnings/i,
  description: /descr|detail|type|note/i,
};

function choiceOf(headings: readonly string[], chosen: Partial<ColumnChoice>): ColumnChoice {
  const taken = new Set<string>();
  const choice: Record<StatementColumn, string> = {
    month: '',
    pensionable: '',
    employee: '',
    employer: '',
    description: '',
  };
  for (const column of Object.keys(HEADINGS) as StatementColumn[]) {
    const found =
      chosen[column] ?? headings.find(heading => !taken.has(heading) && HEADINGS[column].test(heading)) ?? '';
    choice[column] = headings.includes(found) ? found : '';
    taken.add(found);
  }
  return choice;
}

function readLine(row: readonly string[], headings: readonly string[], choice: ColumnChoice): StatementLine | string {
  const cell = (column: StatementColumn) => (choice[column] ? (row[headings.indexOf(choice[column])] ?? '') : '');
  if (!choice.pensionable) return 'No column is chosen for the pensionable pay.';
  const month = monthOf(cell('month'));
  if (month === undefined) return `“${cell('month')}” is not a month. Write it as June 2026 or 06/2026.`;
  const pensionable = amountOf(cell('pensionable'));
  if (pensionable === undefined || pensionable === null)
    return `“${cell('pensionable')}” is not an amount of pensionable pay in pounds.`;
  const [employee, employer] = [amountOf(cell('employee')), amountOf(cell('employer'))];
  if (employee === undefined) return `“${cell('employee')}” is not an amount of your contributions in pounds.`;
  if (employer === undefined)
    return `“${cell('employer')}” is not an amount of the employer’s contributions in pounds.`;
  return {
    month,
    description: cell('description').slice(0, 200),
    pensionablePence: pensionable,
    employeePence: employee,
    employerPence: employer,
  };
}

/** Null where nothing is told, undefined where it cannot be read. */
function amountOf(text: string): Pence | null | undefined {
  if (text === '') return null;
  const read = signedPounds(text);
  return read.ok ? read.pence : undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthOf(text: string): PensionMonth | null | undefined {
  if (text === '') return null;
  const plain = readPensionMonth(text);
  if (plain) return plain;
  const day = parseDay(text);
  if (day.ok) return pensionMonthOf(day.day);
  const numbers = /^(\d{1,2})[/.-](\d{4})$/.exec(text);
  if (numbers) return readPensionMonth(`${numbers[2]}-${numbers[1]?.padStart(2, '0')}`);
  const words = /^([a-z]{3})[a-z]*[ -](\d{4}|\d{2})$/i.exec(text);
  const at = MONTHS.indexOf(words?.[1]?.toLowerCase() ?? '') + 1;
  if (!words?.[2] || at === 0) return undefined;
  return readPensionMonth(`${words[2].padStart(4, '20')}-${String(at).padStart(2, '0')}`);
}
