import { formatPounds, type Pence } from '../money.ts';
import { formatPensionMonth, type PensionMonth } from '../pension-month.ts';
import type { MonthReckoning, YearReckoning } from './reckon-year.ts';

/** A month's contributions as they are heading and with changes, in pence; heights from 0 to 1, of the highest of both. */
export interface ContributionBar {
  readonly month: PensionMonth;
  readonly beforePence: Pence;
  readonly afterPence: Pence;
  readonly before: number;
  readonly after: number;
}

export interface ContributionPicture {
  readonly bars: readonly ContributionBar[];
  /** What the picture shows, in sentences. */
  readonly words: string;
}

/** The contributions that two reckonings of one year make due, month by month; undefined where a month of either is not known. */
export function contributionPicture(before: YearReckoning, after: YearReckoning): ContributionPicture | undefined {
  const pairs = after.months.flatMap((month, at) => {
    const earlier = before.months[at]?.duePence;
    return month.duePence === undefined || earlier === undefined
      ? []
      : [{ month: month.month, beforePence: earlier, afterPence: month.duePence }];
  });
  if (pairs.length < after.months.length || before.duePence === undefined || after.duePence === undefined)
    return undefined;
  const most = Math.max(1, ...pairs.flatMap(it => [it.beforePence, it.afterPence]));
  const bars = pairs.map(it => ({ ...it, before: it.beforePence / most, after: it.afterPence / most }));
  return { bars, words: words(before.duePence, after.duePence, after.months) };
}

function words(beforePence: Pence, afterPence: Pence, months: readonly MonthReckoning[]): string {
  const all = `Contributions due in the year: ${formatPounds(beforePence)} as it is heading, ${formatPounds(afterPence)} with your changes.`;
  const most = months.toSorted((a, b) => (b.duePence ?? 0) - (a.duePence ?? 0))[0];
  if (!most?.duePence) return all;
  return `${all} The most in one month with them: ${formatPounds(most.duePence)} in ${formatPensionMonth(most.month)}.`;
}
