import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  dayOut,
  idParam,
  jsonBody,
  madeOut,
  momentOut,
  moneyOut,
  pageOf,
  pageOut,
  pageQuery,
  pathId,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { day, shownId } from '#platform/input.ts';
import { BOOKING_STATES } from '#rules/booking-state.ts';
import { formatTime, londonTime } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import type { Booking } from './booking.ts';
import { cancelBooking } from './cancel-booking.ts';
import { changeBooking, confirmBooking } from './change-booking.ts';
import { createBooking } from './create-booking.ts';
import { deliverBooking } from './deliver-booking.ts';
import { deliveryBody, readDelivery } from './delivery-body.ts';
import { bookingInput, cancellationInput, changeInput } from './input.ts';
import { listBookings, readBooking } from './store.ts';

const bookingOut = z
  .object({
    id: z.string(),
    organisation: z.string(),
    organisationName: z.string(),
    state: z.enum(BOOKING_STATES),
    billingMode: z.string(),
    workType: z.string(),
    date: dayOut,
    start: z.string().openapi({ description: 'In London', example: '08:30' }),
    end: z.string().openapi({ description: 'In London', example: '13:00' }),
    startsAt: momentOut,
    endsAt: momentOut,
    breakMinutes: z.number(),
    actualStartsAt: momentOut.nullable(),
    actualEndsAt: momentOut.nullable(),
    rateKind: z.string(),
    rate: moneyOut,
    units: z.number(),
    miles: z.number(),
    mileageRate: z.number().openapi({ description: 'Pence a mile' }),
    pensionable: z.boolean(),
    paymentTermsDays: z.number(),
    extras: z.array(z.object({ kind: z.string(), description: z.string(), amount: moneyOut })),
    work: moneyOut,
    expenses: moneyOut,
    total: moneyOut,
    invoice: z.string().nullable(),
    siteNotes: z.string(),
  })
  .openapi('Booking');

/** Bookings: made, changed, confirmed, delivered, cancelled. */
export function bookingsApi(ctx: Needs<'db' | 'clock' | 'queue' | 'cipher'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bookings',
      summary: 'List bookings, the latest first',
      request: {
        query: pageQuery.extend({
          state: z.enum(BOOKING_STATES).optional(),
          from: day('the first day').optional(),
          to: day('the last day').optional(),
          organisation: shownId('organisation', 'an organisation').optional(),
        }),
      },
      responses: answers(200, 'A page', pageOut(bookingOut)),
    }),
    async c => {
      const { limit, after, state, from, to, organisation } = c.req.valid('query');
      const bookings = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const before = after === undefined ? undefined : await readBooking(tx, pathId('booking', after));
        // an offer may be deleted between two pages: starting over in silence would give the first page again, for ever
        if (after !== undefined && !before)
          throw new InputRefusal({ after: 'That booking is gone. Begin again without it.' });
        return listBookings(tx, {
          state,
          organisationId: organisation,
          from,
          to,
          before,
          limit: limit + 1,
        });
      });
      return c.json(pageOf(bookings.map(shown), limit), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bookings/{id}',
      summary: 'One booking',
      request: { params: idParam },
      responses: answers(200, 'It', bookingOut),
    }),
    async c => {
      const booking = await asOwner(ctx.db, c.get('caller').owner, tx =>
        readBooking(tx, pathId('booking', c.req.valid('param').id)),
      );
      if (!booking) throw notFound('booking');
      return c.json(shown(booking), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bookings',
      summary: 'Make a booking',
      description: 'An `id` chosen by the caller makes the request safe to send twice. Overlaps are refused with 409.',
      request: jsonBody(bookingInput),
      responses: answers(201, 'Made', madeOut),
    }),
    async c =>
      c.json({ id: showId('booking', await createBooking(ctx, c.get('caller').owner, c.req.valid('json'))) }, 201),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/bookings/{id}',
      summary: 'Change a booking',
      request: { params: idParam, ...jsonBody(changeInput) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await changeBooking(ctx, c.get('caller').owner, pathId('booking', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bookings/{id}/confirm',
      summary: 'Confirm an offer',
      request: { params: idParam },
      responses: answers(200, 'Confirmed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await confirmBooking(ctx, c.get('caller').owner, pathId('booking', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bookings/{id}/deliver',
      summary: 'Mark as delivered, with the times as worked and extras',
      request: { params: idParam, ...jsonBody(deliveryBody) },
      responses: answers(200, 'Delivered', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deliverBooking(ctx, c.get('caller').owner, pathId('booking', id), readDelivery(c.req.valid('json')));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bookings/{id}/cancel',
      summary: 'Cancel, with the fee that the frozen terms give',
      request: { params: idParam, ...jsonBody(cancellationInput) },
      responses: answers(200, 'Cancelled', z.object({ id: z.string(), fee: moneyOut })),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const fee = await cancelBooking(ctx, c.get('caller').owner, pathId('booking', id), c.req.valid('json'));
      return c.json({ id, fee: plainPounds(fee) }, 200);
    },
  );
  return app;
}

function shown(it: Booking): z.input<typeof bookingOut> {
  return {
    id: showId('booking', it.id),
    organisation: showId('organisation', it.organisationId),
    organisationName: it.organisationName,
    state: it.state,
    billingMode: it.billingMode,
    workType: it.workType,
    date: it.workDate.toString(),
    start: formatTime(londonTime(it.startsAt)),
    end: formatTime(londonTime(it.endsAt)),
    startsAt: it.startsAt.toString(),
    endsAt: it.endsAt.toString(),
    breakMinutes: it.breakMinutes,
    actualStartsAt: it.actualStartsAt?.toString() ?? null,
    actualEndsAt: it.actualEndsAt?.toString() ?? null,
    rateKind: it.rateKind,
    rate: plainPounds(it.ratePence),
    units: it.unitsHundredths / 100,
    miles: it.milesTenths / 10,
    mileageRate: it.mileageRatePence,
    pensionable: it.pensionable,
    paymentTermsDays: it.paymentTermsDays,
    extras: it.extras.map(extra => ({
      kind: extra.kind,
      description: extra.description,
      amount: plainPounds(extra.amountPence),
    })),
    work: plainPounds(it.total.workPence),
    expenses: plainPounds(it.total.expensesPence),
    total: plainPounds(it.total.totalPence),
    invoice: it.invoiceId === null ? null : showId('invoice', it.invoiceId),
    siteNotes: it.siteNotes,
  };
}
