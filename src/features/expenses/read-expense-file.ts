import Papa from 'papaparse';
import { InputRefusal } from '#platform/errors.ts';
import { type ExpenseCsvChoice, type ReadExpenses, readExpenseRows } from '#rules/expense-csv.ts';

const MOST_BYTES = 2_000_000;
const MOST_LINES = 5000;

/** Reads a CSV file of expenses and keeps nothing. Refuses what is no CSV, too large, or empty. */
export function readExpenseFile(text: string, choice: ExpenseCsvChoice): ReadExpenses {
  const bare = text.replace(/^\uFEFF/, '');
  const [head = ''] = bare.split('\n').filter(line => /date/i.test(line));
  const delimiter = head.includes(';') ? ';' : head.includes('\t') ? '\t' : ',';
  const { data } = Papa.parse<string[]>(bare, { delimiter, skipEmptyLines: false });
  const read = readExpenseRows(data, choice);
  if (read.lines.length > MOST_LINES)
    throw new InputRefusal({ file: `The file has more than ${MOST_LINES} expenses. Split it by year.` });
  return read;
}

/** The text of a file, in UTF-8 or Windows-1252. Refuses nothing, too much, and what is no text. */
export function csvText(bytes: Uint8Array): string {
  if (bytes.byteLength === 0) throw new InputRefusal({ file: 'Choose a CSV file.' });
  if (bytes.byteLength > MOST_BYTES)
    throw new InputRefusal({ file: 'The file is larger than 2 MB. Split it by year.' });
  const text = decoded(bytes);
  if (text.includes('\u0000') || text.startsWith('%PDF') || text.startsWith('PK'))
    throw new InputRefusal({ file: 'This is not a CSV file. Save the spreadsheet as CSV and choose that.' });
  return text;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
