import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { showId } from '#rules/ids.ts';
import type { ClaimedTrip } from '#rules/mileage-claim.ts';
import { VEHICLE_KINDS } from '#rules/mileage-rates.ts';
import { plainPounds, ZERO } from '#rules/money.ts';
import { readTaxYear, type TaxYear, taxYearOf } from '#rules/tax-year.ts';
import { logInput, measureInput, tripInput } from './input.ts';
import { addTrip, changeTrip, deleteTrip, rechargeTrip } from './keep-trip.ts';
import { logBookedTrips } from './log-bookings.ts';
import { measure } from './measure.ts';
import { readMileageYear } from './read-mileage-year.ts';
import { DISTANCE_BY, type Trip } from './trip.ts';
import { vehicleOperations } from './vehicles-api.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'geocoder'>;

const number = z.union([z.string(), z.number()]);

const ends = {
  fromPostcode: z.string().optional(),
  toPostcode: z.string().optional(),
  factor: number.optional().openapi({ description: 'What the straight line is multiplied by; 1.3 unless told' }),
  isReturn: z.boolean().optional(),
};

const tripBody = z.object({
  id: z.string().optional(),
  madeOn: z.string(),
  from: z.string(),
  to: z.string(),
  purpose: z.string(),
  vehicle: z.string(),
  booking: z.string().optional(),
  isCommuting: z.boolean().optional(),
  distanceBy: z.enum(DISTANCE_BY),
  miles: number.optional().openapi({ description: 'Of the whole trip, there and back' }),
  odometerStart: number.optional(),
  odometerEnd: number.optional(),
  ...ends,
});

const tripOut = z
  .object({
    id: z.string(),
    madeOn: dayOut,
    from: z.string(),
    to: z.string(),
    purpose: z.string(),
    vehicle: z.string(),
    kind: z.enum(VEHICLE_KINDS),
    booking: z.string().nullable(),
    isReturn: z.boolean(),
    miles: z.number(),
    distanceBy: z.enum(DISTANCE_BY),
    billed: moneyOut.openapi({ description: 'What its booking bills for miles: income' }),
    claim: moneyOut,
    notClaimed: z.enum(['commuting', 'employed', 'actual_costs', 'bicycle']).nullable(),
  })
  .openapi('Trip');

const yearOut = z.object({
  taxYear: z.string(),
  claim: moneyOut.nullable().openapi({ description: 'Null for a year whose rates are not known' }),
  atFirstRate: z.number().openapi({ description: 'Miles of cars and vans within the limit of 10,000' }),
  afterLimit: z.number(),
  motorcycle: z.number(),
  regularPlaces: z.array(z.object({ place: z.string(), days: z.number(), allDays: z.number() })),
  items: z.array(tripOut),
});

/** The mileage log. */
export function mileageApi(ctx: Ctx): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  vehicleOperations(app, ctx);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/trips',
      summary: 'The trips of a tax year with what they come to; of this year unless told',
      request: { query: z.object({ taxYear: z.string().optional() }) },
      responses: answers(200, 'The log', yearOut),
    }),
    async c => {
      const year = yearOf(ctx, c.req.valid('query').taxYear);
      const log = await asOwner(ctx.db, c.get('caller').owner, tx => readMileageYear(tx, year, ctx.clock.today()));
      const { claim } = log;
      const trips: readonly Pick<ClaimedTrip<Trip>, 'trip' | 'claimPence' | 'reason'>[] = claim.ok
        ? claim.trips
        : log.trips.map(trip => ({ trip, claimPence: ZERO, reason: undefined }));
      return c.json(
        {
          taxYear: year,
          claim: claim.ok ? plainPounds(claim.totalPence) : null,
          atFirstRate: claim.ok ? claim.first.milesTenths / 10 : 0,
          afterLimit: claim.ok ? claim.after.milesTenths / 10 : 0,
          motorcycle: claim.ok ? claim.motorcycle.milesTenths / 10 : 0,
          regularPlaces: [...log.regular],
          items: trips.map(shown),
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/trips',
      summary: 'Log a trip',
      request: jsonBody(tripBody),
      responses: answers(201, 'Logged', madeOut),
    }),
    async c => {
      const input = readInput(tripInput, c.req.valid('json'));
      return c.json({ id: showId('trip', await addTrip(ctx, c.get('caller').owner, input)) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/trips/{id}',
      summary: 'Change a trip',
      request: { params: idParam, ...jsonBody(tripBody) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const input = readInput(tripInput, c.req.valid('json'));
      await changeTrip(ctx, c.get('caller').owner, pathId('trip', id), input);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/trips/{id}',
      summary: 'Delete a trip',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteTrip(ctx, c.get('caller').owner, pathId('trip', id));
      return c.json({ id }, 200);
    },
  );
  tripSteps(app, ctx);
  return app;
}

function tripSteps(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/trips/{id}/recharge',
      summary: 'Put the miles of a trip on its booking, so that its invoice bills them',
      request: { params: idParam },
      responses: answers(200, 'On the booking', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await rechargeTrip(ctx, c.get('caller').owner, pathId('trip', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/trip-distance',
      summary: 'Work out the miles between two postcodes; nothing is kept',
      request: jsonBody(z.object(ends)),
      responses: answers(
        200,
        'The distance',
        z.object({ miles: z.number(), straightLine: z.number(), factor: z.number(), isRough: z.boolean() }),
      ),
    }),
    async c => {
      const measured = await measure(ctx, readInput(measureInput, c.req.valid('json')));
      return c.json(
        {
          miles: measured.milesTenths / 10,
          straightLine: measured.straightTenths / 10,
          factor: measured.factorHundredths / 100,
          isRough: measured.isRough,
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/trips-of-bookings',
      summary: 'Log a trip from home and back for each worked booking that has miles and no trip',
      request: jsonBody(z.object({ vehicle: z.string(), taxYear: z.string().optional() })),
      responses: answers(200, 'Logged', z.object({ logged: z.number() })),
    }),
    async c => {
      const { vehicle, taxYear } = c.req.valid('json');
      const chosen = readInput(logInput, { vehicle }).vehicle;
      const logged = await logBookedTrips(ctx, c.get('caller').owner, yearOf(ctx, taxYear), chosen);
      return c.json({ logged }, 200);
    },
  );
}

function yearOf(ctx: Ctx, asked: string | undefined): TaxYear {
  const year = asked === undefined ? taxYearOf(ctx.clock.today()) : readTaxYear(asked);
  if (!year) throw new InputRefusal({ taxYear: 'Send a tax year such as 2026-27.' });
  return year;
}

function shown({
  trip,
  claimPence,
  reason,
}: Pick<ClaimedTrip<Trip>, 'trip' | 'claimPence' | 'reason'>): z.input<typeof tripOut> {
  return {
    id: showId('trip', trip.id),
    madeOn: trip.madeOn.toString(),
    from: trip.from,
    to: trip.to,
    purpose: trip.purpose,
    vehicle: showId('vehicle', trip.vehicleId),
    kind: trip.kind,
    booking: trip.booking ? showId('booking', trip.booking.id) : null,
    isReturn: trip.isReturn,
    miles: trip.milesTenths / 10,
    distanceBy: trip.distanceBy,
    billed: plainPounds(trip.booking?.billedPence ?? ZERO),
    claim: plainPounds(claimPence),
    notClaimed: reason ?? null,
  };
}
