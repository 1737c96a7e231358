import { MILES_AT_FULL_RATE, type MileageRates, mileageRates, type VehicleKind } from './mileage-rates.ts';
import { type Pence, pence, proportion, sumPence, ZERO } from './money.ts';
import type { TaxYear } from './tax-year.ts';

/** A trip as far as the claim goes. */
export interface TripToClaim {
  readonly kind: VehicleKind;
  /** The whole trip, there and back, in tenths of a mile. */
  readonly milesTenths: number;
  readonly method: 'flat_rate' | 'actual_costs';
  readonly isCommuting: boolean;
  /** To work through payroll: no cost of the self-employed. */
  readonly isEmployed: boolean;
}

/** Why a trip gives nothing: ordinary commuting; work through payroll; its vehicle's real costs are claimed; no flat rate for bicycles. */
export type NotClaimed = 'commuting' | 'employed' | 'actual_costs' | 'bicycle';

export interface ClaimedTrip<Trip> {
  readonly trip: Trip;
  readonly claimPence: Pence;
  readonly reason: NotClaimed | undefined;
  /** Tenths of a mile at each rate; both nought where nothing is claimed. */
  readonly atFirstTenths: number;
  readonly atAfterTenths: number;
}

export interface MileageClaim<Trip> {
  readonly ok: true;
  readonly rates: MileageRates;
  readonly trips: readonly ClaimedTrip<Trip>[];
  /** Cars and vans at the first rate and after it, then motorcycles: tenths of a mile and what they come to. */
  readonly first: Part;
  readonly after: Part;
  readonly motorcycle: Part;
  readonly totalPence: Pence;
  /** What is left of the limit, in tenths of a mile. */
  readonly leftTenths: number;
}

export interface Part {
  readonly milesTenths: number;
  readonly pence: Pence;
}

/**
 * The mileage claim of one tax year's trips, which must stand in the order of their days. The limit of 10,000 miles runs over all cars
 * and vans together. Each rate's miles are summed and rounded once; a trip's own amount is what those rounded sums grow by, so that
 * trips always come to the total. Source: {@link file://./mileage-rates.ts}. Answers `rate_unknown` for a year without rates.
 */
export function mileageClaim<Trip extends TripToClaim>(
  year: TaxYear,
  trips: readonly Trip[],
): MileageClaim<Trip> | { readonly ok: false; readonly reason: 'rate_unknown' } {
  const rates = mileageRates(year);
  if (!rates) return { ok: false, reason: 'rate_unknown' };
  let [first, after, motorcycle] = [NOTHING, NOTHING, NOTHING];
  const claimed = trips.map((trip): ClaimedTrip<Trip> => {
    const reason = reasonAgainst(trip);
    if (reason) return { trip, reason, claimPence: ZERO, atFirstTenths: 0, atAfterTenths: 0 };
    if (trip.kind === 'motorcycle') {
      const before = motorcycle.pence;
      motorcycle = grown(motorcycle, trip.milesTenths, rates.motorcycle);
      const claimPence = pence(motorcycle.pence - before);
      return { trip, reason, claimPence, atFirstTenths: trip.milesTenths, atAfterTenths: 0 };
    }
    const atFirstTenths = Math.min(trip.milesTenths, LIMIT - first.milesTenths);
    const atAfterTenths = trip.milesTenths - atFirstTenths;
    const before = first.pence + after.pence;
    first = grown(first, atFirstTenths, rates.carFirst);
    after = grown(after, atAfterTenths, rates.carAfter);
    return { trip, reason, claimPence: pence(first.pence + after.pence - before), atFirstTenths, atAfterTenths };
  });
  const totalPence = sumPence([first.pence, after.pence, motorcycle.pence]);
  const leftTenths = LIMIT - first.milesTenths;
  return { ok: true, rates, trips: claimed, first, after, motorcycle, totalPence, leftTenths };
}

/** What more miles by car come to, in pence: tenths of a mile at the first rate as far as the limit leaves any, the rest at the second. */
export function moreCarMiles(rates: MileageRates, leftTenths: number, milesTenths: number): Pence {
  const atFirst = Math.min(milesTenths, leftTenths);
  const after = milesTenths - atFirst;
  return sumPence([proportion(pence(rates.carFirst), atFirst, 10), proportion(pence(rates.carAfter), after, 10)]);
}

const LIMIT = MILES_AT_FULL_RATE * 10;

const NOTHING: Part = { milesTenths: 0, pence: ZERO };

function reasonAgainst(trip: TripToClaim): NotClaimed | undefined {
  if (trip.isCommuting) return 'commuting';
  if (trip.isEmployed) return 'employed';
  if (trip.method === 'actual_costs') return 'actual_costs';
  return trip.kind === 'bicycle' ? 'bicycle' : undefined;
}

function grown(part: Part, tenths: number, rate: number): Part {
  const milesTenths = part.milesTenths + tenths;
  return { milesTenths, pence: proportion(pence(rate), milesTenths, 10) };
}
