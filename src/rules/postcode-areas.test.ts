import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceWords, milesBetween, onFlatMap, snapped } from './distance.ts';
import { areaOf, POSTCODE_AREAS } from './postcode-areas.ts';

const britain = fc.record({
  latitude: fc.double({ min: 49.9, max: 60.9, noNaN: true }),
  longitude: fc.double({ min: -8.2, max: 1.8, noNaN: true }),
});
const at = (code: string) => {
  const area = POSTCODE_AREAS.find(one => one.code === code);
  if (!area) throw new Error(`no area ${code}`);
  return area;
};

test('there are the 121 areas of the United Kingdom, each once and within its seas', () => {
  expect(new Set(POSTCODE_AREAS.map(area => area.code)).size).toBe(POSTCODE_AREAS.length);
  expect(POSTCODE_AREAS).toHaveLength(121);
  for (const area of POSTCODE_AREAS) {
    expect(area.place, area.code).toMatch(/^[A-Z][A-Za-z -]+$/);
    expect(area.latitude, area.code).toBeGreaterThan(49.9);
    expect(area.latitude, area.code).toBeLessThan(60.9);
    expect(area.longitude, area.code).toBeGreaterThan(-8.2);
    expect(area.longitude, area.code).toBeLessThan(1.8);
  }
});

test.each([
  ['LS1 4AP', 'Leeds'],
  ['l1 8jq', 'Liverpool'],
  ['SW1A 1AA', 'London South West'],
  ['BT7', 'Belfast'],
  ['ze', 'Lerwick'],
])('%s lies in the area of %s', (postcode, place) => {
  expect(areaOf(postcode)?.place).toBe(place);
});

test.each(['', '12345', 'XX1 1AA', 'Leeds', 'LSX'])('%j is no postcode of ours', text => {
  expect(areaOf(text)).toBeUndefined();
});

test('distances between towns are right to a mile or two, and the same both ways', () => {
  // as the crow flies: London to Edinburgh about 331 miles, Leeds to Bradford about 8
  expect(milesBetween(at('WC'), at('EH'))).toBeCloseTo(331, -1);
  expect(milesBetween(at('LS'), at('BD'))).toBeCloseTo(8.2, 0);
  expect(milesBetween(at('LS'), at('BD'))).toBe(milesBetween(at('BD'), at('LS')));
});

test('a published location is the middle of a cell: within three miles of the truth, and one for the whole cell', () => {
  fc.assert(
    fc.property(britain, point => {
      const cell = snapped(point);
      expect(milesBetween(point, cell)).toBeLessThan(3.1);
      expect(snapped(cell)).toEqual(cell);
    }),
  );
});

test('the flat map keeps distances: a fifth of a per cent, anywhere in the country', () => {
  fc.assert(
    fc.property(britain, britain, (a, b) => {
      const [from, to] = [onFlatMap(a), onFlatMap(b)];
      const [flat, round] = [Math.hypot(from.x - to.x, from.y - to.y), milesBetween(a, b)];
      expect(Math.abs(flat - round)).toBeLessThan(0.002 * round + 0.01);
    }),
  );
});

test('distances are told in whole miles and never below three', () => {
  expect([0, 2.9, 3, 11.6].map(distanceWords)).toEqual([
    'under 3 miles',
    'under 3 miles',
    'about 3 miles',
    'about 12 miles',
  ]);
});
