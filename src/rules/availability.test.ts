import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Availability,
  type AvailabilityException,
  type AvailabilityRule,
  type BusyPeriod,
  covers,
  firstClash,
  offeredSlots,
} from './availability.ts';
import { formatTime, londonDay, londonTime } from './dates.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const time = (text: string) => Temporal.PlainTime.from(text);
const at = (text: string) => Temporal.Instant.from(text);
const busy = (from: string, to: string): BusyPeriod => ({ startsAt: at(from), endsAt: at(to) });

const TUESDAY_MORNINGS: AvailabilityRule = {
  weekdays: [2],
  from: time('08:30'),
  to: time('12:30'),
  firstDay: day('2026-11-24'),
  lastDay: null,
  everyWeeks: 1,
  termTimeOnly: false,
};

const offering = (change: Partial<Availability> = {}): Availability => ({
  rules: [TUESDAY_MORNINGS],
  exceptions: [],
  termBreaks: [],
  busy: [],
  guardMinutes: 30,
  now: at('2026-11-01T00:00:00Z'),
  noticeHours: 24,
  shortestMinutes: 120,
  ...change,
});

/** `2026-11-24 08:30–12:30`, in London. */
const shown = (availability: Availability, from = '2026-11-23', to = '2026-12-31') =>
  offeredSlots(availability, day(from), day(to)).map(
    slot => `${slot.date} ${formatTime(londonTime(slot.startsAt))}–${formatTime(londonTime(slot.endsAt))}`,
  );

