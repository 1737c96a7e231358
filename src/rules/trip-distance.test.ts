import { expect, test } from 'vitest';
import { measureTrip, ROAD_FACTOR, type TripEnd } from './trip-distance.ts';

const leeds: TripEnd = { point: { latitude: 53.7997, longitude: -1.5492 }, precision: 'exact', place: 'Leeds' };
const york: TripEnd = { point: { latitude: 53.9591, longitude: -1.0815 }, precision: 'exact', place: 'York' };

test('Leeds to York: 22.0 miles as the crow flies, 28.6 by the road at 1.3', () => {
  expect(measureTrip(leeds, york, ROAD_FACTOR)).toEqual({
    ok: true,
    straightTenths: 220,
    oneWayTenths: 286,
    isRough: false,
  });
});

test('with one end known by its area it is rough; two ends of one area are not measured', () => {
  expect(measureTrip(leeds, { ...york, precision: 'about' }, 100)).toMatchObject({ isRough: true, oneWayTenths: 220 });
  expect(measureTrip({ ...leeds, precision: 'about' }, leeds, 130)).toEqual({ ok: false, reason: 'same_area' });
});
