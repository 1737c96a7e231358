import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { ADDITION_KINDS, additionInput } from './addition-input.ts';
import { listAdditions } from './additions-store.ts';
import { keepAddition, removeAddition } from './keep-addition.ts';

const additionOut = z
  .object({
    id: z.string(),
    scheme: z.string(),
    kind: z.enum(ADDITION_KINDS),
    share: z.number().openapi({ description: 'Per cent of the pensionable pay; 0 where it is a sum' }),
    sum: moneyOut.nullable().openapi({ description: 'A month' }),
    from: z.string().openapi({ description: 'The first month of receipt', example: '2026-04' }),
    to: z.string().nullable().openapi({ description: 'The last; null while it runs' }),
  })
  .openapi('PensionAddition');

/** Added years, AVC, additional pension and ERRBO. */
export function additionsApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/additions',
      summary: 'List what is paid beside the tier, the latest beginning first',
      responses: answers(200, 'All', z.object({ items: z.array(additionOut) })),
    }),
    async c => {
      const items = (await asOwner(ctx.db, c.get('caller').owner, listAdditions)).map(it => ({
        id: showId('addition', it.id),
        scheme: it.scheme,
        kind: it.kind,
        share: (it.basisPoints ?? 0) / 100,
        sum: it.amountPence === null ? null : plainPounds(it.amountPence),
        from: it.from,
        to: it.to,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/additions',
      summary: 'Keep one, or change the one with its id',
      request: jsonBody(additionInput),
      responses: answers(201, 'Kept', madeOut),
    }),
    async c =>
      c.json({ id: showId('addition', await keepAddition(ctx, c.get('caller').owner, c.req.valid('json'))) }, 201),
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/pension/additions/{id}',
      summary: 'Remove one',
      request: { params: idParam },
      responses: answers(200, 'Removed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await removeAddition(ctx, c.get('caller').owner, pathId('addition', id));
      return c.json({ id }, 200);
    },
  );
  return app;
}
