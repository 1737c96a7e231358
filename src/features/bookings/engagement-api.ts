import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { DECIDERS, HIRER_SIZES } from '#rules/off-payroll.ts';
import { EMPLOYMENT_STATUSES, type Engagement, PAID_THROUGH, usualEngagement } from './engagement.ts';
import { engagementInput } from './engagement-input.ts';
import { readEngagements } from './engagement-store.ts';
import { keepEngagement } from './keep-engagement.ts';
import { readBooking } from './store.ts';

const engagementOut = z
  .object({
    paidThrough: z.enum(PAID_THROUGH),
    payer: z.string().nullable().openapi({ description: 'Null: the organisation of the booking' }),
    holiday: z.enum(['included', 'on_top']),
    holidayPercent: z.number().nullable(),
    hirerSize: z.enum(HIRER_SIZES).nullable(),
    statusDecidedBy: z.enum(DECIDERS).nullable(),
    status: z.enum(EMPLOYMENT_STATUSES).nullable(),
    decidedOn: dayOut.nullable(),
    statementReceivedOn: dayOut.nullable(),
    disagreedOn: dayOut.nullable(),
  })
  .openapi('BookingEngagement');

/** How a booking is paid and its status for tax. */
export function engagementApi(ctx: Needs<'db' | 'clock' | 'queue' | 'cipher'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bookings/{id}/engagement',
      summary: 'How a booking is paid, with its IR35 fields',
      request: { params: idParam },
      responses: answers(200, 'It', engagementOut),
    }),
    async c => {
      const engagement = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const booking = await readBooking(tx, pathId('booking', c.req.valid('param').id));
        if (!booking) throw notFound('booking');
        return (await readEngagements(tx, [booking])).get(booking.id) ?? usualEngagement(booking.billingMode);
      });
      return c.json(shown(engagement), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/bookings/{id}/engagement',
      summary: 'Say how a booking is paid',
      description: 'What others pay is not invoiced: `billingMode` of the booking follows.',
      request: { params: idParam, ...jsonBody(engagementInput) },
      responses: answers(200, 'Kept', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await keepEngagement(ctx, c.get('caller').owner, pathId('booking', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown(it: Engagement): z.input<typeof engagementOut> {
  return {
    paidThrough: it.paidThrough,
    payer: it.payerId && showId('organisation', it.payerId),
    holiday: it.holiday,
    holidayPercent: it.holidayBasisPoints === null ? null : it.holidayBasisPoints / 100,
    hirerSize: it.hirerSize,
    statusDecidedBy: it.statusDecidedBy,
    status: it.status,
    decidedOn: it.decidedOn?.toString() ?? null,
    statementReceivedOn: it.statementReceivedOn?.toString() ?? null,
    disagreedOn: it.disagreedOn?.toString() ?? null,
  };
}
