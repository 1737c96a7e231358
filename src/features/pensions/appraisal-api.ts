import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readAppraisal } from './appraisal-days-store.ts';
import { furtherDaysInput } from './input.ts';
import { keepAppraisalDays } from './keep-appraisal-days.ts';

const daysOut = z.object({ days: z.array(dayOut) }).openapi('AppraisalDays', {
  description: 'The days of service of an appraisal, that of its booking first',
});

/** The days of an appraisal. */
export function appraisalApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/bookings/{id}/appraisal-days',
      summary: 'The days of an appraisal',
      request: { params: idParam },
      responses: answers(200, 'Its days', daysOut),
    }),
    async c => {
      const id = pathId('booking', c.req.valid('param').id);
      const appraisal = await asOwner(ctx.db, c.get('caller').owner, tx => readAppraisal(tx, id));
      if (!appraisal) throw notFound('appraisal');
      return c.json({ days: appraisal.days.map(String) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/bookings/{id}/appraisal-days',
      summary: 'Say the further days of an appraisal; it has one to three since 2026-27',
      request: { params: idParam, ...jsonBody(furtherDaysInput) },
      responses: answers(200, 'Kept', daysOut),
    }),
    async c => {
      const id = pathId('booking', c.req.valid('param').id);
      await keepAppraisalDays(ctx, c.get('caller').owner, id, c.req.valid('json').further);
      const appraisal = await asOwner(ctx.db, c.get('caller').owner, tx => readAppraisal(tx, id));
      return c.json({ days: (appraisal?.days ?? []).map(String) }, 200);
    },
  );
  return app;
}