describe('what is offered', () => {
  test('every Tuesday morning until a date', () => {
    expect(shown(offering({ rules: [{ ...TUESDAY_MORNINGS, lastDay: day('2026-12-08') }] }))).toEqual([
      '2026-11-24 08:30–12:30',
      '2026-12-01 08:30–12:30',
      '2026-12-08 08:30–12:30',
    ]);
  });

  test('every second week counts from the week of the first day, also where that day is not one of the weekdays', () => {
    const rule = { ...TUESDAY_MORNINGS, firstDay: day('2026-11-26'), everyWeeks: 2 as const };
    expect(shown(offering({ rules: [rule] }))).toEqual(['2026-12-08 08:30–12:30', '2026-12-22 08:30–12:30']);
  });

  test('a rule for term time rests in the breaks that the locum named, other rules and extra sessions do not', () => {
    const availability = offering({
      rules: [
        { ...TUESDAY_MORNINGS, termTimeOnly: true },
        { ...TUESDAY_MORNINGS, weekdays: [3], lastDay: day('2026-12-23') },
      ],
      termBreaks: [{ firstDay: day('2026-12-21'), lastDay: day('2027-01-03') }],
      exceptions: [{ kind: 'extra', date: day('2026-12-24'), from: time('09:00'), to: time('13:00') }],
    });
    expect(shown(availability, '2026-12-14', '2027-01-05')).toEqual([
      '2026-12-15 08:30–12:30',
      '2026-12-16 08:30–12:30',
      '2026-12-23 08:30–12:30',
      '2026-12-24 09:00–13:00',
      '2027-01-05 08:30–12:30',
    ]);
  });

  test('days off and blocked hours are taken without a guard around them', () => {
    const exceptions: AvailabilityException[] = [
      { kind: 'off', firstDay: day('2026-11-30'), lastDay: day('2026-12-06') },
      { kind: 'block', date: day('2026-12-08'), from: time('10:30'), to: time('11:00') },
    ];
    expect(shown(offering({ exceptions }), '2026-11-24', '2026-12-08')).toEqual([
      '2026-11-24 08:30–12:30',
      '2026-12-08 08:30–10:30',
    ]);
  });

  test('a night before a day off ends at midnight', () => {
    const night = { ...TUESDAY_MORNINGS, from: time('20:00'), to: time('08:00') };
    const off = { kind: 'off' as const, firstDay: day('2026-11-25'), lastDay: day('2026-11-25') };
    expect(shown(offering({ rules: [night], exceptions: [off] }), '2026-11-24', '2026-11-26')).toEqual([
      '2026-11-24 20:00–00:00',
    ]);
  });

  test.each([
    ['in the middle of the session', '2026-11-24T10:00:00Z', '2026-11-24T10:30:00Z', []],
    ['at its end', '2026-11-24T12:00:00Z', '2026-11-24T18:00:00Z', ['2026-11-24 08:30–11:30']],
    [
      'just before, so that only travel is in the way',
      '2026-11-24T06:00:00Z',
      '2026-11-24T08:30:00Z',
      ['2026-11-24 09:00–12:30'],
    ],
    ['far enough before', '2026-11-24T06:00:00Z', '2026-11-24T08:00:00Z', ['2026-11-24 08:30–12:30']],
    ['all day', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z', []],
  ])('something taken %s', (_, from, to, expected) => {
    expect(shown(offering({ busy: [busy(from, to)] }), '2026-11-24', '2026-11-24')).toEqual(expected);
  });

  test('nothing starts sooner than the notice asked for; the rest of a session starts at a quarter of an hour', () => {
    const now = at('2026-11-23T09:50:00Z');
    expect(shown(offering({ now }), '2026-11-24', '2026-11-24')).toEqual(['2026-11-24 10:00–12:30']);
    expect(shown(offering({ now, noticeHours: 48 }), '2026-11-24', '2026-11-24')).toEqual([]);
  });

  test('sessions that overlap are one, sessions that touch stay two', () => {
    const rules = [
      TUESDAY_MORNINGS,
      { ...TUESDAY_MORNINGS, from: time('12:00'), to: time('15:00') },
      { ...TUESDAY_MORNINGS, from: time('15:00'), to: time('18:00') },
    ];
    expect(shown(offering({ rules }), '2026-11-24', '2026-11-24')).toEqual([
      '2026-11-24 08:30–15:00',
      '2026-11-24 15:00–18:00',
    ]);
  });

  test.each([
    ['the clocks go forward: seven hours', '2026-03-28', '22:00', '06:00', 7],
    ['the clocks go back: nine hours', '2026-10-24', '22:00', '06:00', 9],
    ['over a time that is skipped nothing is offered', '2026-03-28', '22:00', '01:30', undefined],
  ])('a night in which %s', (_, date, from, to, hours) => {
    const rule = { ...TUESDAY_MORNINGS, weekdays: [6], from: time(from), to: time(to), firstDay: day('2026-01-01') };
    const availability = offering({ rules: [rule], now: at('2026-01-01T00:00:00Z') });
    const [slot] = offeredSlots(availability, day(date), day(date));
    expect(slot?.startsAt.until(slot.endsAt).total('hours')).toBe(hours);
  });
});

describe('whether a period is offered', () => {
  const slots = [
    busy('2026-11-24T08:30:00Z', '2026-11-24T12:30:00Z'),
    busy('2026-11-24T12:30:00Z', '2026-11-24T18:00:00Z'),
  ];
  test.each([
    ['within one session', '2026-11-24T09:00:00Z', '2026-11-24T12:00:00Z', true],
    ['over two that touch', '2026-11-24T08:30:00Z', '2026-11-24T18:00:00Z', true],
    ['beginning a minute before', '2026-11-24T08:29:00Z', '2026-11-24T12:00:00Z', false],
    ['ending a minute after', '2026-11-24T12:30:00Z', '2026-11-24T18:01:00Z', false],
    ['on another day', '2026-11-25T09:00:00Z', '2026-11-25T12:00:00Z', false],
  ])('%s', (_, from, to, expected) => {
    expect(covers(slots, busy(from, to))).toBe(expected);
  });

  test('a clash counts the guard on both sides, and touching it exactly is none', () => {
    const taken = [busy('2026-11-24T10:00:00Z', '2026-11-24T12:00:00Z')];
    expect(firstClash(taken, busy('2026-11-24T08:00:00Z', '2026-11-24T09:30:00Z'), 30)).toBeUndefined();
    expect(firstClash(taken, busy('2026-11-24T08:00:00Z', '2026-11-24T09:31:00Z'), 30)).toBe(taken[0]);
    expect(firstClash(taken, busy('2026-11-24T12:30:00Z', '2026-11-24T14:00:00Z'), 30)).toBeUndefined();
    expect(firstClash(taken, busy('2026-11-24T12:29:00Z', '2026-11-24T14:00:00Z'), 30)).toBe(taken[0]);
  });
});

/** Around both changes of the clock in 2026 and in the depth of winter. */
const MONDAYS = ['2026-03-23', '2026-10-19', '2026-11-23'].map(day);
const times = fc.integer({ min: 0, max: 95 }).map(quarter => time('00:00').add({ minutes: quarter * 15 }));
const moments = (monday: Temporal.PlainDate) =>
  fc
    .integer({ min: -24 * 60, max: 15 * 24 * 60 })
    .map(minutes => monday.toZonedDateTime('UTC').toInstant().add({ minutes }));

const cases = fc.constantFrom(...MONDAYS).chain(monday => {
  const days = fc.integer({ min: 0, max: 13 }).map(n => monday.add({ days: n }));
  return fc.record({
    monday: fc.constant(monday),
    availability: fc.record<Availability>({
      rules: fc.array(
        fc
          .record({
            weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
            from: times,
            to: times,
            firstDay: days,
            lastDay: fc.option(days),
            everyWeeks: fc.constantFrom(1 as const, 2 as const),
            termTimeOnly: fc.boolean(),
          })
          .filter(rule => !rule.from.equals(rule.to)),
        { maxLength: 4 },
      ),
      exceptions: fc.array(
        fc.oneof(
          fc
            .record({ kind: fc.constantFrom('extra' as const, 'block' as const), date: days, from: times, to: times })
            .filter(it => !it.from.equals(it.to)),
          fc
            .tuple(days, fc.integer({ min: 0, max: 3 }))
            .map(([firstDay, n]) => ({ kind: 'off' as const, firstDay, lastDay: firstDay.add({ days: n }) })),
        ),
        { maxLength: 4 },
      ),
      termBreaks: fc.array(
        days.map(firstDay => ({ firstDay, lastDay: firstDay.add({ days: 2 }) })),
        { maxLength: 2 },
      ),
      busy: fc.array(
        fc
          .tuple(moments(monday), fc.integer({ min: 1, max: 2000 }))
          .map(([startsAt, minutes]) => ({ startsAt, endsAt: startsAt.add({ minutes }) })),
        { maxLength: 8 },
      ),
      guardMinutes: fc.integer({ min: 0, max: 180 }),
      now: moments(monday),
      noticeHours: fc.integer({ min: 0, max: 72 }),
      shortestMinutes: fc.integer({ min: 15, max: 300 }),
    }),
  });
});

describe('whatever the rules and whatever is taken', () => {
  test('an offered slot never meets a busy one, with travel and rest kept free, across both changes of the clock', () => {
    let offered = 0;
    fc.assert(
      fc.property(cases, ({ monday, availability }) => {
        for (const slot of offeredSlots(availability, monday, monday.add({ days: 13 }))) {
          offered++;
          const [start, end] = [slot.startsAt.epochMilliseconds, slot.endsAt.epochMilliseconds];
          const guard = availability.guardMinutes * 60_000;
          for (const it of availability.busy) {
            const isClear =
              end <= it.startsAt.epochMilliseconds - guard || start >= it.endsAt.epochMilliseconds + guard;
            expect(isClear, `${slot.startsAt} to ${slot.endsAt} meets ${it.startsAt} to ${it.endsAt}`).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
    // were nothing ever offered, the property would hold for nothing
    expect(offered).toBeGreaterThan(2000);
  });

  test('it is long enough, soon enough, on no day off and in no blocked hour', () => {
    fc.assert(
      fc.property(cases, ({ monday, availability }) => {
        for (const slot of offeredSlots(availability, monday, monday.add({ days: 13 }))) {
          const minutes = slot.startsAt.until(slot.endsAt).total('minutes');
          expect(minutes).toBeGreaterThanOrEqual(availability.shortestMinutes);
          expect(availability.now.until(slot.startsAt).total('hours')).toBeGreaterThanOrEqual(availability.noticeHours);
          expect(londonDay(slot.startsAt).equals(slot.date)).toBe(true);
          for (const it of availability.exceptions) {
            if (it.kind === 'off') {
              const last = londonDay(slot.endsAt.subtract({ milliseconds: 1 }));
              const meets =
                Temporal.PlainDate.compare(slot.date, it.lastDay) <= 0 &&
                Temporal.PlainDate.compare(last, it.firstDay) >= 0;
              expect(meets).toBe(false);
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('what is asked for in two parts is what is asked for at once', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 12 }), ({ monday, availability }, n) => {
        const split = monday.add({ days: n });
        const last = monday.add({ days: 13 });
        const parts = [
          ...offeredSlots(availability, monday, split),
          ...offeredSlots(availability, split.add({ days: 1 }), last),
        ];
        expect(parts.map(it => it.startsAt.toString())).toEqual(
          offeredSlots(availability, monday, last).map(it => it.startsAt.toString()),
        );
      }),
      { numRuns: 500 },
    );
  });
});
