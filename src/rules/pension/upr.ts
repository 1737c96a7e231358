import { monthName } from '../dates.ts';
import { type PensionMonth, readPensionMonth } from '../pension-month.ts';

/**
 * The Unique Payment Reference: eight digits of the membership number, LOC, month and four-digit year, 18 characters in all,
 * e.g. 12345678LOCMAR2023 (https://pcse.england.nhs.uk/services/gp-pensions/locum-gps/paying-pension-contributions-nhs-england,
 * read 2026-11-23). The month is Form B's, the one in which the money came in: NHSBSA and PCSE say the month worked, NASGP after
 * asking NHS Pensions the month paid, and only the second can match when one Form B holds work of several months.
 * Throws RangeError where the number has not eight digits: it is checked where it is entered.
 */
export function uniquePaymentReference(membershipNumber: string, month: PensionMonth): string {
  if (!/^\d{8}$/.test(membershipNumber)) throw new RangeError('a membership number has eight digits');
  const { year, month: number } = Temporal.PlainYearMonth.from(month);
  return `${membershipNumber}LOC${monthName(number).toUpperCase()}${year}`;
}

export type ReadReference =
  | { readonly ok: true; readonly membershipNumber: string; readonly month: PensionMonth }
  /** `superseded`: the two-digit year of 2017 to about 2020, or the SOL code that went with it. */
  | { readonly ok: false; readonly reason: 'superseded' | 'not_a_reference' };

/** Reads a reference, the `-01` that PCSE Online adds taken off. */
export function readPaymentReference(text: string): ReadReference {
  const bare = text
    .trim()
    .toUpperCase()
    .replace(/-\d{2}$/, '');
  if (/^\d{8}(LOC|SOL)[A-Z]{3}\d{2}$/.test(bare)) return { ok: false, reason: 'superseded' };
  const [, membershipNumber = '', name = '', year = ''] = /^(\d{8})LOC([A-Z]{3})(20\d{2})$/.exec(bare) ?? [];
  const number = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].find(it => monthName(it).toUpperCase() === name);
  const month = number === undefined ? undefined : readPensionMonth(`${year}-${String(number).padStart(2, '0')}`);
  return month ? { ok: true, membershipNumber, month } : { ok: false, reason: 'not_a_reference' };
}
