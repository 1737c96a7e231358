import { notFound } from '#platform/errors.ts';
import type { WebContext } from '#platform/web.ts';
import { isPensionScheme, type PensionScheme } from '#rules/pension/scheme.ts';
import { type PensionMonth, readPensionMonth } from '#rules/pension-month.ts';
import { readSchemeYear, type SchemeYear } from '#rules/tax-year.ts';

/** The scheme that a page is about; England and Wales where nothing is said. An unknown one is not found. */
export function schemeIn(c: WebContext): PensionScheme {
  const said = c.req.query('scheme') ?? 'england_and_wales';
  if (!isPensionScheme(said)) throw notFound('scheme');
  return said;
}

/** The scheme year of the address. */
export function yearIn(c: WebContext): SchemeYear {
  const year = readSchemeYear(c.req.param('year') ?? '');
  if (!year) throw notFound('scheme year');
  return year;
}

/** The month of the address. */
export function monthIn(c: WebContext): PensionMonth {
  const month = readPensionMonth(c.req.param('month') ?? '');
  if (!month) throw notFound('month');
  return month;
}

/** `?scheme=scotland`, and nothing for the scheme that is meant where nothing is said. */
export function schemeQuery(scheme: PensionScheme): string {
  return scheme === 'england_and_wales' ? '' : `?scheme=${scheme}`;
}
