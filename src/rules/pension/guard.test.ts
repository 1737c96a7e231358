import { expect, test } from 'vitest';
import { londonDay } from '../dates.ts';
import { NATION_CODES } from '../nation.ts';
import { pensionMonthOf } from '../pension-month.ts';
import { formBDue, tenWeeks } from './deadlines.ts';
import { warningDue } from './guard.ts';

const date = (text: string) => Temporal.PlainDate.from(text);

/** A day on which a warning is shown, and which one. */
type Shown = readonly [day: string, threshold: number];

interface Watched {
  readonly name: string;
  readonly due: Temporal.PlainDate;
  readonly lastChance: Temporal.PlainDate;
  readonly since: Temporal.PlainDate;
}

/** Runs the daily job from the first day to the last and keeps what it showed. `runs`: how often it runs on a day. */
function walk(it: Watched, last: Temporal.PlainDate, runs: (day: Temporal.PlainDate) => number): Shown[] {
  const shown: Shown[] = [];
  for (let day = it.since; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (let run = 0; run < runs(day); run++) {
      const sent = shown.map(([, threshold]) => threshold);
      const threshold = warningDue(it.due, day, sent, it.lastChance);
      if (threshold !== undefined) shown.push([day.toString(), threshold]);
    }
  }
  return shown;
}

/** Counted forwards from the day that something was first watched: what a diary would have in it. */
function diary(it: Watched): Shown[] {
  const days: Shown[] = [28, 14, 7, 3, 1].map(left => [it.due.subtract({ days: left }).toString(), left]);
  return [...days, [it.lastChance.add({ days: 1 }).toString(), 0]];
}

/** A booking on every day of the year, some of them runs of several days, and Forms B of every month in all nations. */
const watched: Watched[] = [
  ...Array.from({ length: 366 }, (_, at): Watched => {
    const first = date('2027-11-01').add({ days: at });
    const { safeUntil, lastChance } = tenWeeks(first, first.add({ days: at % 10 }));
    return { name: `booking of ${first}`, due: safeUntil, lastChance, since: first };
  }),
  ...NATION_CODES.flatMap(nation =>
    Array.from({ length: 14 }, (_, at): Watched => {
      const month = pensionMonthOf(date('2027-10-01').add({ months: at }));
      const due = formBDue(month, nation);
      return { name: `Form B ${month} ${nation}`, due, lastChance: due, since: due.subtract({ days: 40 }) };
    }),
  ),
];

test('a year walked day by day shows each warning of each booking and Form B exactly once, in order', () => {
  for (const it of watched) {
    const last = it.lastChance.add({ days: 30 });
    expect(
      walk(it, last, () => 1),
      it.name,
    ).toEqual(diary(it));
  }
  expect(watched).toHaveLength(366 + 4 * 14);
});

test('a job that runs two times on each day shows the same', () => {
  for (const it of watched.slice(0, 120)) {
    expect(
      walk(it, it.lastChance.add({ days: 5 }), () => 2),
      it.name,
    ).toEqual(diary(it));
  }
});

test('deadlines fall on weekends, bank holidays and leap days as they come', () => {
  expect(formBDue(pensionMonthOf(date('2028-03-15')), 'england').toString()).toBe('2028-04-07');
  expect(formBDue(pensionMonthOf(date('2026-12-15')), 'northern_ireland').toString()).toBe('2027-01-06');
  // 22 December 2027 and 70 days: across the leap day
  expect(tenWeeks(date('2027-12-22'), date('2027-12-22')).safeUntil.toString()).toBe('2028-03-01');
  expect(warningDue(date('2028-03-01'), date('2028-02-29'), [28, 14, 7, 3])).toBe(1);
  expect(warningDue(date('2028-03-07'), date('2028-02-29'), [28, 14])).toBe(7);
  // Christmas Day and Good Friday 2026
  expect(warningDue(date('2026-12-25'), date('2026-12-24'), [3])).toBe(1);
  expect(warningDue(date('2026-04-03'), date('2026-04-04'), [1])).toBe(0);
});

test.each([
  ['the clocks go forward', '2027-03-28', '2027-03-26T03:10[Europe/London]'],
  ['the clocks go back', '2027-10-31', '2027-10-29T03:10[Europe/London]'],
])('over the night in which %s, no warning is lost or shown twice', (_, changes, start) => {
  const it: Watched = {
    name: changes,
    due: date(changes).add({ days: 1 }),
    lastChance: date(changes).add({ days: 1 }),
    since: date(changes),
  };
  const shown: Shown[] = [];
  let moment = Temporal.ZonedDateTime.from(start).toInstant();
  for (let hour = 0; hour < 24 * 7; hour++) {
    const today = londonDay(moment);
    const threshold = warningDue(
      it.due,
      today,
      shown.map(([, sent]) => sent),
    );
    if (threshold !== undefined) shown.push([today.toString(), threshold]);
    moment = moment.add({ hours: 1 });
  }
  expect(shown).toEqual([
    [it.due.subtract({ days: 3 }).toString(), 3],
    [it.due.subtract({ days: 1 }).toString(), 1],
    [it.due.add({ days: 1 }).toString(), 0],
  ]);
});

test('a job that missed days shows the nearest warning only, and none that it passed over', () => {
  const it: Watched = { name: '', due: date('2027-03-10'), lastChance: date('2027-03-10'), since: date('2027-02-01') };
  const off = (day: Temporal.PlainDate) => (day.toString() >= '2027-02-20' && day.toString() < '2027-03-08' ? 0 : 1);
  expect(walk(it, date('2027-04-01'), off)).toEqual([
    ['2027-02-10', 28],
    ['2027-03-08', 3],
    ['2027-03-09', 1],
    ['2027-03-11', 0],
  ]);
  const neverRan = (day: Temporal.PlainDate) => (day.toString() < '2027-03-20' ? 0 : 1);
  expect(walk(it, date('2027-04-01'), neverRan)).toEqual([['2027-03-20', 0]]);
});

test('a booking that is written down late gets the warning of that day, then those that follow', () => {
  const it: Watched = { name: '', due: date('2027-03-10'), lastChance: date('2027-03-10'), since: date('2027-03-05') };
  expect(walk(it, date('2027-03-31'), () => 1)).toEqual([
    ['2027-03-05', 7],
    ['2027-03-07', 3],
    ['2027-03-09', 1],
    ['2027-03-11', 0],
  ]);
});

test('when a last day is moved back, no warning is given that a nearer one has overtaken', () => {
  expect(warningDue(date('2027-03-10'), date('2027-03-05'), [28, 14, 3])).toBeUndefined();
  expect(warningDue(date('2027-03-10'), date('2027-03-09'), [28, 14, 3])).toBe(1);
});

test('between the safe day and the last chance nothing is said to be lost', () => {
  const { safeUntil, lastChance } = tenWeeks(date('2026-06-01'), date('2026-06-12'));
  expect([safeUntil.toString(), lastChance.toString()]).toEqual(['2026-08-10', '2026-08-21']);
  const on = (day: string, sent: number[]) => warningDue(safeUntil, date(day), sent, lastChance);
  expect([on('2026-08-10', [1]), on('2026-08-15', [1]), on('2026-08-15', [3]), on('2026-08-21', [1])]).toEqual([
    undefined,
    undefined,
    1,
    undefined,
  ]);
  expect([on('2026-08-22', [1]), on('2026-08-22', [1, 0]), on('2026-07-01', [])]).toEqual([0, undefined, undefined]);
});
