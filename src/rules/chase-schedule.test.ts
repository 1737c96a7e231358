import { expect, test } from 'vitest';
import { type LateInvoice, nextChase, USUAL_CHASE_DAYS } from './chase-schedule.ts';
import { debtAge } from './debt-age.ts';

const day = Temporal.PlainDate.from;

function next(change: Partial<LateInvoice> = {}) {
  return nextChase({ dueOn: day('2026-11-02'), days: USUAL_CHASE_DAYS, promisedOn: null, chasedOn: [], ...change });
}

test('reminders come 1, 14, 21 and 28 days after the due day, and then no more', () => {
  const chasedOn: Temporal.PlainDate[] = [];
  const days = [];
  for (let at = next(); at; at = next({ chasedOn })) {
    days.push(at.toString());
    chasedOn.push(at);
  }
  expect(days).toEqual(['2026-11-03', '2026-11-16', '2026-11-23', '2026-11-30']);
});

test('one reminder makes up for all days that were missed', () => {
  expect(next({ chasedOn: [day('2026-11-24')] })?.toString()).toBe('2026-11-30');
});

test('a reminder by hand three days early stands for the day, four days early does not', () => {
  const early = (on: string) => next({ chasedOn: [day('2026-11-03'), day(on)] })?.toString();
  expect(early('2026-11-13')).toBe('2026-11-23');
  expect(early('2026-11-12')).toBe('2026-11-16');
});

test('after a promise nothing is sent until its day is over, even where the schedule is at its end', () => {
  expect(next({ promisedOn: day('2026-11-20') })?.toString()).toBe('2026-11-21');
  expect(next({ promisedOn: day('2026-12-10'), chasedOn: [day('2026-11-30')] })?.toString()).toBe('2026-12-11');
  expect(next({ promisedOn: day('2026-12-02'), chasedOn: [day('2026-12-01')] })?.toString()).toBe('2026-12-03');
  expect(next({ promisedOn: day('2026-12-02'), chasedOn: [day('2026-12-03')] })).toBeUndefined();
});

test('a debt grows older the day after 30, 60 and 90 days', () => {
  const age = (days: number) => debtAge(day('2026-01-01'), day('2026-01-01').add({ days }));
  expect([0, 1, 30, 31, 60, 61, 90, 91].map(age)).toEqual([
    'not_due',
    'to_30',
    'to_30',
    'to_60',
    'to_60',
    'to_90',
    'to_90',
    'over_90',
  ]);
});
