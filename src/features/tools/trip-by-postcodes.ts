import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { measureTrip, type TripEnd } from '#rules/trip-distance.ts';
import type { MileageInput } from './mileage-input.ts';

/** What two postcodes say, in tenths of a mile. */
export interface TripByPostcodes {
  readonly straightTenths: number;
  /** Of all the trips together. */
  readonly milesTenths: number;
  readonly isRough: boolean;
  readonly places: string;
}

/** Miles of trips between two postcodes. Refuses postcodes that nobody knows, and two that cannot be told apart. */
export async function tripByPostcodes(ctx: Needs<'geocoder'>, input: MileageInput): Promise<TripByPostcodes> {
  const [from, to] = await Promise.all([locate(ctx, 'from', input.from ?? ''), locate(ctx, 'to', input.to ?? '')]);
  const measured = measureTrip(from, to, input.factor);
  if (!measured.ok)
    throw new InputRefusal({
      to:
        measured.reason === 'same_area'
          ? `Only the postcode area is known here, and both lie in ${to.place || 'one area'}. Enter the miles instead.`
          : 'Both postcodes are at one place.',
    });
  return {
    straightTenths: measured.straightTenths,
    milesTenths: measured.oneWayTenths * (input.isReturn ? 2 : 1) * input.trips,
    isRough: measured.isRough,
    places: [from.place, to.place].filter(Boolean).join(' and '),
  };
}

async function locate(ctx: Needs<'geocoder'>, field: string, postcode: string): Promise<TripEnd> {
  const located = await ctx.geocoder.locatePostcode(postcode);
  if (located.kind === 'found') return located;
  if (located.kind === 'unavailable' && located.instead) return { ...located.instead, precision: 'about' };
  throw new InputRefusal({ [field]: 'This postcode is not known here. Check it, or enter the miles.' });
}
