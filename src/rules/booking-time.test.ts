import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMinutes, periodOf, workedMinutes } from './booking-time.ts';

const at = (date: string, start: string, end: string) =>
  periodOf({
    date: Temporal.PlainDate.from(date),
    start: Temporal.PlainTime.from(start),
    end: Temporal.PlainTime.from(end),
  });
const minutes = (date: string, start: string, end: string) => {
  const answer = at(date, start, end);
  return answer.ok ? answer.minutes : answer.reason;
};

test('an ordinary morning', () => {
  expect(minutes('2026-11-24', '08:30', '13:00')).toBe(270);
});

test('a night runs into the next day', () => {
  const night = at('2026-11-24', '22:00', '06:00');
  expect(night).toMatchObject({ ok: true, minutes: 480 });
  expect(night.ok && night.endsAt.toString()).toBe('2026-11-25T06:00:00Z');
  expect(minutes('2026-12-31', '20:00', '00:00')).toBe(240);
});

test('a night in which the clocks go forward is an hour shorter, one in which they go back an hour longer', () => {
  expect(minutes('2026-03-28', '22:00', '06:00')).toBe(420);
  expect(minutes('2026-10-24', '22:00', '06:00')).toBe(540);
});

test('a time that the clocks skip is refused by name', () => {
  expect(minutes('2026-03-29', '01:30', '09:00')).toBe('start_skipped');
  expect(minutes('2026-03-28', '20:00', '01:30')).toBe('end_skipped');
  expect(minutes('2026-03-28', '20:00', '01:00')).toBe('end_skipped');
  expect(minutes('2026-03-28', '20:00', '02:00')).toBe(300);
});

test('the doubled hour is paid in full when worked through, and once when the work lies within it', () => {
  expect(minutes('2026-10-25', '00:30', '01:30')).toBe(120);
  expect(minutes('2026-10-25', '01:00', '01:30')).toBe(30);
  expect(minutes('2026-10-25', '01:30', '02:30')).toBe(120);
});

test('start and end at the same time is nothing', () => {
  expect(minutes('2026-11-24', '09:00', '09:00')).toBe('zero_length');
});

const anyDate = fc.integer({ min: 0, max: 1500 }).map(days => Temporal.PlainDate.from('2024-01-01').add({ days }));
const anyTime = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map(it => Temporal.PlainTime.from({ hour: Math.floor(it / 60), minute: it % 60 }));

test('a period lasts from a minute to a day and an hour, whatever day it is on', () => {
  fc.assert(
    fc.property(anyDate, anyTime, anyTime, (date, start, end) => {
      const answer = periodOf({ date, start, end });
      if (!answer.ok) return;
      expect(answer.minutes).toBeGreaterThan(0);
      expect(answer.minutes).toBeLessThanOrEqual(25 * 60);
      expect(answer.endsAt.epochMilliseconds - answer.startsAt.epochMilliseconds).toBe(answer.minutes * 60_000);
    }),
  );
});

test('splitting a period at any clock time between changes nothing in its minutes', () => {
  fc.assert(
    fc.property(anyDate, anyTime, anyTime, anyTime, (date, start, middle, end) => {
      const inOrder = Temporal.PlainTime.compare(start, middle) < 0 && Temporal.PlainTime.compare(middle, end) < 0;
      const [whole, first, second] = [
        periodOf({ date, start, end }),
        periodOf({ date, start, end: middle }),
        periodOf({ date, start: middle, end }),
      ];
      if (!inOrder || !whole.ok || !first.ok || !second.ok || !first.endsAt.equals(second.startsAt)) return;
      expect(first.minutes + second.minutes).toBe(whole.minutes);
    }),
  );
});

test('a break is taken off, and has to be shorter than the work', () => {
  expect(workedMinutes(480, 30)).toEqual({ ok: true, minutes: 450 });
  expect(workedMinutes(30, 30)).toMatchObject({ ok: false, reason: 'break_too_long' });
});

test('minutes in words', () => {
  expect([45, 60, 210, 0].map(formatMinutes)).toEqual(['45 min', '1 h', '3 h 30 min', '0 min']);
});
