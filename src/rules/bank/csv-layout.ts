import { type BankFormat, parseBankDay, parseSignedPounds } from './bank-line.ts';

/** The columns that a statement needs: a day, words, and either one amount or two. */
export const BANK_COLUMNS = ['date', 'description', 'amount', 'paidIn', 'paidOut'] as const;
export type BankColumn = (typeof BANK_COLUMNS)[number];

/** Which heading stands for which column; empty for none. */
export type BankColumnChoice = Readonly<Record<BankColumn, string>>;

export interface CsvLayout {
  readonly format: BankFormat;
  /** Row of the headings, counted from nought; -1 where the file has none. */
  readonly headingRow: number;
  readonly headings: readonly string[];
  readonly choice: BankColumnChoice;
  /** Further columns whose words belong to the description. */
  readonly also: readonly string[];
}

/**
 * Finds the line of headings (banks write their own lines above it) and which column is which: first by the banks that are known, then by
 * what headings usually say. A file without headings is read as date, description, amount.
 */
export function findLayout(rows: readonly (readonly string[])[]): CsvLayout | undefined {
  for (const [headingRow, row] of rows.slice(0, FARTHEST).entries()) {
    const headings = row.map(cell => cell.trim());
    const preset = PRESETS.find(it => it.all.every(heading => has(headings, heading)));
    if (preset) return { ...named(preset, headings), headingRow, headings };
    const choice = guess(headings);
    if (choice) return { format: 'csv', headingRow, headings, choice, also: [] };
  }
  return withoutHeadings(rows);
}

/** How far down the headings may stand: Nationwide writes four lines above them. */
const FARTHEST = 20;

interface Preset {
  readonly format: BankFormat;
  /** Recognised where all of these headings stand in one line. */
  readonly all: readonly string[];
  readonly columns: Partial<BankColumnChoice>;
  readonly also?: readonly string[];
}

/**
 * Headings of the banks' own exports. None of the banks publishes a specification; those of Barclays, Lloyds (Halifax and Bank of Scotland
 * alike), NatWest (RBS alike), Nationwide, Monzo and Starling stand so in ten or more open programs each that read or imitate them
 * (looked at 2026-11-25). That of Santander is less sure: a file that differs is found by what its headings say, as those of First
 * Direct and Revolut are. HSBC writes no headings at all.
 */
const PRESETS: readonly Preset[] = [
  {
    format: 'barclays',
    all: ['Number', 'Date', 'Account', 'Amount', 'Subcategory', 'Memo'],
    columns: { date: 'Date', description: 'Memo', amount: 'Amount' },
  },
  {
    format: 'lloyds',
    all: ['Transaction Date', 'Transaction Type', 'Transaction Description', 'Debit Amount', 'Credit Amount'],
    columns: {
      date: 'Transaction Date',
      description: 'Transaction Description',
      paidIn: 'Credit Amount',
      paidOut: 'Debit Amount',
    },
  },
  {
    format: 'natwest',
    all: ['Date', 'Type', 'Description', 'Value', 'Balance'],
    columns: { date: 'Date', description: 'Description', amount: 'Value' },
  },
  {
    format: 'santander',
    all: ['Date', 'Description', 'Money in', 'Money out', 'Balance'],
    columns: { date: 'Date', description: 'Description', paidIn: 'Money in', paidOut: 'Money out' },
  },
  {
    format: 'nationwide',
    all: ['Date', 'Transaction type', 'Description', 'Paid out', 'Paid in'],
    columns: { date: 'Date', description: 'Description', paidIn: 'Paid in', paidOut: 'Paid out' },
  },
  {
    format: 'monzo',
    all: ['Transaction ID', 'Date', 'Name', 'Amount', 'Notes and #tags', 'Description'],
    columns: { date: 'Date', description: 'Name', amount: 'Amount' },
    also: ['Notes and #tags', 'Description'],
  },
  {
    format: 'starling',
    all: ['Date', 'Counter Party', 'Reference', 'Amount (GBP)'],
    columns: { date: 'Date', description: 'Counter Party', amount: 'Amount (GBP)' },
    also: ['Reference'],
  },
];

const NONE: BankColumnChoice = { date: '', description: '', amount: '', paidIn: '', paidOut: '' };

function named(preset: Preset, headings: readonly string[]) {
  const own = (heading: string) => headings.find(it => it.toLowerCase() === heading.toLowerCase()) ?? '';
  const columns = Object.entries(preset.columns).map(([column, heading]) => [column, own(heading)]);
  return {
    format: preset.format,
    choice: { ...NONE, ...Object.fromEntries(columns) } as BankColumnChoice,
    also: (preset.also ?? []).map(own),
  };
}

function has(headings: readonly string[], wanted: string): boolean {
  return headings.some(heading => heading.toLowerCase() === wanted.toLowerCase());
}

/** What headings of statements say, in the order in which they are looked for. */
const HEADINGS: readonly (readonly [BankColumn, RegExp])[] = [
  ['paidIn', /^(?:paid|money) in\b|^credits?\b(?!.*debit)|credit amount|^receipts?$|^deposits?$/i],
  ['paidOut', /^(?:paid|money) out\b|^debits?\b(?!.*credit)|debit amount|^payments?$|^withdrawals?$/i],
  ['amount', /^amount\b|^value\b(?! date)|^debit ?\/ ?credit$|^credit ?\/ ?debit$|^transaction amount/i],
  ['date', /^(?:transaction |posting |booking |completed )?date$/i],
  ['date', /\bdate\b/i],
  ['description', /descri|narrative|details|particulars/i],
  ['description', /^(?:name|payee|memo|reference|counter ?party|transaction)$/i],
];

function guess(headings: readonly string[]): BankColumnChoice | undefined {
  const choice: Record<BankColumn, string> = { ...NONE };
  const taken = new Set<string>();
  for (const [column, pattern] of HEADINGS) {
    if (choice[column]) continue;
    const found = headings.find(heading => !taken.has(heading) && pattern.test(heading));
    if (found === undefined) continue;
    choice[column] = found;
    taken.add(found);
  }
  const hasMoney = choice.amount || choice.paidIn;
  return choice.date && choice.description && hasMoney ? choice : undefined;
}

function withoutHeadings(rows: readonly (readonly string[])[]): CsvLayout | undefined {
  const first = rows.find(row => row.some(cell => cell.trim() !== ''));
  const [day, words, amount] = [first?.[0] ?? '', first?.[1] ?? '', first?.[2] ?? ''];
  if (!parseBankDay(day).ok || words.trim() === '' || parseSignedPounds(amount) === undefined) return undefined;
  const headings = (first ?? []).map((_, at) => `Column ${at + 1}`);
  const choice = { ...NONE, date: 'Column 1', description: 'Column 2', amount: 'Column 3' };
  return { format: first?.length === 3 ? 'hsbc' : 'csv', headingRow: -1, headings, choice, also: [] };
}
