import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { readAside } from './aside.ts';
import { POT_KINDS, potInput } from './input.ts';
import { potBalance, recordPotMove, removePotMove } from './pot.ts';
import { listPotMoves } from './store.ts';

const potOut = z
  .object({
    balance: moneyOut,
    needed: moneyOut.nullable().openapi({ description: 'What it should hold today; null for a limited company' }),
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(POT_KINDS),
        movedOn: dayOut,
        amount: moneyOut,
        taxYear: z.string().nullable(),
        note: z.string(),
      }),
    ),
  })
  .openapi('TaxPot');

/** The pot in which money for tax is kept. */
export function potApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/pot',
      summary: 'Read the pot for tax: what is in it, what should be, and its entries',
      responses: answers(200, 'The pot', potOut),
    }),
    async c => {
      const { aside, moves } = await asOwner(ctx.db, c.get('caller').owner, async tx => ({
        aside: await readAside(tx, ctx.clock.today()),
        moves: await listPotMoves(tx),
      }));
      const items = moves.map(it => ({
        id: showId('potMove', it.id),
        kind: it.kind,
        movedOn: it.movedOn.toString(),
        amount: plainPounds(it.amountPence),
        taxYear: it.taxYear,
        note: it.note,
      }));
      const needed = aside ? plainPounds(aside.neededPence) : null;
      return c.json({ balance: plainPounds(potBalance(moves)), needed, items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/tax/pot',
      summary: 'Record what happened to the pot: put in, taken out, or paid to HMRC',
      request: jsonBody(potInput),
      responses: answers(201, 'Recorded', madeOut),
    }),
    async c =>
      c.json({ id: showId('potMove', await recordPotMove(ctx, c.get('caller').owner, c.req.valid('json'))) }, 201),
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/tax/pot/{id}',
      summary: 'Delete a wrong entry of the pot',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await removePotMove(ctx, c.get('caller').owner, pathId('potMove', id));
      return c.json({ id }, 200);
    },
  );
  return app;
}
