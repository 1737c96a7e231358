import Papa from 'papaparse';

/** What a spreadsheet could take for a formula, over several lines too. A negative amount is none, and has to stay a number. */
const FORMULA = /^(?:[=+@\t\r\n]|-(?!\d+(?:\.\d+)?$))/;

/** A table as CSV (UTF-8 with a mark, so that spreadsheets read it right; cells that look like formulas are made harmless). */
export function csvTable(fields: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = { fields: [...fields], data: rows.map(row => [...row]) };
  return `\uFEFF${Papa.unparse(table, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}

/** The same of rows that name their columns, those of the first row. */
export function csvText(rows: readonly Readonly<Record<string, string>>[]): string {
  const fields = Object.keys(rows[0] ?? {});
  return csvTable(
    fields,
    rows.map(row => fields.map(field => row[field] ?? '')),
  );
}
