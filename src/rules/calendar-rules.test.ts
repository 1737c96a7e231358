import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBankHoliday, isWorkingDay, workingDaysBetween } from './bank-holidays.ts';
import { formatDay, formatDistance, formatMoment, parseDay, parseTime } from './dates.ts';
import { dueDay } from './payment-terms.ts';
import { formatPensionMonth, pensionMonthDays, pensionMonthOf, readPensionMonth } from './pension-month.ts';
import { schemeYearDays, schemeYearOf, taxYearDays, taxYearOf } from './tax-year.ts';

const date = (text: string) => Temporal.PlainDate.from(text);

test('days and moments are written the same on every machine', () => {
  expect(formatDay(date('2026-11-24'))).toBe('Tue 24 Nov 2026');
  expect(formatMoment(Temporal.Instant.from('2026-07-01T23:30:00Z'))).toBe('Thu 2 Jul 2026, 00:30');
  expect([
    formatDistance(date('2026-11-24'), date('2026-11-30')),
    formatDistance(date('2026-11-24'), date('2026-11-23')),
  ]).toEqual(['in 6 days', 'yesterday']);
});

test('days are read year first or day first, never month first', () => {
  expect(parseDay('2026-11-24')).toMatchObject({ ok: true });
  expect(parseDay('24/11/2026')).toEqual(parseDay('2026-11-24'));
  expect(parseDay('11/24/2026')).toEqual({ ok: false, reason: 'not_a_day' });
  expect(parseDay('2026-02-29')).toEqual({ ok: false, reason: 'not_a_day' });
  expect(parseTime('0930')).toEqual(parseTime('9:30'));
  expect(parseTime('24:00')).toEqual({ ok: false, reason: 'not_a_time' });
});

test('the tax year turns on 6 April, the scheme year on 1 April', () => {
  expect([taxYearOf(date('2026-04-05')), taxYearOf(date('2026-04-06'))]).toEqual(['2025-26', '2026-27']);
  expect([schemeYearOf(date('2026-03-31')), schemeYearOf(date('2026-04-01'))]).toEqual(['2025-26', '2026-27']);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36_000 }), days => {
      const day = date('2000-04-06').add({ days });
      for (const it of [taxYearDays(taxYearOf(day)), schemeYearDays(schemeYearOf(day))]) {
        expect(Temporal.PlainDate.compare(it.first, day)).toBeLessThanOrEqual(0);
        expect(Temporal.PlainDate.compare(day, it.last)).toBeLessThanOrEqual(0);
      }
    }),
  );
});

test('bank holidays differ by nation', () => {
  expect(isBankHoliday(date('2026-06-15'), 'scotland')).toBe(true);
  expect(isBankHoliday(date('2026-06-15'), 'england_and_wales')).toBe(false);
  expect(isBankHoliday(date('2026-07-13'), 'northern_ireland')).toBe(true);
  expect(isBankHoliday(date('2035-12-25'), 'scotland')).toBeUndefined();
  expect(isWorkingDay(date('2026-11-28'), 'scotland')).toBe(false);
  expect(workingDaysBetween(date('2026-11-20'), date('2026-11-24'), 'england_and_wales')).toBe(2);
});

test('a pension month knows its days', () => {
  const month = pensionMonthOf(date('2028-02-10'));
  expect(pensionMonthDays(month).last.toString()).toBe('2028-02-29');
  expect(formatPensionMonth(month)).toBe('February 2028');
  expect(readPensionMonth('2026-13')).toBeUndefined();
  expect(dueDay(date('2026-01-31'), 30).toString()).toBe('2026-03-02');
});
