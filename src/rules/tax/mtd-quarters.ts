import { type Pence, pence } from '../money.ts';
import { type TaxYear, taxYearDays } from '../tax-year.ts';

/** Standard quarters end on the fifth of a month, calendar ones with the month before; elected in the software before the year's first update. */
export const QUARTER_KINDS = ['standard', 'calendar'] as const;
export type QuarterKind = (typeof QUARTER_KINDS)[number];

export interface MtdQuarter {
  readonly number: 1 | 2 | 3 | 4;
  /** Of the whole year: updates are cumulative. */
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly due: Temporal.PlainDate;
}

/**
 * Update periods of Making Tax Digital for Income Tax, each from the year's first day to its own last; both kinds have the same due
 * dates. https://gov.uk/guidance/use-making-tax-digital-for-income-tax/keep-digital-records and
 * https://ledgers.work/guides/mtd-quarterly-deadlines (secondary), read 2026-11-23; high. That calendar periods are cumulative from 1 April:
 * https://abridge.tax/guides/article/cumulative-updates (secondary), read 2026-11-25; medium.
 */
export function mtdQuarters(year: TaxYear, kind: QuarterKind): readonly MtdQuarter[] {
  const days = mtdYearDays(year, kind);
  const [from, to] = [days.first.year, days.last.year];
  const last = (y: number, month: number) =>
    kind === 'standard'
      ? new Temporal.PlainDate(y, month, 5)
      : new Temporal.PlainDate(y, month, 1).subtract({ days: 1 });
  const quarter = (number: MtdQuarter['number'], y: number, month: number): MtdQuarter => ({
    number,
    first: days.first,
    last: last(y, month),
    due: new Temporal.PlainDate(y, month + 1, 7),
  });
  return [quarter(1, from, 7), quarter(2, from, 10), quarter(3, to, 1), quarter(4, to, 4)];
}

/** First and last day that updates of a year tell of: calendar quarters begin and end five days before the tax year does. */
export function mtdYearDays(year: TaxYear, kind: QuarterKind): ReturnType<typeof taxYearDays> {
  const { first, last } = taxYearDays(year);
  return kind === 'standard'
    ? { first, last }
    : { first: first.subtract({ days: 5 }), last: last.subtract({ days: 5 }) };
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
