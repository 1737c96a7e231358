import type { ParsedDay } from '../dates.ts';
import { lessPence, type Pence, pence, ZERO } from '../money.ts';
import {
  type BankLine,
  type LineError,
  oneLine,
  parseBankDay,
  parseSignedPounds,
  type ReadBankLines,
} from './bank-line.ts';
import { type BankColumn, type BankColumnChoice, type CsvLayout, findLayout } from './csv-layout.ts';

export interface CsvChoice {
  readonly columns: Partial<BankColumnChoice>;
  /** True where the file writes money that came in with a minus. */
  readonly isReversed: boolean;
}

export interface ReadCsv extends ReadBankLines {
  readonly headings: readonly string[];
  readonly choice: BankColumnChoice;
}

/**
 * Reads the rows of a CSV file, cell by cell, and keeps nothing. Columns are found by their headings, unless chosen. Lines of nought are left
 * out. Errors are told by the row, the first being 1.
 */
export function readCsvRows(rows: readonly (readonly string[])[], chosen: CsvChoice): ReadCsv {
  const layout = findLayout(rows) ?? unknown(rows);
  const choice = { ...layout.choice, ...known(layout, chosen.columns) };
  const errors: LineError[] = [];
  const lines: BankLine[] = [];
  const at = places(layout, choice);
  const days = dayReader();
  for (const [row, cells] of rows.entries()) {
    if (row <= layout.headingRow || cells.every(cell => cell.trim() === '')) continue;
    const read = readRow(cells, at, chosen.isReversed, days);
    if (typeof read === 'string') errors.push({ line: row + 1, message: read });
    else if (read.amountPence !== 0) lines.push(read);
  }
  return { format: layout.format, headings: layout.headings, choice, lines, errors };
}

/** Many lines share a day; each way of writing one is read once. */
function dayReader(): typeof parseBankDay {
  const read = new Map<string, ParsedDay>();
  return text => {
    const known = read.get(text) ?? parseBankDay(text);
    read.set(text, known);
    return known;
  };
}

type Places = Readonly<Record<BankColumn, number>> & { readonly also: readonly number[] };

/** Nothing was recognised: the first line is taken for headings, from which somebody chooses. */
function unknown(rows: readonly (readonly string[])[]): CsvLayout {
  const headings = (rows[0] ?? []).map(cell => cell.trim());
  const choice = { date: '', description: '', amount: '', paidIn: '', paidOut: '' };
  return { format: 'csv', headingRow: 0, headings, choice, also: [] };
}

function known(layout: CsvLayout, columns: Partial<BankColumnChoice>): Partial<BankColumnChoice> {
  return Object.fromEntries(
    Object.entries(columns).filter(([, heading]) => heading === '' || layout.headings.includes(heading)),
  );
}

function places(layout: CsvLayout, choice: BankColumnChoice): Places {
  const at = (heading: string) => (heading === '' ? -1 : layout.headings.indexOf(heading));
  return {
    date: at(choice.date),
    description: at(choice.description),
    amount: at(choice.amount),
    paidIn: at(choice.paidIn),
    paidOut: at(choice.paidOut),
    also: layout.also.map(at),
  };
}

function readRow(
  cells: readonly string[],
  at: Places,
  isReversed: boolean,
  days: typeof parseBankDay,
): BankLine | string {
  const cell = (place: number) => (place < 0 ? '' : (cells[place] ?? '').trim());
  if (at.date < 0) return 'No column is chosen for the date.';
  if (at.amount < 0 && at.paidIn < 0) return 'No column is chosen for the amount, or for what was paid in.';
  const day = days(cell(at.date));
  if (!day.ok) return `“${cell(at.date)}” is not a date. Write it as 24/11/2026.`;
  const amount = at.amount >= 0 ? one(cell(at.amount), isReversed) : two(cell(at.paidIn), cell(at.paidOut));
  if (typeof amount === 'string') return amount;
  const description = oneLine([cell(at.description), ...at.also.map(cell)]);
  return { day: day.day, amountPence: amount, description };
}

function one(text: string, isReversed: boolean): Pence | string {
  const amount = parseSignedPounds(text);
  if (amount === undefined) return `“${text}” is not an amount in pounds.`;
  return isReversed ? lessPence(ZERO, amount) : amount;
}

/** Two columns: whichever sign stands in them, the column says which way the money went. */
function two(paidIn: string, paidOut: string): Pence | string {
  const [came, went] = [paidIn, paidOut].map(text => (text === '' ? ZERO : parseSignedPounds(text)));
  if (came === undefined) return `“${paidIn}” is not an amount in pounds.`;
  if (went === undefined) return `“${paidOut}” is not an amount in pounds.`;
  return lessPence(pence(Math.abs(came)), pence(Math.abs(went)));
}
