import { notFound } from '#platform/errors.ts';
import type { WebContext } from '#platform/web.ts';
import { readTaxYear, type TaxYear } from '#rules/tax-year.ts';

/** The tax year of the address. */
export function yearIn(c: WebContext): TaxYear {
  const year = readTaxYear(c.req.param('year') ?? '');
  if (!year) throw notFound('tax year');
  return year;
}

/** Where the rows of a figure are. */
export function rowsHref(year: TaxYear, of: RowsOf, more: Readonly<Record<string, string>> = {}): string {
  return `/tax/${year}/rows?${new URLSearchParams({ of, ...more })}`;
}

/** `2026-27` as people read it: `2026/27`. */
export function yearWords(year: TaxYear): string {
  return year.replace('-', '/');
}

export const ROWS_OF = [
  'received',
  'received_shares',
  'worked',
  'asked_shares',
  'expenses',
  'capital',
  'pension',
] as const;
export type RowsOf = (typeof ROWS_OF)[number];
