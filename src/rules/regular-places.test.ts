import { expect, test } from 'vitest';
import { regularPlaces } from './regular-places.ts';

const first = Temporal.PlainDate.from('2026-01-05');
const weekly = (place: string, count: number, from = first) =>
  Array.from({ length: count }, (_, n) => ({ place, on: from.add({ weeks: n }) }));
const upTo = Temporal.PlainDate.from('2026-11-24');

test('24 days at one place in twelve months are shown, 23 among many others are not', () => {
  const elsewhere = weekly('elsewhere', 46, first.add({ days: 1 })).map((it, n) => ({ ...it, place: `place ${n}` }));
  expect(regularPlaces([...weekly('Hill', 24), ...elsewhere], upTo)).toEqual([
    { place: 'Hill', days: 24, allDays: 70 },
  ]);
  expect(regularPlaces([...weekly('Hill', 23), ...elsewhere], upTo)).toEqual([]);
});

test('so are ten days that are two fifths of all days travelled; two trips of one day are one day', () => {
  const some = [...weekly('Hill', 10), ...weekly('Hill', 10), ...weekly('Dale', 9, first.add({ days: 1 }))];
  expect(regularPlaces(some, upTo)).toEqual([{ place: 'Hill', days: 10, allDays: 19 }]);
  expect(regularPlaces(weekly('Hill', 9), upTo)).toEqual([]);
});

test('what lies more than a year back is no longer regular', () => {
  expect(regularPlaces(weekly('Hill', 30), Temporal.PlainDate.from('2027-11-24'))).toEqual([]);
});
