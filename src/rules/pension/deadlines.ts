import { laterDay } from '../dates.ts';
import type { Nation } from '../nation.ts';
import { type PensionMonth, pensionMonthDays } from '../pension-month.ts';

/** Days within which the forms must have arrived. */
export const TEN_WEEKS = 70;

/** From this day on the ten weeks count again, after their suspension from about April 2020 (NASGP, https://www.nasgp.org.uk/money-matters/ten-week-locum-form-b-rule-to-restart-in-october-2022/, read 2026-11-23). */
const REINSTATED = Temporal.PlainDate.from('2022-10-01');

/** The two readings of the rule, both shown: sources disagree on which day starts the clock. */
export interface TenWeeks {
  /** Ten weeks from the first day on the form (PCSE): what every warning and promise goes by. */
  readonly safeUntil: Temporal.PlainDate;
  /** Ten weeks from the last day on the form (NHSBSA, notes on the form): after it the work can no longer be pensioned. */
  readonly lastChance: Temporal.PlainDate;
}

/** When the forms for work from `first` to `last` must have arrived. Work of the suspended time counts from the day of reinstatement. */
export function tenWeeks(first: Temporal.PlainDate, last: Temporal.PlainDate): TenWeeks {
  return {
    safeUntil: laterDay(first, REINSTATED).add({ days: TEN_WEEKS }),
    lastChance: laterDay(last, REINSTATED).add({ days: TEN_WEEKS }),
  };
}

/**
 * When Form B and the money for a month must have arrived: the 7th of the next month in England, Wales and (as a caution, no
 * source was found) Scotland; the 6th in Northern Ireland. SI 2015/94 regulation 31, https://legislation.gov.uk/uksi/2015/94/regulation/31;
 * https://hscpensions.hscni.net/hsc-pension-scheme/pracitioners/locums. Read 2026-11-23.
 */
export function formBDue(month: PensionMonth, nation: Nation): Temporal.PlainDate {
  const day = nation === 'northern_ireland' ? 6 : 7;
  return pensionMonthDays(month).last.add({ days: day });
}
