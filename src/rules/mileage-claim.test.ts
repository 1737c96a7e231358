import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mileageClaim, type TripToClaim } from './mileage-claim.ts';
import { VEHICLE_KINDS } from './mileage-rates.ts';
import { sumPence } from './money.ts';
import type { TaxYear } from './tax-year.ts';

const trip = (miles: number, change: Partial<TripToClaim> = {}): TripToClaim => ({
  kind: 'car',
  milesTenths: Math.round(miles * 10),
  method: 'flat_rate',
  isCommuting: false,
  isEmployed: false,
  ...change,
});
const claim = (year: string, trips: readonly TripToClaim[]) => {
  const answer = mileageClaim(year as TaxYear, trips);
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
};

test('11,000 miles come to £4,750 in 2025-26 and to £5,750 in 2026-27, as GOV.UK has it', () => {
  expect(claim('2025-26', [trip(11_000)]).totalPence).toBe(4750_00);
  expect(claim('2026-27', [trip(11_000)]).totalPence).toBe(5750_00);
  expect(claim('2026-27', [trip(10_000)])).toMatchObject({ totalPence: 5500_00, leftTenths: 0 });
});

test('two cars share one limit: 4,000 and 9,000 miles come to £6,250', () => {
  const both = claim('2026-27', [trip(4000), trip(9000, { kind: 'van' })]);
  expect(both.totalPence).toBe(6250_00);
  expect(both.trips.map(it => [it.claimPence, it.atAfterTenths])).toEqual([
    [2200_00, 0],
    [4050_00, 30_000],
  ]);
});

test('1,000 miles by motorcycle come to £240 and leave the limit of the cars alone', () => {
  expect(claim('2026-27', [trip(1000, { kind: 'motorcycle' })])).toMatchObject({
    totalPence: 240_00,
    leftTenths: 100_000,
  });
});

test('commuting, work through payroll, a car whose real costs are claimed, and a bicycle give nothing, each with its reason', () => {
  const none = claim('2026-27', [
    trip(10, { isCommuting: true }),
    trip(10, { isEmployed: true }),
    trip(10, { method: 'actual_costs' }),
    trip(10, { kind: 'bicycle' }),
  ]);
  expect(none.totalPence).toBe(0);
  expect(none.trips.map(it => it.reason)).toEqual(['commuting', 'employed', 'actual_costs', 'bicycle']);
  expect(none.leftTenths).toBe(100_000);
});

test('half pence are not lost: three trips of 0.9 miles at 55p are £1.49 together, not £1.50', () => {
  const three = claim('2026-27', [trip(0.9), trip(0.9), trip(0.9)]);
  expect(three.totalPence).toBe(149);
  expect(three.trips.map(it => it.claimPence)).toEqual([50, 49, 50]);
});

test('a year without rates has no claim', () => {
  expect(mileageClaim('2027-28' as TaxYear, [trip(10)])).toEqual({ ok: false, reason: 'rate_unknown' });
});

test('trips always come to the total, and no order of them changes it', () => {
  const trips = fc.array(
    fc.record({
      kind: fc.constantFrom(...VEHICLE_KINDS),
      milesTenths: fc.integer({ min: 1, max: 40_000 }),
      method: fc.constantFrom('flat_rate' as const, 'actual_costs' as const),
      isCommuting: fc.boolean(),
      isEmployed: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(trips, some => {
      const answer = claim('2026-27', some);
      expect(sumPence(answer.trips.map(it => it.claimPence))).toBe(answer.totalPence);
      expect(claim('2026-27', some.toReversed()).totalPence).toBe(answer.totalPence);
      expect(answer.trips.every(it => it.claimPence >= 0)).toBe(true);
    }),
  );
});
