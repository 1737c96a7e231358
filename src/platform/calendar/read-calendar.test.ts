import { describe, expect, test } from 'vitest';
import { LARGEST_CALENDAR, readCalendar } from './read-calendar.ts';

/** A calendar of the given lines of events, as programs write it. */
const calendar = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:one@example.org', ...lines, 'END:VEVENT'];

/** What is taken, in UTC: `2026-11-24T08:30Z/PT4H`. */
function taken(text: string, from = '2026-01-01', to = '2027-01-01'): string[] {
  const window = { from: Temporal.Instant.from(`${from}T00:00:00Z`), to: Temporal.Instant.from(`${to}T00:00:00Z`) };
  const reading = readCalendar(text, window);
  if (!reading.ok) throw new Error(reading.reason);
  expect(reading.unreadable).toBe(0);
  return reading.busy.map(
    it =>
      `${it.startsAt.toString({ smallestUnit: 'minute' })}/${it.startsAt.until(it.endsAt, { largestUnit: 'hour' }).toString()}`,
  );
}

const LONDON_TIME = 'TZID=Europe/London';

describe('single events', () => {
  test.each([
    ['in UTC', ['DTSTART:20261124T083000Z', 'DTEND:20261124T123000Z'], ['2026-11-24T08:30Z/PT4H']],
    [
      'in London in summer',
      [`DTSTART;${LONDON_TIME}:20260624T083000`, `DTEND;${LONDON_TIME}:20260624T123000`],
      ['2026-06-24T07:30Z/PT4H'],
    ],
    ['floating is London', ['DTSTART:20260624T083000', 'DTEND:20260624T123000'], ['2026-06-24T07:30Z/PT4H']],
    [
      'in another zone by its bare name',
      ['DTSTART;TZID=America/New_York:20261124T083000', 'DURATION:PT1H'],
      ['2026-11-24T13:30Z/PT1H'],
    ],
    [
      "by Windows' name of a zone",
      ['DTSTART;TZID=W. Europe Standard Time:20260624T083000', 'DURATION:PT1H'],
      ['2026-06-24T06:30Z/PT1H'],
    ],
    [
      'with a path before the name',
      ['DTSTART;TZID=/citadel.org/20210210_1/Europe/Paris:20260624T083000', 'DURATION:PT1H'],
      ['2026-06-24T06:30Z/PT1H'],
    ],
    [
      'in a zone that nobody knows, as London',
      ['DTSTART;TZID=Middle Earth:20260624T083000', 'DURATION:PT1H'],
      ['2026-06-24T07:30Z/PT1H'],
    ],
    [
      'from one zone to another',
      ['DTSTART;TZID=Europe/London:20261124T100000', 'DTEND;TZID=Europe/Paris:20261124T130000'],
      ['2026-11-24T10:00Z/PT2H'],
    ],
    ['all day in winter', ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261125'], ['2026-11-24T00:00Z/PT24H']],
    [
      'all day in summer begins in London',
      ['DTSTART;VALUE=DATE:20260624', 'DTEND;VALUE=DATE:20260626'],
      ['2026-06-23T23:00Z/PT48H'],
    ],
    ['all day without an end', ['DTSTART;VALUE=DATE:20261124'], ['2026-11-24T00:00Z/PT24H']],
    ['all day on which the clocks go forward', ['DTSTART;VALUE=DATE:20260329'], ['2026-03-29T00:00Z/PT23H']],
    [
      'all day on which the clocks go back',
      ['DTSTART;VALUE=DATE:20261025', 'DURATION:P1D'],
      ['2026-10-24T23:00Z/PT25H'],
    ],
    [
      'over the night in which the clocks go back',
      ['DTSTART:20261024T220000', 'DTEND:20261025T060000'],
      ['2026-10-24T21:00Z/PT9H'],
    ],
    [
      'a day long by its duration, over that night',
      ['DTSTART:20261024T120000', 'DURATION:P1D'],
      ['2026-10-24T11:00Z/PT25H'],
    ],
    ['24 hours long, over that night', ['DTSTART:20261024T120000', 'DURATION:PT24H'], ['2026-10-24T11:00Z/PT24H']],
    ['at a time that the clocks skip', ['DTSTART:20260329T013000', 'DURATION:PT1H'], ['2026-03-29T01:30Z/PT1H']],
    [
      'at a time that occurs twice: the first',
      ['DTSTART:20261025T013000', 'DURATION:PT1H'],
      ['2026-10-25T00:30Z/PT1H'],
    ],
    ['cancelled', ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'STATUS:CANCELLED'], []],
    ['shown as free', ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'TRANSP:TRANSPARENT'], []],
    ['shown as free by Outlook', ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'], []],
    [
      'tentative is taken',
      ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'STATUS:TENTATIVE'],
      ['2026-11-24T08:30Z/PT1H'],
    ],
    ['a reminder that takes no time', ['DTSTART:20261124T083000Z'], []],
    [
      'with an alarm that has a duration of its own',
      [
        'DTSTART:20261124T083000Z',
        'DURATION:PT1H',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT15M',
        'DURATION:PT5M',
        'REPEAT:2',
        'END:VALARM',
      ],
      ['2026-11-24T08:30Z/PT1H'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(taken(calendar(...event(...lines)))).toEqual(expected);
  });

  test('a zone that only the calendar itself defines', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Our office',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:19700329T020000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ];
    const weekly = event('DTSTART;TZID=Our office:20261020T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=2');
    expect(taken(calendar(...zone, ...weekly))).toEqual(['2026-10-20T07:00Z/PT1H', '2026-10-27T08:00Z/PT1H']);
  });

  test('what the world’s table says of a zone wins over what the calendar says', () => {
    const wrong = [
      'BEGIN:VTIMEZONE',
      'TZID:Europe/London',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0000',
      'TZOFFSETTO:+0000',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    expect(taken(calendar(...wrong, ...event(`DTSTART;${LONDON_TIME}:20260624T083000`, 'DURATION:PT1H')))).toEqual([
      '2026-06-24T07:30Z/PT1H',
    ]);
  });

  test('the zone that the calendar as a whole names serves for one that nobody knows', () => {
    const text = calendar(
      'X-WR-TIMEZONE:Europe/Madrid',
      ...event('DTSTART;TZID=Custom:20261124T083000', 'DURATION:PT1H'),
    );
    expect(taken(text)).toEqual(['2026-11-24T07:30Z/PT1H']);
  });
});

describe('events that repeat', () => {
  const weekly = (...lines: readonly string[]) =>
    event(`DTSTART;${LONDON_TIME}:20261006T083000`, `DTEND;${LONDON_TIME}:20261006T123000`, ...lines);
  test.each([
    [
      'keep their time on the wall when the clocks go back',
      ['RRULE:FREQ=WEEKLY;COUNT=4'],
      ['2026-10-06T07:30Z/PT4H', '2026-10-13T07:30Z/PT4H', '2026-10-20T07:30Z/PT4H', '2026-10-27T08:30Z/PT4H'],
    ],
    [
      'until a moment in UTC, which is included',
      ['RRULE:FREQ=WEEKLY;UNTIL=20261013T073000Z'],
      ['2026-10-06T07:30Z/PT4H', '2026-10-13T07:30Z/PT4H'],
    ],
    ['until a moment just before', ['RRULE:FREQ=WEEKLY;UNTIL=20261013T072959Z'], ['2026-10-06T07:30Z/PT4H']],
    ['until a day', ['RRULE:FREQ=WEEKLY;UNTIL=20261013'], ['2026-10-06T07:30Z/PT4H', '2026-10-13T07:30Z/PT4H']],
    [
      'but for days left out, in the event’s zone, in UTC or as a day',
      [
        'RRULE:FREQ=WEEKLY;COUNT=4',
        `EXDATE;${LONDON_TIME}:20261006T083000`,
        'EXDATE:20261013T073000Z',
        'EXDATE;VALUE=DATE:20261027',
      ],
      ['2026-10-20T07:30Z/PT4H'],
    ],
    [
      'and days added',
      ['RDATE;TZID=Europe/London:20261008T083000,20261009T083000'],
      ['2026-10-06T07:30Z/PT4H', '2026-10-08T07:30Z/PT4H', '2026-10-09T07:30Z/PT4H'],
    ],
    [
      'and periods added',
      ['RDATE;VALUE=PERIOD:20261008T083000Z/PT1H,20261009T083000Z/20261009T093000Z'],
      ['2026-10-06T07:30Z/PT4H', '2026-10-08T08:30Z/PT1H', '2026-10-09T08:30Z/PT1H'],
    ],
    [
      'every second week on two days',
      ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4'],
      ['2026-10-06T07:30Z/PT4H', '2026-10-08T07:30Z/PT4H', '2026-10-20T07:30Z/PT4H', '2026-10-22T07:30Z/PT4H'],
    ],
    [
      'on the last Friday of the month; the start counts as well',
      ['RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231'],
      ['2026-10-06T07:30Z/PT4H', '2026-10-30T08:30Z/PT4H', '2026-11-27T08:30Z/PT4H', '2026-12-25T08:30Z/PT4H'],
    ],
    [
      'on the last working day of the month',
      ['RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20261130'],
      ['2026-10-06T07:30Z/PT4H', '2026-10-30T08:30Z/PT4H', '2026-11-30T08:30Z/PT4H'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(taken(calendar(...weekly(...lines)))).toEqual(expected);
  });

  test.each([
    [
      '29 February only in leap years',
      '20240229',
      'FREQ=YEARLY',
      '2025-01-01',
      '2029-01-01',
      ['2028-02-29T00:00Z/PT24H'],
    ],
    [
      'the 31st only in months that have one',
      '20260131',
      'FREQ=MONTHLY',
      '2026-02-01',
      '2026-06-01',
      ['2026-03-30T23:00Z/PT24H', '2026-05-30T23:00Z/PT24H'],
    ],
    [
      'the last day of each month',
      '20260131',
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '2026-02-01',
      '2026-04-01',
      ['2026-02-28T00:00Z/PT24H', '2026-03-30T23:00Z/PT24H'],
    ],
    [
      'for years, without an end, and only what is asked for',
      '19990105',
      'FREQ=WEEKLY',
      '2026-11-22',
      '2026-11-30',
      ['2026-11-24T00:00Z/PT24H'],
    ],
  ])('%s', (_, start, rule, from, to, expected) => {
    expect(taken(calendar(...event(`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`)), from, to)).toEqual(expected);
  });

  test('one time moved, one cancelled, one shown as free, whichever order they are written in', () => {
    const change = (id: string, ...lines: readonly string[]) => event(`RECURRENCE-ID;${id}`, 'DURATION:PT1H', ...lines);
    const parts = [
      change('TZID=Europe/London:20261013T083000', 'DTSTART;TZID=Europe/London:20261015T140000'),
      change('VALUE=DATE-TIME:20261020T073000Z', 'DTSTART:20261020T073000Z', 'STATUS:CANCELLED'),
      change('VALUE=DATE:20261027', 'DTSTART:20261027T083000Z', 'TRANSP:TRANSPARENT'),
      weekly('RRULE:FREQ=WEEKLY;COUNT=5'),
    ];
    const expected = ['2026-10-06T07:30Z/PT4H', '2026-10-15T13:00Z/PT1H', '2026-11-03T08:30Z/PT4H'];
    expect(taken(calendar(...parts.flat()))).toEqual(expected);
    expect(taken(calendar(...parts.toReversed().flat()))).toEqual(expected);
  });

  test('one time moved into what is asked for from beyond its end', () => {
    const parts = [
      weekly('RRULE:FREQ=WEEKLY'),
      event('RECURRENCE-ID;TZID=Europe/London:20271005T083000', 'DTSTART:20261225T100000Z', 'DURATION:PT1H'),
    ];
    expect(taken(calendar(...parts.flat()), '2026-12-25', '2026-12-26')).toEqual(['2026-12-25T10:00Z/PT1H']);
  });

  test('from one time on all are an hour later and shorter', () => {
    const parts = [
      weekly('RRULE:FREQ=WEEKLY;COUNT=4'),
      event(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261020T083000',
        'DTSTART;TZID=Europe/London:20261020T093000',
        'DURATION:PT2H',
      ),
    ];
    expect(taken(calendar(...parts.flat()))).toEqual([
      '2026-10-06T07:30Z/PT4H',
      '2026-10-13T07:30Z/PT4H',
      '2026-10-20T08:30Z/PT2H',
      '2026-10-27T09:30Z/PT2H',
    ]);
  });

  test('of two versions of one event the newer counts', () => {
    const older = event('SEQUENCE:1', 'DTSTART:20261124T083000Z', 'DURATION:PT1H');
    const newer = event('SEQUENCE:2', 'DTSTART:20261125T083000Z', 'DURATION:PT1H');
    expect(taken(calendar(...newer, ...older))).toEqual(['2026-11-25T08:30Z/PT1H']);
  });

  test.each([
    ['forward, seven hours pass and eight are kept: whichever ends later', '20260328', '2026-03-28T22:00Z/PT8H'],
    ['back, nine hours pass', '20261024', '2026-10-24T21:00Z/PT9H'],
  ])('a weekly night over which the clocks go %s', (_, day, expected) => {
    const lines = event('DTSTART:20260110T220000', 'DTEND:20260111T060000', 'RRULE:FREQ=WEEKLY');
    const from = Temporal.PlainDate.from(day);
    expect(taken(calendar(...lines), String(from), String(from.add({ days: 2 })))).toEqual([expected]);
  });
});

describe('whole calendars', () => {
  test('what overlaps is one, and only what lies between the two moments is answered', () => {
    const lines = [
      ...event('DTSTART:20261123T200000Z', 'DTEND:20261124T020000Z'),
      ...event('DTSTART:20261124T010000Z', 'DTEND:20261124T030000Z'),
      ...event('DTSTART:20261125T010000Z', 'DTEND:20261125T030000Z'),
    ].map((line, i) => (line.startsWith('UID') ? `UID:${i}` : line));
    expect(taken(calendar(...lines), '2026-11-24', '2026-11-25')).toEqual(['2026-11-24T00:00Z/PT3H']);
  });

  test('a calendar of free and busy times', () => {
    const lines = [
      'BEGIN:VFREEBUSY',
      'FREEBUSY:20261124T083000Z/PT1H,20261124T120000Z/20261124T130000Z',
      'FREEBUSY;FBTYPE=FREE:20261125T083000Z/PT1H',
      'END:VFREEBUSY',
    ];
    expect(taken(calendar(...lines))).toEqual(['2026-11-24T08:30Z/PT1H', '2026-11-24T12:00Z/PT1H']);
  });

  test('a calendar that is a cancellation takes nothing', () => {
    expect(taken(calendar('METHOD:CANCEL', ...event('DTSTART:20261124T083000Z', 'DURATION:PT1H')))).toEqual([]);
  });

  test('lines may be folded, end with a line feed alone and begin with a byte order mark', () => {
    const text = calendar(...event('DTSTART;TZID=Europe/', ' London:20260624T083000', 'DURATION:PT1H'));
    expect(taken(`\uFEFF${text.replaceAll('\r\n', '\n')}`)).toEqual(['2026-06-24T07:30Z/PT1H']);
  });
});

describe('what cannot be read', () => {
  const window = { from: Temporal.Instant.from('2026-01-01T00:00Z'), to: Temporal.Instant.from('2027-01-01T00:00Z') };
  test.each([
    ['a web page', '<!doctype html><html></html>', 'not_a_calendar'],
    ['nothing', '', 'not_a_calendar'],
    ['a picture', '\u0089PNG\r\n\u001a\n', 'not_a_calendar'],
    ['a download that broke off', calendar(...event('DTSTART:20261124T083000Z')).slice(0, -40), 'cut_off'],
    ['more than 5 MB', `BEGIN:VCALENDAR\r\n${'X'.repeat(LARGEST_CALENDAR)}`, 'too_large'],
    [
      'many events a second',
      calendar(
        ...Array.from({ length: 4 }, (_, i) => [
          'BEGIN:VEVENT',
          `UID:${i}`,
          'DTSTART:20260101T000000Z',
          'RRULE:FREQ=SECONDLY',
          'END:VEVENT',
        ]).flat(),
      ),
      'too_many',
    ],
  ])('%s', (_, text, reason) => {
    expect(readCalendar(text, window)).toMatchObject({ ok: false, reason });
  });

  test.each([
    ['a date that is none', ['DTSTART:20261345T083000Z', 'DURATION:PT1H']],
    ['no start', ['DURATION:PT1H']],
    ['a rule of an unknown kind', ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=SOMETIMES']],
    [
      'a rule that no day fits',
      ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ],
    [
      'a rule with a pause of centuries',
      ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;INTERVAL=999999999'],
    ],
    ['a line without a colon', ['DTSTART:20261124T083000Z', 'DURATION:PT1H', 'nonsense']],
  ])('an event with %s is counted and does not hide the others', (_, lines) => {
    const good = ['BEGIN:VEVENT', 'UID:good', 'DTSTART:20261201T083000Z', 'DURATION:PT1H', 'END:VEVENT'];
    const reading = readCalendar(calendar(...event(...lines), ...good), window);
    expect(reading).toMatchObject({ ok: true, unreadable: 1 });
    expect(reading.ok && String(reading.busy.at(-1)?.startsAt)).toBe('2026-12-01T08:30:00Z');
  });

  test.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4',
    'FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3',
    'FREQ=WEEKLY;BYMONTH=13',
    'FREQ=HOURLY;BYHOUR=25',
    'FREQ=MINUTELY;BYMONTHDAY=40',
  ])('a rule that cannot be met comes to an end: %s', rule => {
    const text = calendar(...event('DTSTART:20260124T083000Z', 'DURATION:PT1H', `RRULE:${rule}`));
    expect(readCalendar(text, window)).toMatchObject({ ok: true });
  });
});
