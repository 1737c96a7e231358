import { type Pence, pence } from '../money.ts';
import { type TaxYear, taxYearDays } from '../tax-year.ts';

export interface MtdQuarter {
  readonly number: 1 | 2 | 3 | 4;
  readonly last: Temporal.PlainDate;
  readonly due: Temporal.PlainDate;
}

/**
 * Standard update periods of Making Tax Digital for Income Tax. Updates are cumulative: each runs from 6 April to its own last day.
 * https://gov.uk/guidance/use-making-tax-digital-for-income-tax/keep-digital-records and https://ledgers.work/guides/mtd-quarterly-deadlines
 * (secondary), read 2026-11-23; high.
 */
export function mtdQuarters(year: TaxYear): readonly MtdQuarter[] {
  const { first, last } = taxYearDays(year);
  const day = (y: number, month: number, d: number) => new Temporal.PlainDate(y, month, d);
  return [
    { number: 1, last: day(first.year, 7, 5), due: day(first.year, 8, 7) },
    { number: 2, last: day(first.year, 10, 5), due: day(first.year, 11, 7) },
    { number: 3, last: day(last.year, 1, 5), due: day(last.year, 2, 7) },
    { number: 4, last: day(last.year, 4, 5), due: day(last.year, 5, 7) },
  ];
}

export interface MtdStart {
  /** Updates are asked for from this tax year on where turnover of the tested year was above the limit. */
  readonly from: TaxYear;
  readonly testedYear: TaxYear;
  readonly overPence: Pence;
}

/** Gross income of self-employment and property, before expenses, of a tested year; same source, high. */
const STARTS: readonly MtdStart[] = [
  { from: '2026-27' as TaxYear, testedYear: '2024-25' as TaxYear, overPence: pence(5_000_000) },
  { from: '2027-28' as TaxYear, testedYear: '2025-26' as TaxYear, overPence: pence(3_000_000) },
  { from: '2028-29' as TaxYear, testedYear: '2026-27' as TaxYear, overPence: pence(2_000_000) },
];

/** The test by which somebody has to send updates for a year, or undefined where none is known. */
export function mtdTestFor(year: TaxYear): MtdStart | undefined {
  return STARTS.find(it => it.from === year);
}
