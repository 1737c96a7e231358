import { expect, test } from 'vitest';
import { describeClock } from '#ports/clock.contract.ts';
import { setClock } from './set-clock.ts';
import { systemClock } from './system-clock.ts';

describeClock('of the machine', systemClock);
describeClock('that is set', () => setClock(Temporal.Instant.from('2026-11-23T12:00:00Z')));

test.each([
  ['in summer the London day begins an hour before the UTC day', '2026-06-30T23:30:00Z', '2026-07-01'],
  ['in winter it begins with it', '2026-12-31T23:30:00Z', '2026-12-31'],
  ['the last moment of the tax year', '2026-04-05T22:59:59Z', '2026-04-05'],
  ['the first moment of the next', '2026-04-05T23:00:00Z', '2026-04-06'],
])('%s', (_, moment, day) => {
  expect(String(setClock(Temporal.Instant.from(moment)).today())).toBe(day);
});

test('a clock that is set stands still until it is set again', () => {
  const clock = setClock(Temporal.Instant.from('2026-11-23T12:00:00Z'));
  expect(clock.now().equals(clock.now())).toBe(true);
  clock.set(Temporal.Instant.from('2027-04-06T00:00:00Z'));
  expect(String(clock.today())).toBe('2027-04-06');
});
