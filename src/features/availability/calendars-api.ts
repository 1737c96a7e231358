import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, idParam, jsonBody, madeOut, momentOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { readInput } from '#platform/form.ts';
import { showId } from '#rules/ids.ts';
import { calendarFileInput, calendarInput } from './input.ts';
import { addCalendar, addCalendarFile, refreshCalendar, removeCalendar } from './keep-calendar.ts';
import { listCalendars } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'calendars'>;

/** As much as an uploaded file may hold. */
const MOST_LETTERS = 10 * 1024 * 1024;

const calendarOut = z
  .object({
    id: z.string(),
    label: z.string(),
    subscribed: z.boolean(),
    lastReadAt: momentOut.nullable(),
    lastProblem: z.string().nullable(),
    unreadableEntries: z.number(),
  })
  .openapi('Calendar');

/** Calendars that are read for busy times, by their address or once from a file. */
export function readCalendars(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/availability/calendars',
      summary: 'List the calendars that are read for busy times; their addresses are never shown again',
      responses: answers(200, 'By name', z.object({ items: z.array(calendarOut) })),
    }),
    async c => {
      const found = await asOwner(ctx.db, c.get('caller').owner, listCalendars);
      const items = found.map(it => ({
        id: showId('calendar', it.id),
        label: it.label,
        subscribed: it.isSubscribed,
        lastReadAt: it.lastReadAt?.toString() ?? null,
        lastProblem: it.lastProblem,
        unreadableEntries: it.unreadableEntries,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/availability/calendars',
      summary: 'Read a calendar by its address from now on',
      request: jsonBody(calendarInput),
      responses: answers(201, 'Read, and read again every hour', madeOut),
    }),
    async c => {
      const id = await addCalendar(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ id: showId('calendar', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/availability/calendars/file',
      summary: 'Take what an .ics file says is taken; the file itself is not kept',
      request: jsonBody(
        z.object({
          id: z.string().optional(),
          label: z.string(),
          content: z.string().max(MOST_LETTERS).openapi({ description: 'The text of the file' }),
        }),
      ),
      responses: answers(201, 'Read, once', madeOut),
    }),
    async c => {
      const { content, ...rest } = c.req.valid('json');
      const input = readInput(calendarFileInput, rest);
      const id = await addCalendarFile(ctx, c.get('caller').owner, input, new TextEncoder().encode(content));
      return c.json({ id: showId('calendar', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/availability/calendars/{id}/refresh',
      summary: 'Read a calendar again now; `problem` says why it could not be read',
      request: { params: idParam },
      responses: answers(200, 'Tried', z.object({ id: z.string(), problem: z.string().nullable() })),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const problem = await refreshCalendar(ctx, c.get('caller').owner, pathId('calendar', id));
      return c.json({ id, problem: problem ?? null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/availability/calendars/{id}',
      summary: 'Read a calendar no longer and forget what it said',
      request: { params: idParam },
      responses: answers(200, 'Removed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await removeCalendar(ctx, c.get('caller').owner, pathId('calendar', id));
      return c.json({ id }, 200);
    },
  );
}
