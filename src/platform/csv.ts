import Papa from 'papaparse';

/** What a spreadsheet could take for a formula, over several lines too. A negative amount is none, and has to stay a number. */
const FORMULA = /^(?:[=+@\t\r\n]|-(?!\d+(?:\.\d+)?$))/;

/** Rows as CSV (UTF-8 with a mark, so that spreadsheets read it right; cells that look like formulas are made harmless). */
export function csvText(
  rows: readonly Readonly<Record<string, string>>[] | { readonly fields: string[]; readonly data: string[][] },
): string {
  const text = Papa.unparse('fields' in rows ? rows : [...rows], { escapeFormulae: FORMULA, newline: '\r\n' });
  return `\uFEFF${text}\r\n`;
}
