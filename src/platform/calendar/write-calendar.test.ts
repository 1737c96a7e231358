import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { readCalendar } from './read-calendar.ts';
import { type CalendarEvent, writeCalendar } from './write-calendar.ts';

const EVENT: CalendarEvent = {
  uid: 'bkg_1@sessional.example',
  startsAt: Temporal.Instant.from('2026-11-24T08:30:00Z'),
  endsAt: Temporal.Instant.from('2026-11-24T13:00:00Z'),
  summary: 'Surgery at Riverside',
  location: '2 River Lane, Leeds; LS2 7UE',
  description: 'Door code 12\\34\nAsk for Maggie, please',
  url: 'https://sessional.example/bookings/bkg_1?a=1,2;b',
  sequence: 3,
  cancelled: false,
  updatedAt: Temporal.Instant.from('2026-11-20T10:00:00.123Z'),
};

/** As another program reads it. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    calendar,
    events: calendar.getAllSubcomponents('vevent').map(component => ({
      of: (name: string) => component.getFirstPropertyValue(name)?.toString(),
    })),
  };
};

test('another program reads back what was written, commas, semicolons and new lines included', () => {
  const { calendar, events } = read(writeCalendar({ name: 'Sessional: Dr Okafor', events: [EVENT], refreshHours: 1 }));
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Sessional: Dr Okafor');
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
  const [event] = events;
  for (const [name, value] of [
    ['uid', EVENT.uid],
    ['dtstart', '2026-11-24T08:30:00Z'],
    ['dtend', '2026-11-24T13:00:00Z'],
    ['dtstamp', '2026-11-20T10:00:00Z'],
    ['sequence', '3'],
    ['summary', EVENT.summary],
    ['location', EVENT.location],
    ['description', EVENT.description],
    ['url', EVENT.url],
    ['status', 'CONFIRMED'],
  ] as const)
    expect(event?.of(name), name).toBe(value);
});

test('a cancelled event is written as cancelled and takes no time', () => {
  const text = writeCalendar({ name: 'Sessional', events: [{ ...EVENT, cancelled: true }] });
  expect(read(text).events[0]?.of('status')).toBe('CANCELLED');
  const window = { from: EVENT.startsAt, to: EVENT.endsAt };
  expect(readCalendar(text, window)).toMatchObject({ ok: true, busy: [] });
});

test('a later change has a higher sequence without being told so', () => {
  const { sequence: _, ...event } = EVENT;
  const later = { ...event, updatedAt: EVENT.updatedAt.add({ seconds: 1 }) };
  const sequences = read(writeCalendar({ name: 'S', events: [event, later] })).events.map(it =>
    Number(it.of('sequence')),
  );
  expect((sequences[1] ?? 0) - (sequences[0] ?? 0)).toBe(1);
});

test('what is left empty is left out', () => {
  const text = writeCalendar({ name: 'S', events: [{ ...EVENT, location: null, description: '', url: null }] });
  expect(text).not.toMatch(/LOCATION|DESCRIPTION|URL|REFRESH/);
});

test('a text cannot end its line and begin another', () => {
  const nasty = 'x\r\nEND:VEVENT\nBEGIN:VEVENT\rATTENDEE:mailto:a@example.org\u0000\u000b';
  const text = writeCalendar({ name: nasty, events: [{ ...EVENT, summary: nasty, url: nasty, uid: nasty }] });
  expect(text.split('\r\n').filter(line => /^(BEGIN:VEVENT|ATTENDEE)/.test(line))).toHaveLength(1);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
});

test('every line ends with CR LF and has at most 75 octets, and any text comes back whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), words => {
      const wanted = words.replace(/\p{Cc}/gu, '');
      const text = writeCalendar({ name: 'S', events: [{ ...EVENT, summary: `x${wanted}x` }] });
      expect(text.endsWith('\r\n')).toBe(true);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(read(text).events[0]?.of('summary')).toBe(`x${wanted}x`);
    }),
    { numRuns: 300 },
  );
});
