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
import { notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { formatTime } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { acceptRequest, counterRequest, declineRequest } from './answer-request.ts';
import { acceptInput, counterInput, declineInput, trustInput } from './input.ts';
import type { BookingRequest } from './request.ts';
import { listRequests, listTrusted, readRequest } from './store.ts';
import { forgetContact, trustContact } from './trust.ts';

const STATES = ['waiting', 'countered', 'accepted', 'declined', 'withdrawn'] as const;

const requestOut = z
  .object({
    id: z.string(),
    state: z.string(),
    organisationName: z.string(),
    organisationKind: z.string(),
    organisationAddress: z.string(),
    organisationPostcode: z.string().nullable(),
    contactName: z.string(),
    contactEmail: z.string(),
    contactPhone: z.string().nullable(),
    isHealthService: z.boolean(),
    isTrusted: z.boolean(),
    workType: z.string(),
    rateKind: z.string(),
    rate: moneyOut.nullable(),
    notes: z.string(),
    counterRateKind: z.string().nullable(),
    counterRate: moneyOut.nullable(),
    counterNote: z.string().nullable(),
    createdAt: momentOut,
    reason: z.string().nullable(),
    days: z.array(
      z.object({
        id: z.string(),
        date: dayOut,
        start: z.string(),
        end: z.string(),
        counterStart: z.string().nullable(),
        counterEnd: z.string().nullable(),
        units: z.number().openapi({ description: 'Sessions or days that it counts as, where it is paid by them' }),
        answer: z.string(),
        booking: z.string().nullable(),
      }),
    ),
  })
  .openapi('BookingRequest');

const termsBody = {
  days: z.array(z.string()).openapi({ description: 'Ids of the days that are taken' }),
  organisation: z
    .string()
    .optional()
    .openapi({ description: 'An organisation of the address book; left out: it is added' }),
  rateKind: z.string(),
  rate: z.string(),
  pensionable: z.boolean().optional(),
  units: z
    .array(z.object({ day: z.string(), units: z.number() }))
    .default([])
    .openapi({ description: 'Sessions or days that days count as, where they are paid by them; left out: one' }),
};
const acceptBody = z.object(termsBody);
const counterBody = z.object({
  ...termsBody,
  times: z
    .array(z.object({ day: z.string(), start: z.string(), end: z.string() }))
    .default([])
    .openapi({ description: 'Other times for some of the days' }),
  note: z.string().optional(),
});

/** What organisations ask for, and the answers. */
export function requestsApi(ctx: Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/requests',
      summary: 'List booking requests, the newest first',
      request: { query: pageQuery.extend({ state: z.enum(STATES).optional() }) },
      responses: answers(200, 'A page', pageOut(requestOut)),
    }),
    async c => {
      const { limit, after, state } = c.req.valid('query');
      const requests = await asOwner(ctx.db, c.get('caller').owner, tx =>
        listRequests(tx, {
          state,
          after: after === undefined ? undefined : pathId('request', after),
          limit: limit + 1,
        }),
      );
      return c.json(pageOf(requests.map(shown), limit), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/requests/{id}',
      summary: 'One booking request',
      request: { params: idParam },
      responses: answers(200, 'It', requestOut),
    }),
    async c => {
      const id = pathId('request', c.req.valid('param').id);
      const request = await asOwner(ctx.db, c.get('caller').owner, tx => readRequest(tx, id));
      if (!request || request.state === 'unconfirmed') throw notFound('request');
      return c.json(shown(request), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/requests/{id}/accept',
      summary: 'Accept all or some days: bookings stand, the organisation is told',
      request: { params: idParam, ...jsonBody(acceptBody) },
      responses: answers(200, 'Accepted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const { units, ...rest } = c.req.valid('json');
      const input = readInput(acceptInput, {
        ...rest,
        dayId: units.map(it => it.day),
        dayUnits: units.map(it => String(it.units)),
      });
      await acceptRequest(ctx, c.get('caller').owner, pathId('request', id), input);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/requests/{id}/counter',
      summary: 'Propose another rate, other times or fewer days',
      request: { params: idParam, ...jsonBody(counterBody) },
      responses: answers(200, 'Proposed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const { times, units, ...rest } = c.req.valid('json');
      const dayId = [...new Set([...times, ...units].map(it => it.day))];
      const input = readInput(counterInput, {
        ...rest,
        dayId,
        dayStart: dayId.map(id => times.find(it => it.day === id)?.start ?? ''),
        dayEnd: dayId.map(id => times.find(it => it.day === id)?.end ?? ''),
        dayUnits: dayId.map(id => String(units.find(it => it.day === id)?.units ?? '')),
      });
      await counterRequest(ctx, c.get('caller').owner, pathId('request', id), input);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/requests/{id}/decline',
      summary: 'Decline, with a reason that the organisation reads',
      request: { params: idParam, ...jsonBody(declineInput) },
      responses: answers(200, 'Declined', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await declineRequest(ctx, c.get('caller').owner, pathId('request', id), c.req.valid('json').reason);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/trusted-contacts',
      summary: 'Addresses you trust',
      responses: answers(200, 'All', z.object({ items: z.array(z.string()) })),
    }),
    async c => c.json({ items: await asOwner(ctx.db, c.get('caller').owner, listTrusted) }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/trusted-contacts',
      summary: 'Trust an address',
      request: jsonBody(trustInput),
      responses: answers(201, 'Trusted', z.object({ email: z.string() })),
    }),
    async c => {
      const { email } = c.req.valid('json');
      await trustContact(ctx, c.get('caller').owner, email);
      return c.json({ email }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/trusted-contacts/forget',
      summary: 'Trust an address no longer',
      request: jsonBody(trustInput),
      responses: answers(200, 'Forgotten', z.object({ email: z.string() })),
    }),
    async c => {
      const { email } = c.req.valid('json');
      await forgetContact(ctx, c.get('caller').owner, email);
      return c.json({ email }, 200);
    },
  );
  return app;
}

function shown(it: BookingRequest): z.input<typeof requestOut> {
  return {
    id: showId('request', it.id),
    state: it.state,
    organisationName: it.organisationName,
    organisationKind: it.organisationKind,
    organisationAddress: it.organisationAddress,
    organisationPostcode: it.organisationPostcode,
    contactName: it.contactName,
    contactEmail: it.contactEmail,
    contactPhone: it.contactPhone,
    isHealthService: it.isHealthService,
    isTrusted: it.isTrusted,
    workType: it.workType,
    rateKind: it.rateKind,
    rate: it.ratePence === null ? null : plainPounds(it.ratePence),
    notes: it.notes,
    counterRateKind: it.counter?.rateKind ?? null,
    counterRate: it.counter ? plainPounds(it.counter.ratePence) : null,
    counterNote: it.counter?.note ?? null,
    createdAt: it.createdAt.toString(),
    reason: it.reason,
    days: it.days.map(day => ({
      id: day.id,
      date: day.date.toString(),
      start: formatTime(day.start),
      end: formatTime(day.end),
      counterStart: day.counterStart && formatTime(day.counterStart),
      counterEnd: day.counterEnd && formatTime(day.counterEnd),
      units: day.unitsHundredths / 100,
      answer: day.answer,
      booking: day.bookingId === null ? null : showId('booking', day.bookingId),
    })),
  };
}
