import { laterDay } from '../dates.ts';
import type { Nation } from '../nation.ts';
import { type PensionMonth, pensionMonthDays } from '../pension-month.ts';
import { type SchemeYear, schemeYearDays } from '../tax-year.ts';
import { SCHEMES, schemeOf } from './scheme.ts';

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

/** Whether work of a nation can no longer be pensioned, by its last chance: never where no source confirms the ten weeks (Scotland). */
export function isOverForGood(nation: Nation, lastChance: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return SCHEMES[schemeOf(nation)].tenWeeksConfirmed && Temporal.PlainDate.compare(today, lastChance) > 0;
}

/**
 * When Form B and the money for a month must have arrived: the 7th of the next month in England, Wales and (as a caution, no
 * source was found) Scotland; the 6th in Northern Ireland. SI 2015/94 regulation 31, https://legislation.gov.uk/uksi/2015/94/regulation/31;
 * https://hscpensions.hscni.net/hsc-pension-scheme/pracitioners/locums. Read 2026-11-23.
 */
export function formBDue(month: PensionMonth, nation: Nation): Temporal.PlainDate {
  return pensionMonthDays(month).last.add({ days: SCHEMES[schemeOf(nation)].formBDue.day });
}

/**
 * When the Type 2 self-assessment of a scheme year is due: 28 February of the year after it ends (2024-25: 28 February 2026). Sources
 * speak of 28 February and of the last day of the month, which differ in a leap year: the earlier day is kept (https://pcse.england.nhs.uk/services/gp-pensions/end-year-submissions-type-1-type-2/salaried-and-solo-gps-type-2-self,
 * read 2026-11-23).
 */
export function type2Due(year: SchemeYear): Temporal.PlainDate {
  const { last } = schemeYearDays(year);
  return new Temporal.PlainDate(last.year + 1, 2, 28);
}
