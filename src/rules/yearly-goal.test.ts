import { expect, test } from 'vitest';
import { pence } from './money.ts';
import { isWithin, monthsOf, namedPeriod, periodWords, yearBefore, yearPeriod } from './report-period.ts';
import { goalStanding } from './yearly-goal.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const YEAR = { first: day('2026-04-06'), last: day('2027-04-05') };

test('what a goal misses is shared over the weeks that are left, the running one whole', () => {
  const input = { goalPence: pence(80_000_00), earnedPence: pence(41_000_00), bookedPence: pence(6_500_00), ...YEAR };
  // 24 November to 5 April are 133 days, nineteen weeks; 32,500.00 over nineteen is 1,710.526…
  expect(goalStanding(input, day('2026-11-24'))).toEqual({
    missingPence: 32_500_00,
    weeksLeft: 19,
    perWeekPence: 1_710_53,
    earnedBasisPoints: 5125,
    // 233 of 365 days
    evenPacePence: 51_068_49,
  });
});

test('a goal that is met misses nothing, and a year that is over has no week left', () => {
  const met = { goalPence: pence(100_00), earnedPence: pence(90_00), bookedPence: pence(30_00), ...YEAR };
  expect(goalStanding(met, day('2026-11-24'))).toMatchObject({ missingPence: 0, perWeekPence: 0 });
  expect(goalStanding(met, day('2027-04-05'))).toMatchObject({ weeksLeft: 1 });
  expect(goalStanding(met, day('2027-04-06'))).toMatchObject({ weeksLeft: 0, perWeekPence: undefined });
});

test('5 April belongs to one tax year and 6 April to the next; the pension year turns on 1 April', () => {
  expect(yearPeriod('tax_year', day('2026-04-05')).year).toBe('2025-26');
  expect(yearPeriod('tax_year', day('2026-04-06')).year).toBe('2026-27');
  expect(yearPeriod('scheme_year', day('2026-03-31')).year).toBe('2025-26');
  expect(yearPeriod('scheme_year', day('2026-04-01')).year).toBe('2026-27');
  expect(namedPeriod('tax_year', '2026-28')).toBeUndefined();
  expect(namedPeriod('calendar_year', '2026-27')).toBeUndefined();
});

test('a period is compared with the one a year before, and knows the months it touches', () => {
  const year = yearPeriod('tax_year', day('2026-11-24'));
  expect(periodWords(yearBefore(year))).toBe('Tax year 2025/26');
  expect(monthsOf(year).map(String)).toEqual(expect.arrayContaining(['2026-04-01', '2027-04-01']));
  expect(monthsOf(year)).toHaveLength(13);
  const own = { kind: 'own' as const, year: '', first: day('2026-06-01'), last: day('2026-08-31') };
  expect(periodWords(own)).toBe('1 Jun 2026 to 31 Aug 2026');
  expect(yearBefore(own)).toMatchObject({ first: day('2025-06-01'), last: day('2025-08-31') });
  expect([isWithin(own, day('2026-08-31')), isWithin(own, day('2026-09-01'))]).toEqual([true, false]);
});
