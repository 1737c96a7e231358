import { daysBetween } from './dates.ts';

interface BankRate {
  readonly from: string;
  readonly basisPoints: number;
}

/**
 * Bank Rate by the day from which it held, in basis points. Read 2026-11-23. Up to 18 Dec 2025 as in the half-year rates that
 * https://payontime.co.uk/how-to-calculate-late-payment-interest-and-compensation gives (high certainty); held at 3.75% on
 * 18 Jun 2026 by https://research.titanfx.com/central-bank-watch/boe-monetary-policy (secondary).
 */
const BANK_RATES: readonly BankRate[] = [
  { from: '2022-12-15', basisPoints: 350 },
  { from: '2023-02-02', basisPoints: 400 },
  { from: '2023-03-23', basisPoints: 425 },
  { from: '2023-05-11', basisPoints: 450 },
  { from: '2023-06-22', basisPoints: 500 },
  { from: '2023-08-03', basisPoints: 525 },
  { from: '2024-08-01', basisPoints: 500 },
  { from: '2024-11-07', basisPoints: 475 },
  { from: '2025-02-06', basisPoints: 450 },
  { from: '2025-05-08', basisPoints: 425 },
  { from: '2025-08-07', basisPoints: 400 },
  { from: '2025-12-18', basisPoints: 375 },
];

/** The last day for which the table is known to be whole: no decision after it could be read. Move it on with the table. */
const KNOWN_THROUGH = Temporal.PlainDate.from('2026-06-30');

/** Bank Rate on a day, in basis points; undefined before the table begins and after the last day for which it is known. */
export function bankRateOn(day: Temporal.PlainDate): number | undefined {
  if (daysBetween(KNOWN_THROUGH, day) > 0) return undefined;
  return BANK_RATES.findLast(rate => daysBetween(Temporal.PlainDate.from(rate.from), day) >= 0)?.basisPoints;
}
