import { oneLine, parseBankDay, parseSignedPounds } from './bank/bank-line.ts';
import { EXPENSE_CATEGORIES, type ExpenseKey } from './expense-categories.ts';
import { type Pence, pence } from './money.ts';

/** The columns that a file of expenses may have; a category is not needed. */
export const EXPENSE_COLUMNS = ['date', 'description', 'amount', 'category'] as const;
export type ExpenseColumn = (typeof EXPENSE_COLUMNS)[number];
export type ExpenseColumnChoice = Readonly<Record<ExpenseColumn, string>>;

/** One expense as a file tells it. */
export interface ExpenseLine {
  /** Row of the file, the first being 1. */
  readonly row: number;
  readonly day: Temporal.PlainDate;
  readonly description: string;
  readonly paidPence: Pence;
  readonly category: ExpenseKey;
  /** The file names no category that is known: it has the usual one. */
  readonly isGuessed: boolean;
}

export interface ReadExpenses {
  readonly headings: readonly string[];
  readonly choice: ExpenseColumnChoice;
  readonly lines: readonly ExpenseLine[];
  readonly errors: readonly { readonly row: number; readonly message: string }[];
  /** Lines of money that came in, and of nought: not expenses. */
  readonly leftOut: number;
}

export interface ExpenseCsvChoice {
  readonly columns: Partial<ExpenseColumnChoice>;
  /** For lines whose category the file does not name. */
  readonly usual: ExpenseKey;
  /** True where what was spent stands with a minus, as in a bank's file. */
  readonly isNegative: boolean;
}

/**
 * Reads the rows of a CSV file of expenses, cell by cell, and keeps nothing. Columns are found by their headings, unless chosen; the first
 * row that has some is the row of headings.
 */
export function readExpenseRows(rows: readonly (readonly string[])[], chosen: ExpenseCsvChoice): ReadExpenses {
  const headingRow = Math.max(
    0,
    rows.slice(0, FARTHEST).findIndex(row => row.some(it => /date/i.test(it))),
  );
  const headings = (rows[headingRow] ?? []).map(cell => cell.trim());
  const choice = { ...guess(headings), ...known(headings, chosen.columns) };
  const lines: ExpenseLine[] = [];
  const errors: { row: number; message: string }[] = [];
  let leftOut = 0;
  for (const [at, cells] of rows.entries()) {
    if (at <= headingRow || cells.every(cell => cell.trim() === '')) continue;
    const read = readRow(cells, headings, choice, chosen);
    if (typeof read === 'string') errors.push({ row: at + 1, message: read });
    else if (read.paidPence > 0) lines.push({ row: at + 1, ...read });
    else leftOut++;
  }
  return { headings, choice, lines, errors, leftOut };
}

const FARTHEST = 20;

const HEADINGS: readonly (readonly [ExpenseColumn, RegExp])[] = [
  ['amount', /^(?:amount|total|cost|paid|gross|price|value)\b/i],
  ['amount', /paid out|money out|debit|amount/i],
  ['category', /categor|account|type|nominal/i],
  ['date', /^date\b|\bdate$/i],
  ['date', /date/i],
  ['description', /descri|details|particulars|narrative|what|item/i],
  ['description', /^(?:name|payee|supplier|merchant|memo|reference|notes?)\b/i],
];

function guess(headings: readonly string[]): ExpenseColumnChoice {
  const choice: Record<ExpenseColumn, string> = { date: '', description: '', amount: '', category: '' };
  const taken = new Set<string>();
  for (const [column, pattern] of HEADINGS) {
    if (choice[column]) continue;
    const found = headings.find(heading => !taken.has(heading) && pattern.test(heading));
    if (found === undefined) continue;
    choice[column] = found;
    taken.add(found);
  }
  return choice;
}

function known(headings: readonly string[], columns: Partial<ExpenseColumnChoice>): Partial<ExpenseColumnChoice> {
  return Object.fromEntries(
    Object.entries(columns).filter(([, heading]) => heading === '' || headings.includes(heading)),
  );
}

function readRow(
  cells: readonly string[],
  headings: readonly string[],
  choice: ExpenseColumnChoice,
  { usual, isNegative }: ExpenseCsvChoice,
): Omit<ExpenseLine, 'row'> | string {
  const cell = (column: ExpenseColumn) =>
    choice[column] === '' ? '' : (cells[headings.indexOf(choice[column])] ?? '').trim();
  if (choice.date === '') return 'No column is chosen for the date.';
  if (choice.amount === '') return 'No column is chosen for the amount.';
  const day = parseBankDay(cell('date'));
  if (!day.ok) return `“${cell('date')}” is not a date. Write it as 24/11/2026.`;
  const amount = parseSignedPounds(cell('amount'));
  if (amount === undefined) return `“${cell('amount')}” is not an amount in pounds.`;
  const description = oneLine([cell('description')]);
  if (description === '') return 'Nothing says what it was for.';
  const category = categoryNamed(cell('category'));
  return {
    day: day.day,
    description,
    paidPence: isNegative ? pence(-amount) : amount,
    category: category ?? usual,
    isGuessed: category === undefined,
  };
}

/** The category that a word of another product means: HMRC's own key, our label, a box, or a common word. */
function categoryNamed(text: string): ExpenseKey | undefined {
  const bare = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (bare === '') return undefined;
  const own = EXPENSE_CATEGORIES.find(
    it => it.key.toLowerCase() === bare || it.label.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === bare,
  );
  return own?.key ?? WORDS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** What other products and people call them. Our own list; a guess is shown in the dry run before anything is kept. */
const WORDS: readonly (readonly [ExpenseKey, RegExp])[] = [
  ['professionalFees', /indemnit|\bgmc\b|\bnmc\b|gphc|\bbma\b|registration|subscription|accountan|legal|professional/i],
  ['carVanTravelExpenses', /travel|car\b|vehicle|fuel|parking|train|taxi|mileage|motor/i],
  ['adminCosts', /phone|mobile|broadband|internet|stationery|office|postage|software|admin|print/i],
  ['premisesRunningCosts', /rent\b|rates|power|electric|gas\b|heating|insurance|premises/i],
  ['maintenanceCosts', /repair|maintenance/i],
  ['advertisingCosts', /advert|marketing|website/i],
  ['businessEntertainmentCosts', /entertain|hospitality/i],
  ['interestOnBankOtherLoans', /interest/i],
  ['financeCharges', /bank|card (?:fee|charge)|charges/i],
  ['wagesAndStaffCosts', /wage|salar|staff/i],
  ['costOfGoods', /goods|consumable|medical suppl|stock/i],
  ['otherExpenses', /training|course|\bcpd\b|conference|book|other|general/i],
];
