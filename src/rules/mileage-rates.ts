import { taxYearOf } from './tax-year.ts';

/**
 * Pence a mile for cars and vans, first 10,000 miles of the tax year, by the day of the trip.
 * 55p from 6 April 2026, announced on 21 May 2026: GOV.UK's simplified-expenses checker, https://github.com/alphagov/smart-answers
 * (30 Jul 2026), and https://ammu.uk/business-mileage-rates-what-has-changed/ ; before that 45p. Read 2026-11-23.
 */
const CAR_RATES: Readonly<Record<string, number>> = { '2024-25': 45, '2025-26': 45, '2026-27': 55 };

/** The approved car rate for a trip on that day, in pence a mile; undefined for a year that the table does not know. */
export function approvedCarRate(day: Temporal.PlainDate): number | undefined {
  return CAR_RATES[taxYearOf(day)];
}
