import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { deliveryBody, readBooking, readDelivery } from '#features/bookings/index.ts';
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
  pathId,
  pdfAnswers,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { formatTime } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { agreedHash } from './agreed-hash.ts';
import { settleProblem } from './answer-booking.ts';
import { feedAddress, replaceFeed } from './calendar-feed.ts';
import { scheduleInput } from './input.ts';
import { makeSchedule, sendSchedule } from './make-schedule.ts';
import { sendConfirmation } from './send-confirmation.ts';
import { proposeSignOff } from './sign-off.ts';
import { listAnswers, listSchedules, readSchedule, readSignOff, type Schedule } from './store.ts';

const sharedOut = z
  .object({
    answers: z.array(
      z.object({
        kind: z.enum(['acknowledged', 'problem']),
        name: z.string(),
        note: z.string(),
        answeredAt: momentOut,
        changedSince: z.boolean().openapi({ description: 'What was agreed has changed after this was said' }),
        settledAt: momentOut.nullable(),
      }),
    ),
    signOff: z
      .object({
        start: z.string(),
        end: z.string(),
        breakMinutes: z.number(),
        extras: z.array(z.object({ kind: z.string(), description: z.string(), amount: moneyOut })),
        signedBy: z.string().nullable(),
        signedAt: momentOut.nullable(),
      })
      .nullable(),
  })
  .openapi('BookingAnswers');

const scheduleOut = z
  .object({
    id: z.string(),
    organisation: z.string(),
    organisationName: z.string(),
    madeAt: momentOut,
    sentAt: momentOut.nullable(),
    acknowledgedAt: momentOut.nullable(),
    acknowledgedBy: z.string().nullable(),
    lines: z.array(
      z.object({
        booking: z.string(),
        date: dayOut,
        times: z.string(),
        work: z.string(),
        rate: z.string(),
        paymentDays: z.number(),
        cancellation: z.string(),
      }),
    ),
  })
  .openapi('BookingSchedule');

const feedOut = z
  .object({ url: z.string().openapi({ description: 'Whoever has it sees your bookings, without rates and notes' }) })
  .openapi('CalendarFeed');

const scheduleBody = z.object({
  id: z.string().optional(),
  organisation: z.string(),
  bookings: z.array(z.string()),
});

/** What organisations are sent of bookings, and what they said. */
export function confirmationsApi(
  ctx: Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>,
): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bookings/{id}/confirmation',
      summary: 'Mail the organisation what is agreed, with a link',
      request: { params: idParam },
      responses: answers(200, 'Sent', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await sendConfirmation(ctx, c.get('caller').owner, pathId('booking', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bookings/{id}/answers',
      summary: 'What the organisation said of a booking',
      request: { params: idParam },
      responses: answers(200, 'All', sharedOut),
    }),
    async c => {
      const id = pathId('booking', c.req.valid('param').id);
      const { booking, said, kept } = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const booking = await readBooking(tx, id);
        if (!booking) throw notFound('booking');
        return { booking, said: await listAnswers(tx, id), kept: await readSignOff(tx, id) };
      });
      return c.json(
        {
          answers: said.map(it => ({
            kind: it.kind,
            name: it.name,
            note: it.note,
            answeredAt: it.answeredAt.toString(),
            changedSince: it.agreedHash !== null && it.agreedHash !== agreedHash(booking),
            settledAt: it.settledAt?.toString() ?? null,
          })),
          signOff: kept
            ? {
                start: formatTime(kept.start),
                end: formatTime(kept.end),
                breakMinutes: kept.breakMinutes,
                extras: kept.extras.map(it => ({
                  kind: it.kind,
                  description: it.description,
                  amount: plainPounds(it.amountPence),
                })),
                signedBy: kept.signed?.name ?? null,
                signedAt: kept.signed?.at.toString() ?? null,
              }
            : null,
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bookings/{id}/answers/settle',
      summary: 'Mark the problems of a booking as settled',
      request: { params: idParam },
      responses: answers(200, 'Settled', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await settleProblem(ctx, c.get('caller').owner, pathId('booking', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/bookings/{id}/sign-off',
      summary: 'Make the link on which the organisation confirms times and extras',
      request: { params: idParam, ...jsonBody(deliveryBody) },
      responses: answers(201, 'The address for the QR code, told this once', z.object({ url: z.string() })),
    }),
    async c => {
      const worked = readDelivery(c.req.valid('json'));
      const id = pathId('booking', c.req.valid('param').id);
      const { url } = await proposeSignOff(ctx, c.get('caller').owner, id, worked);
      return c.json({ url }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/schedules',
      summary: 'List booking schedules, the newest first',
      responses: answers(200, 'Up to 200', z.object({ items: z.array(scheduleOut) })),
    }),
    async c => c.json({ items: (await asOwner(ctx.db, c.get('caller').owner, listSchedules)).map(shownSchedule) }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/schedules',
      summary: 'Freeze several bookings of one organisation into a schedule',
      request: jsonBody(scheduleBody),
      responses: answers(201, 'Made', madeOut),
    }),
    async c => {
      const id = await makeSchedule(ctx, c.get('caller').owner, readInput(scheduleInput, c.req.valid('json')));
      return c.json({ id: showId('schedule', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/schedules/{id}/send',
      summary: 'Mail a schedule for acknowledgement',
      request: { params: idParam },
      responses: answers(200, 'Sent', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await sendSchedule(ctx, c.get('caller').owner, pathId('schedule', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/schedules/{id}/pdf',
      summary: 'The paper of a schedule',
      request: { params: idParam },
      responses: pdfAnswers(),
    }),
    async c => {
      const id = pathId('schedule', c.req.valid('param').id);
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const schedule = await readSchedule(tx, id);
        if (!schedule) throw notFound('schedule');
        return readStoredFile(ctx, tx, schedule.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/calendar-feed',
      summary: 'The secret address of your calendar feed, made when it is first asked for',
      responses: answers(200, 'It', feedOut),
    }),
    async c => c.json({ url: `${await feedAddress(ctx, c.get('caller').owner)}.ics` }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/calendar-feed/replace',
      summary: 'End the address of your calendar feed and make another one',
      responses: answers(200, 'The new one', feedOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      await replaceFeed(ctx, owner);
      return c.json({ url: `${await feedAddress(ctx, owner)}.ics` }, 200);
    },
  );
  return app;
}

function shownSchedule(it: Schedule): z.input<typeof scheduleOut> {
  return {
    id: showId('schedule', it.id),
    organisation: showId('organisation', it.organisationId),
    organisationName: it.organisationName,
    madeAt: it.madeAt.toString(),
    sentAt: it.sentAt?.toString() ?? null,
    acknowledgedAt: it.acknowledgedAt?.toString() ?? null,
    acknowledgedBy: it.acknowledgedBy,
    lines: it.lines.map(line => ({
      booking: line.booking,
      date: line.date,
      times: line.times,
      work: line.work,
      rate: line.rate,
      paymentDays: line.paymentDays,
      cancellation: line.cancellation,
    })),
  };
}
