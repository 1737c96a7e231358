import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, dayOut, idParam, jsonBody, madeOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { settingsInput, termBreakInput } from './input.ts';
import { addTermBreak, deleteTermBreak } from './keep-exception.ts';
import { keepSettings } from './keep-settings.ts';
import { listTermBreaks, readSettings } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

const settingsOut = z
  .object({ guardMinutes: z.number(), noticeHours: z.number(), shortestMinutes: z.number(), horizonDays: z.number() })
  .openapi('AvailabilitySettings');

const termBreakOut = z
  .object({ id: z.string(), firstDay: dayOut, lastDay: dayOut, label: z.string().nullable() })
  .openapi('TermBreak');

/** Notice, guard and horizon, and the days that are not term. */
export function settings(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/availability/settings',
      summary: 'Notice, time kept free, shortest booking and horizon',
      responses: answers(200, 'As they are', settingsOut),
    }),
    async c => c.json(await asOwner(ctx.db, c.get('caller').owner, readSettings), 200),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/availability/settings',
      summary: 'Change notice, time kept free, shortest booking and horizon',
      request: jsonBody(settingsInput),
      responses: answers(200, 'As they are now', settingsOut),
    }),
    async c => {
      await keepSettings(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json(await asOwner(ctx.db, c.get('caller').owner, readSettings), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/availability/term-breaks',
      summary: 'List the days to come that are not term',
      responses: answers(200, 'The next one first', z.object({ items: z.array(termBreakOut) })),
    }),
    async c => {
      const found = await asOwner(ctx.db, c.get('caller').owner, tx => listTermBreaks(tx, ctx.clock.today()));
      const items = found.map(it => ({
        id: showId('termBreak', it.id),
        firstDay: it.firstDay.toString(),
        lastDay: it.lastDay.toString(),
        label: it.label,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/availability/term-breaks',
      summary: 'Add days that are not term',
      request: jsonBody(termBreakInput),
      responses: answers(201, 'Added', madeOut),
    }),
    async c => {
      const id = await addTermBreak(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ id: showId('termBreak', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/availability/term-breaks/{id}',
      summary: 'Delete days that are not term',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteTermBreak(ctx, c.get('caller').owner, pathId('termBreak', id));
      return c.json({ id }, 200);
    },
  );
}
