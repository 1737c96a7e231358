import type { Nation } from './nation.ts';

export type HolidayDivision = 'england_and_wales' | 'scotland' | 'northern_ireland';

/**
 * Bank holidays as month-day, by division and year, substitutes included and the weekend originals left out.
 * Source: https://www.gov.uk/bank-holidays.json (OGL v3), read 2026-11-23; it runs to 2028 and has Scotland's one-off 15 June 2026.
 */
const HOLIDAYS: Readonly<Record<HolidayDivision, Readonly<Record<number, readonly string[]>>>> = {
  england_and_wales: {
    2024: ['01-01', '03-29', '04-01', '05-06', '05-27', '08-26', '12-25', '12-26'],
    2025: ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26'],
    2026: ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28'],
    2027: ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28'],
    2028: ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26'],
  },
  scotland: {
    2024: ['01-01', '01-02', '03-29', '05-06', '05-27', '08-05', '12-02', '12-25', '12-26'],
    2025: ['01-01', '01-02', '04-18', '05-05', '05-26', '08-04', '12-01', '12-25', '12-26'],
    2026: ['01-01', '01-02', '04-03', '05-04', '05-25', '06-15', '08-03', '11-30', '12-25', '12-28'],
    2027: ['01-01', '01-04', '03-26', '05-03', '05-31', '08-02', '11-30', '12-27', '12-28'],
    2028: ['01-03', '01-04', '04-14', '05-01', '05-29', '08-07', '11-30', '12-25', '12-26'],
  },
  northern_ireland: {
    2024: ['01-01', '03-18', '03-29', '04-01', '05-06', '05-27', '07-12', '08-26', '12-25', '12-26'],
    2025: ['01-01', '03-17', '04-18', '04-21', '05-05', '05-26', '07-14', '08-25', '12-25', '12-26'],
    2026: ['01-01', '03-17', '04-03', '04-06', '05-04', '05-25', '07-13', '08-31', '12-25', '12-28'],
    2027: ['01-01', '03-17', '03-26', '03-29', '05-03', '05-31', '07-12', '08-30', '12-27', '12-28'],
    2028: ['01-03', '03-17', '04-14', '04-17', '05-01', '05-29', '07-12', '08-28', '12-25', '12-26'],
  },
};

/** The division whose holidays a nation keeps. */
export function divisionOf(nation: Nation): HolidayDivision {
  return nation === 'england' || nation === 'wales' ? 'england_and_wales' : nation;
}

/** Whether a day is a bank holiday; undefined for a year that the table does not know. */
export function isBankHoliday(day: Temporal.PlainDate, division: HolidayDivision): boolean | undefined {
  return HOLIDAYS[division][day.year]?.includes(day.toString().slice(5));
}

/** Whether a day is a working day: Monday to Friday and no bank holiday. Undefined for a year that the table does not know. */
export function isWorkingDay(day: Temporal.PlainDate, division: HolidayDivision): boolean | undefined {
  const holiday = isBankHoliday(day, division);
  return holiday === undefined ? undefined : day.dayOfWeek <= 5 && !holiday;
}

/**
 * Working days after the first day up to and with the last: from Monday to Thursday there are three; nought where the last is not later.
 * Undefined where a day lies in a year that the table does not know.
 */
export function workingDaysBetween(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  division: HolidayDivision,
): number | undefined {
  let count = 0;
  for (let day = from.add({ days: 1 }); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    const working = isWorkingDay(day, division);
    if (working === undefined) return undefined;
    if (working) count++;
  }
  return count;
}
