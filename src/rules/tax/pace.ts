import { daysBetween } from '../dates.ts';
import { type Pence, proportion } from '../money.ts';
import { type TaxYear, taxYearDays } from '../tax-year.ts';

/** How much of a tax year is over. */
export interface Pace {
  /** Days counted as gone, today included: at least {@link LEAST_DAYS}, at most all. */
  readonly goneDays: number;
  readonly yearDays: number;
  readonly isOver: boolean;
}

/** Fewer days than these would make one good week a fortune. A choice of ours, not of the law. */
export const LEAST_DAYS = 90;

/** How much of the year is over on a day. */
export function paceOf(year: TaxYear, today: Temporal.PlainDate): Pace {
  const { first, last } = taxYearDays(year);
  const yearDays = daysBetween(first, last) + 1;
  const goneDays = Math.min(Math.max(daysBetween(first, today) + 1, LEAST_DAYS), yearDays);
  return { goneDays, yearDays, isOver: goneDays === yearDays };
}

/** What an amount so far comes to in the whole year if it goes on like that, in pence, rounded once. */
export function atPace(soFar: Pence, { goneDays, yearDays }: Pace): Pence {
  return proportion(soFar, yearDays, goneDays);
}
