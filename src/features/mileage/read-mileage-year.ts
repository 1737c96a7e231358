import type { OwnedTransaction } from '#platform/access.ts';
import { earlierDay } from '#rules/dates.ts';
import { type MileageClaim, mileageClaim } from '#rules/mileage-claim.ts';
import { type RegularPlace, regularPlaces } from '#rules/regular-places.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { listTrips } from './store.ts';
import type { Trip } from './trip.ts';

/** A tax year's mileage. */
export interface MileageYear {
  readonly year: TaxYear;
  readonly trips: readonly Trip[];
  /** `rate_unknown` for a year without rates: it is never guessed. */
  readonly claim: MileageClaim<Trip> | { readonly ok: false; readonly reason: 'rate_unknown' };
  /** Places visited so often that the way there may be commuting. */
  readonly regular: readonly RegularPlace[];
}

/** The log of a tax year and what it comes to. `today` is up to when places count as visited lately. */
export async function readMileageYear(
  tx: OwnedTransaction,
  year: TaxYear,
  today: Temporal.PlainDate,
): Promise<MileageYear> {
  const { first, last } = taxYearDays(year);
  const upTo = earlierDay(last, today);
  const trips = await listTrips(tx, first, last);
  const visits = (await listTrips(tx, upTo.subtract({ years: 1 }), upTo))
    .filter(trip => !trip.isCommuting)
    .map(trip => ({ place: placeOf(trip), on: trip.madeOn }));
  return { year, trips, claim: mileageClaim(year, trips), regular: regularPlaces(visits, upTo) };
}

/** What tells one place from another: the organisation of the booking, or what was typed. */
export function placeOf(trip: Trip): string {
  return trip.booking?.organisation || trip.to.trim();
}
