import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ApiEnv, answers, apiDoor, jsonBody } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { readPensionMonth } from '#rules/pension-month.ts';
import { soloStepInput } from './ledger-input.ts';
import { recordSoloStep, undoSoloStep } from './record-solo-step.ts';
import { SOLO_STEPS, type SoloKey } from './solo-steps-store.ts';

const soloParams = z.object({
  provider: z
    .string()
    .openapi({ param: { name: 'provider', in: 'path' }, description: 'As the ledger has it: org_… or pst_…' }),
  month: z.string().openapi({ param: { name: 'month', in: 'path' }, example: '2026-11' }),
});
const schemeQuery = z.object({
  scheme: z.enum(['england_and_wales', 'scotland', 'northern_ireland']).default('england_and_wales'),
});
const stepOut = z.object({ step: z.enum(SOLO_STEPS) });

/** The steps of SOLO work that only the locum can tell. */
export function soloApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/solo/{provider}/{month}/steps',
      summary: 'Record what was done about SOLO work: record, sent, signed, received or paid; said again it replaces',
      request: { params: soloParams, query: schemeQuery, ...jsonBody(soloStepInput) },
      responses: answers(200, 'Recorded', stepOut),
    }),
    async c => {
      const { step, on, note } = c.req.valid('json');
      const key = keyOf(c.req.valid('param'), c.req.valid('query').scheme);
      await recordSoloStep(ctx, c.get('caller').owner, key, { step, on, note: note ?? '' });
      return c.json({ step }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/pension/solo/{provider}/{month}/steps/{step}',
      summary: 'Take back what was recorded of SOLO work by mistake',
      request: {
        params: soloParams.extend({ step: z.enum(SOLO_STEPS).openapi({ param: { name: 'step', in: 'path' } }) }),
        query: schemeQuery,
      },
      responses: answers(200, 'Taken back', stepOut),
    }),
    async c => {
      const { step, ...of } = c.req.valid('param');
      await undoSoloStep(ctx, c.get('caller').owner, keyOf(of, c.req.valid('query').scheme), step);
      return c.json({ step }, 200);
    },
  );
  return app;
}

function keyOf(of: z.output<typeof soloParams>, scheme: PensionScheme): SoloKey {
  const month = readPensionMonth(of.month);
  if (!month) throw notFound('month');
  return { scheme, provider: of.provider, month };
}
