import { describe, expect, test } from 'vitest';
import type { Clock } from './clock.ts';

/** What every clock promises. */
export function describeClock(name: string, make: () => Clock): void {
  describe(`the clock: ${name}`, () => {
    test('never goes back', () => {
      const clock = make();
      const first = clock.now();
      expect(Temporal.Instant.compare(clock.now(), first)).toBeGreaterThanOrEqual(0);
    });

    test('says what day it is in London at that moment, whatever the machine’s zone', () => {
      const clock = make();
      const before = londonDay(clock.now());
      const today = clock.today();
      const after = londonDay(clock.now());
      // midnight may pass between the two
      expect([String(before), String(after)]).toContain(String(today));
    });
  });
}

function londonDay(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO('Europe/London').toPlainDate();
}
