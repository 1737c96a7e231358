import type { WebContext } from '#platform/web.ts';
import { readTaxYear, type TaxYear } from '#rules/tax-year.ts';

/** The tax year of the address, where it is one. */
export function yearAsked(c: WebContext): TaxYear | undefined {
  return readTaxYear(c.req.query('year') ?? '');
}
