import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CalendarSource, LARGEST_ANSWER } from './calendar-source.ts';

export interface CalendarSourceUnderTest {
  readonly source: CalendarSource;
  /** Publishes a text, or what the far end answers instead, and tells where. */
  publish(what: string | 'missing' | 'locked'): Promise<string>;
  close(): Promise<void>;
}

/** What every source of calendars promises. */
export function describeCalendarSource(name: string, make: () => Promise<CalendarSourceUnderTest>): void {
  describe(`the source of calendars: ${name}`, () => {
    let made: CalendarSourceUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    test('reads the whole text, letters of every language included', async () => {
      const text = 'BEGIN:VCALENDAR\r\nX-WR-CALNAME:Café 日本\r\nEND:VCALENDAR\r\n';
      expect(await made.source.read(await made.publish(text))).toEqual({ kind: 'read', text });
    });

    test('says that there is nothing', async () => {
      expect(await made.source.read(await made.publish('missing'))).toEqual({ kind: 'failed', reason: 'not_found' });
    });

    test('says that nobody is let in', async () => {
      expect(await made.source.read(await made.publish('locked'))).toEqual({ kind: 'failed', reason: 'denied' });
    });

    test('reads 5 MB and refuses a byte more', async () => {
      const full = 'x'.repeat(LARGEST_ANSWER);
      expect(await made.source.read(await made.publish(full))).toEqual({ kind: 'read', text: full });
      expect(await made.source.read(await made.publish(`${full}x`))).toEqual({ kind: 'failed', reason: 'too_large' });
    });

    test.each(['file:///etc/passwd', 'ftp://example.org/a.ics', 'not an address', '', 'javascript:1'])(
      'does not read from %j',
      async address => {
        expect(await made.source.read(address)).toEqual({ kind: 'failed', reason: 'not_allowed' });
      },
    );
  });
}
