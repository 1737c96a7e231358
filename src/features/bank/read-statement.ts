import Papa from 'papaparse';
import { InputRefusal } from '#platform/errors.ts';
import type { ReadBankLines } from '#rules/bank/bank-line.ts';
import type { BankColumnChoice } from '#rules/bank/csv-layout.ts';
import { type CsvChoice, readCsvRows } from '#rules/bank/read-csv-rows.ts';
import { isOfx, readOfx } from '#rules/bank/read-ofx.ts';
import { isQif, readQif } from '#rules/bank/read-qif.ts';

/** What a file says, and for CSV which column was taken for what. */
export interface ReadStatement extends ReadBankLines {
  readonly headings: readonly string[];
  readonly choice: BankColumnChoice | undefined;
}

/** Reads a bank's file and keeps nothing. Whether it is OFX, QIF or CSV its content says, whatever its name. */
export function readStatement(text: string, chosen: CsvChoice): ReadStatement {
  const bare = text.replace(/^\uFEFF/, '');
  if (isOfx(bare)) return { ...readOfx(bare), headings: [], choice: undefined };
  if (isQif(bare)) return { ...readQif(bare), headings: [], choice: undefined };
  // banks that write semicolons write them everywhere; Papa's own guess is misled by commas in amounts
  const [head = ''] = bare.split('\n').filter(line => /date/i.test(line));
  const delimiter = head.includes(';') ? ';' : head.includes('\t') ? '\t' : ',';
  const { data } = Papa.parse<string[]>(bare, { delimiter, skipEmptyLines: false });
  return readCsvRows(data, chosen);
}

/** The most that is taken: some 50,000 lines. */
const MOST_BYTES = 8_000_000;

/**
 * The text of a file, in UTF-8 or, as Nationwide and older programs write it, Windows-1252. Refuses nothing, too much, and what is no text.
 */
export function textOf(bytes: Uint8Array): string {
  if (bytes.byteLength === 0) throw new InputRefusal({ file: 'Choose the file that your bank gave you.' });
  if (bytes.byteLength > MOST_BYTES)
    throw new InputRefusal({ file: 'The file is larger than 8 MB. Download fewer months at a time.' });
  const text = decoded(bytes);
  if (text.includes('\u0000') || text.startsWith('%PDF') || text.startsWith('PK'))
    throw new InputRefusal({ file: 'This is not a CSV, OFX or QIF file. Download one of those from your bank.' });
  return text;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
