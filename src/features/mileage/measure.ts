import type { Needs } from '#platform/context.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import type { Located } from '#ports/geocoder.ts';
import { measureTrip, type TripEnd } from '#rules/trip-distance.ts';
import type { MeasureInput } from './input.ts';

/** What two postcodes say of a trip. */
export interface Measured {
  /** The whole trip, there and back where told, in tenths of a mile. */
  readonly milesTenths: number;
  readonly straightTenths: number;
  readonly factorHundredths: number;
  readonly isReturn: boolean;
  /** Only the middle of a postcode area was known at one end or both. */
  readonly isRough: boolean;
  readonly fromPlace: string;
  readonly toPlace: string;
}

/** Measures between two postcodes: the straight line times the factor. Refuses postcodes that nobody knows, and two that cannot be told apart. */
export async function measure(ctx: Needs<'geocoder'>, input: MeasureInput): Promise<Measured> {
  const [from, to] = await Promise.all([
    locate(ctx, 'fromPostcode', input.fromPostcode ?? ''),
    locate(ctx, 'toPostcode', input.toPostcode ?? ''),
  ]);
  const measured = measureTrip(from, to, input.factor);
  if (!measured.ok)
    throw new InputRefusal({
      toPostcode:
        measured.reason === 'same_area'
          ? `Only the postcode area is known here, and both lie in ${to.place || 'one area'}. Type the miles instead.`
          : 'Both postcodes are at one place.',
    });
  return {
    milesTenths: measured.oneWayTenths * (input.isReturn ? 2 : 1),
    straightTenths: measured.straightTenths,
    factorHundredths: input.factor,
    isReturn: input.isReturn,
    isRough: measured.isRough,
    fromPlace: from.place,
    toPlace: to.place,
  };
}

async function locate(ctx: Needs<'geocoder'>, field: string, postcode: string): Promise<TripEnd> {
  const located: Located = await ctx.geocoder.locatePostcode(postcode);
  if (located.kind === 'found') return located;
  if (located.kind === 'unavailable') {
    if (located.instead) return { ...located.instead, precision: 'about' };
    throw new Refusal({
      code: 'trip.no_map',
      message: 'Where postcodes are cannot be asked just now. Type the miles, or try again in a few minutes.',
      field,
      status: 422,
    });
  }
  throw new InputRefusal({ [field]: 'This postcode is not known. Check it, or type the miles.' });
}
