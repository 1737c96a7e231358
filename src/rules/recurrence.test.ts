import { expect, test } from 'vitest';
import { daysDue, nextDue } from './recurrence.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const monthly = { firstOn: day('2026-08-31'), everyMonths: 1, untilOn: null } as const;

test('what falls on the 31st falls on the last day of a shorter month, and on the 31st again', () => {
  expect(daysDue(monthly, null, day('2026-12-31')).map(String)).toEqual([
    '2026-08-31',
    '2026-09-30',
    '2026-10-31',
    '2026-11-30',
    '2026-12-31',
  ]);
});

test('two spans of days beside each other hold what the whole holds', () => {
  const both = [
    ...daysDue(monthly, null, day('2026-10-30')),
    ...daysDue(monthly, day('2026-10-30'), day('2027-03-01')),
  ];
  expect(both.map(String)).toEqual(daysDue(monthly, null, day('2027-03-01')).map(String));
});

test('its last day counts, and nothing falls after it', () => {
  const quarterly = { firstOn: day('2026-01-05'), everyMonths: 3, untilOn: day('2026-07-05') } as const;
  expect(daysDue(quarterly, null, day('2027-01-01')).map(String)).toEqual(['2026-01-05', '2026-04-05', '2026-07-05']);
  expect(nextDue(quarterly, day('2026-07-04'))?.toString()).toBe('2026-07-05');
  expect(nextDue(quarterly, day('2026-07-05'))).toBeUndefined();
  expect(nextDue(quarterly, day('2020-01-01'))?.toString()).toBe('2026-01-05');
});
