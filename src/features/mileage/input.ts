import { z } from 'zod';
import { checkbox, choice, day, decimal, optionalText, requiredText, shownId } from '#platform/input.ts';
import { VEHICLE_KINDS } from '#rules/mileage-rates.ts';
import { ROAD_FACTOR } from '#rules/trip-distance.ts';
import { DISTANCE_BY } from './trip.ts';

const none = { decimals: 1, most: 999_999, empty: -1 } as const;

const ends = {
  fromPostcode: optionalText('the first postcode', 10),
  toPostcode: optionalText('the second postcode', 10),
  factor: decimal('the factor', { decimals: 2, most: 3, empty: ROAD_FACTOR }).refine(it => it >= 100, {
    error: 'Enter a factor from 1 to 3, such as 1.3.',
  }),
  isReturn: checkbox(),
};

export const tripInput = z
  .object({
    id: shownId('trip', 'the trip').optional(),
    madeOn: day('the day'),
    from: requiredText('where it began', 120),
    to: requiredText('where it led', 120),
    purpose: requiredText('why', 200),
    booking: z
      .union([z.literal('').transform(() => null), shownId('booking', 'the booking')])
      .optional()
      .transform(id => id ?? null),
    vehicle: shownId('vehicle', 'the vehicle'),
    isCommuting: checkbox(),
    distanceBy: choice('how the distance is known', DISTANCE_BY),
    /** Of the whole trip, in tenths; -1 where nothing was typed. */
    miles: decimal('the miles', { decimals: 1, most: 2000, empty: -1 }),
    odometerStart: decimal('the reading before', none),
    odometerEnd: decimal('the reading after', none),
    ...ends,
  })
  .superRefine((it, ctx) => {
    const issue = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
    if (it.distanceBy === 'typed' && it.miles <= 0) issue('miles', 'Enter the miles of the whole trip, such as 12.4.');
    if (it.distanceBy === 'postcodes' && it.miles === 0) issue('miles', 'Leave the miles empty, or enter them.');
    if (it.distanceBy !== 'odometer') return;
    if (it.odometerStart < 0) issue('odometerStart', 'Enter the reading before the trip.');
    if (it.odometerEnd < 0) issue('odometerEnd', 'Enter the reading after the trip.');
    else if (it.odometerEnd <= it.odometerStart)
      issue('odometerEnd', 'The reading after the trip is not above the one before.');
    else if (it.odometerEnd - it.odometerStart > 20_000)
      issue('odometerEnd', 'That is more than 2,000 miles in one trip.');
  });

export type TripInput = z.output<typeof tripInput>;

/** Two postcodes to measure between. */
export const measureInput = z.object(ends).superRefine((it, ctx) => {
  const issue = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
  if (it.fromPostcode === null) issue('fromPostcode', 'Enter the postcode where it began.');
  if (it.toPostcode === null) issue('toPostcode', 'Enter the postcode where it led.');
});

export type MeasureInput = z.output<typeof measureInput>;

export const vehicleInput = z.object({
  id: shownId('vehicle', 'the vehicle').optional(),
  kind: choice('what it is', VEHICLE_KINDS),
  name: requiredText('a name', 60),
  method: choice('how its cost is claimed', ['flat_rate', 'actual_costs']),
});

export type VehicleInput = z.output<typeof vehicleInput>;

/** Bookings whose own miles are logged as trips, all by one vehicle. */
export const logInput = z.object({ vehicle: shownId('vehicle', 'the vehicle') });
