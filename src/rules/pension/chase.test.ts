import { expect, test } from 'vitest';
import { chaseDue } from './chase.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const due = (today: string, chasedOn: string[] = [], sentOn = '2026-11-01') =>
  chaseDue(
    { sentOn: day(sentOn), safeUntil: day('2027-01-08'), lastChance: day('2027-01-10'), chasedOn: chasedOn.map(day) },
    day(today),
  );

test.each([
  ['2026-11-07', [], false, 'six days after it was sent'],
  ['2026-11-08', [], true, 'a week after it was sent'],
  ['2026-11-12', [], true, 'days were missed'],
  ['2026-11-12', ['2026-11-12'], false, 'chased today'],
  ['2026-11-08', ['2026-11-05'], false, 'chased three days early, with another form'],
  ['2026-11-08', ['2026-11-04'], true, 'chased four days early'],
  ['2026-12-10', ['2026-11-22'], false, 'between three weeks after sending and 28 days before the end'],
  ['2026-12-11', ['2026-11-22'], true, '28 days before the end'],
  ['2027-01-10', ['2027-01-01'], false, 'nothing is left but the last chance'],
  ['2027-01-10', [], true, 'never chased, on the last chance'],
  ['2027-01-11', [], false, 'too late'],
])('on %s, chased on %j: %s (%s)', (today, chasedOn, expected) => {
  expect(due(today, chasedOn)).toBe(expected);
});

test('a form that is sent late is not chased on the day it goes out', () => {
  expect(due('2026-12-26', [], '2026-12-26')).toBe(false);
  expect(due('2027-01-01', [], '2026-12-26')).toBe(true);
});
