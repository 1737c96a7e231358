import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { daysBetween, formatTime, parseDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { readCalendars } from './calendars-api.ts';
import { EXCEPTION_KINDS, exceptionInput, ruleInput, WEEKDAYS } from './input.ts';
import { addException, deleteException } from './keep-exception.ts';
import { addRule, changeRule, deleteRule } from './keep-rule.ts';
import { offeredSlots } from './offered.ts';
import { settings } from './settings-api.ts';
import { type KeptException, type KeptRule, listExceptions, listRules } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'calendars'>;

const timeOut = z.string().openapi({ example: '08:30' });

const ruleOut = z
  .object({
    id: z.string(),
    weekdays: z.array(z.enum(WEEKDAYS)),
    from: timeOut,
    to: timeOut,
    firstDay: dayOut,
    lastDay: dayOut.nullable(),
    everyWeeks: z.number(),
    termTimeOnly: z.boolean(),
    askFirst: z.boolean().openapi({ description: 'Never booked at once, whatever the publication allows' }),
  })
  .openapi('AvailabilityRule');

const exceptionOut = z
  .object({
    id: z.string(),
    kind: z.enum(EXCEPTION_KINDS),
    firstDay: dayOut,
    lastDay: dayOut,
    from: timeOut.nullable(),
    to: timeOut.nullable(),
    reason: z.string().nullable(),
    askFirst: z.boolean().openapi({ description: 'Of an extra session: never booked at once' }),
  })
  .openapi('AvailabilityException');

const slotOut = z.object({ date: dayOut, startsAt: momentOut, endsAt: momentOut }).openapi('Slot');

/** When a locum may be booked: sessions offered, exceptions, calendars read, settings, and the free sessions that follow from them. */
export function availabilityApi(ctx: Ctx): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  slots(app, ctx);
  rules(app, ctx);
  exceptions(app, ctx);
  readCalendars(app, ctx);
  settings(app, ctx);
  return app;
}

const MOST_DAYS = 400;

function slots(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/availability/slots',
      summary: 'List the sessions that may be booked; of the coming four weeks unless told',
      request: { query: z.object({ from: z.string().optional(), to: z.string().optional() }) },
      responses: answers(200, 'In order', z.object({ items: z.array(slotOut) })),
    }),
    async c => {
      const query = c.req.valid('query');
      const from = dayAsked('from', query.from) ?? ctx.clock.today();
      const to = dayAsked('to', query.to) ?? from.add({ days: 27 });
      const days = daysBetween(from, to);
      if (days < 0 || days > MOST_DAYS)
        throw new InputRefusal({ to: `Ask for a time from one day to ${MOST_DAYS} days.` });
      const found = await asOwner(ctx.db, c.get('caller').owner, tx => offeredSlots(ctx, tx, from, to));
      const items = found.map(it => ({
        date: it.date.toString(),
        startsAt: it.startsAt.toString(),
        endsAt: it.endsAt.toString(),
      }));
      return c.json({ items }, 200);
    },
  );
}

function dayAsked(field: string, text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  const read = parseDay(text);
  if (read.ok) return read.day;
  throw new InputRefusal({ [field]: 'Enter a date, such as 2026-11-24.' });
}

function rules(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/availability/rules',
      summary: 'List the sessions that are offered again and again',
      responses: answers(200, 'By time of day', z.object({ items: z.array(ruleOut) })),
    }),
    async c => {
      const items = await asOwner(ctx.db, c.get('caller').owner, listRules);
      return c.json({ items: items.map(shownRule) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/availability/rules',
      summary: 'Offer a session again and again',
      request: jsonBody(ruleInput),
      responses: answers(201, 'Offered', madeOut),
    }),
    async c => {
      const id = await addRule(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ id: showId('availabilityRule', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/availability/rules/{id}',
      summary: 'Change a session that is offered',
      request: { params: idParam, ...jsonBody(ruleInput) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await changeRule(ctx, c.get('caller').owner, pathId('availabilityRule', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/availability/rules/{id}',
      summary: 'Offer a session no longer',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteRule(ctx, c.get('caller').owner, pathId('availabilityRule', id));
      return c.json({ id }, 200);
    },
  );
}

function exceptions(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/availability/exceptions',
      summary: 'List extra sessions, blocked hours and days off to come',
      responses: answers(200, 'The next one first', z.object({ items: z.array(exceptionOut) })),
    }),
    async c => {
      const items = await asOwner(ctx.db, c.get('caller').owner, tx => listExceptions(tx, ctx.clock.today()));
      return c.json({ items: items.map(shownException) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/availability/exceptions',
      summary: 'Add a session, block hours or take days off',
      request: jsonBody(exceptionInput),
      responses: answers(201, 'Added', madeOut),
    }),
    async c => {
      const id = await addException(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ id: showId('availabilityException', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/availability/exceptions/{id}',
      summary: 'Delete an extra session, blocked hours or days off',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteException(ctx, c.get('caller').owner, pathId('availabilityException', id));
      return c.json({ id }, 200);
    },
  );
}

function shownRule(it: KeptRule) {
  return {
    id: showId('availabilityRule', it.id),
    weekdays: WEEKDAYS.filter((_, i) => it.weekdays.includes(i + 1)),
    from: formatTime(it.from),
    to: formatTime(it.to),
    firstDay: it.firstDay.toString(),
    lastDay: it.lastDay?.toString() ?? null,
    everyWeeks: it.everyWeeks,
    termTimeOnly: it.termTimeOnly,
    askFirst: it.asksFirst,
  };
}

function shownException(it: KeptException) {
  return {
    id: showId('availabilityException', it.id),
    kind: it.kind,
    firstDay: it.firstDay.toString(),
    lastDay: it.lastDay.toString(),
    from: it.kind === 'off' ? null : formatTime(it.from),
    to: it.kind === 'off' ? null : formatTime(it.to),
    reason: it.reason,
    askFirst: it.asksFirst,
  };
}
