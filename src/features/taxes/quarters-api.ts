import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { type Pence, plainPounds } from '#rules/money.ts';
import { QUARTER_KINDS } from '#rules/tax/mtd-quarters.ts';
import { updateInput, yearParam } from './input.ts';
import { type QuartersView, readQuarters } from './quarters.ts';
import { markUpdateSent, takeUpdateBack } from './send-update.ts';

const amounts = z.record(z.string(), moneyOut).openapi({ description: 'By HMRC’s key; what is missing is nought' });

const quartersOut = z
  .object({
    year: z.string(),
    quarters: z.enum(QUARTER_KINDS),
    basis: z.enum(['cash', 'accruals']),
    items: z.array(
      z.object({
        quarter: z.number(),
        from: dayOut,
        to: dayOut,
        due: dayOut,
        turnover: moneyOut,
        expenses: amounts,
      }),
    ),
    sent: z.array(
      z.object({
        id: z.string(),
        quarter: z.number(),
        sentOn: dayOut,
        reference: z.string().nullable(),
        turnover: moneyOut,
        expenses: amounts,
      }),
    ),
    corrections: z
      .array(z.object({ key: z.string(), sent: moneyOut, now: moneyOut, difference: moneyOut }))
      .openapi({ description: 'What became another figure since the update that was sent last' }),
  })
  .openapi('QuarterlyTotals');

/** Quarterly totals of Making Tax Digital, and which were sent. */
export function quartersApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/{year}/quarters',
      summary: 'Read quarterly totals by HMRC’s categories, the updates that were sent, and what changed since',
      request: { params: yearParam },
      responses: answers(200, 'The quarters', quartersOut),
    }),
    async c => {
      const { year } = c.req.valid('param');
      return c.json(shown(await asOwner(ctx.db, c.get('caller').owner, tx => readQuarters(tx, year))), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/tax/{year}/updates',
      summary: 'Mark a quarterly update as sent, with its totals as they are now',
      request: { params: yearParam, ...jsonBody(updateInput) },
      responses: answers(201, 'Marked', madeOut),
    }),
    async c => {
      const { year } = c.req.valid('param');
      const id = await markUpdateSent(ctx, c.get('caller').owner, year, c.req.valid('json'));
      return c.json({ id: showId('taxUpdate', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/tax/updates/{id}',
      summary: 'Take back the mark that an update was sent',
      request: { params: idParam },
      responses: answers(200, 'Taken back', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await takeUpdateBack(ctx, c.get('caller').owner, pathId('taxUpdate', id));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown(view: QuartersView) {
  const plain = (pairs: readonly (readonly [string, Pence])[]) =>
    Object.fromEntries(pairs.filter(([, pence]) => pence !== 0).map(([key, pence]) => [key, plainPounds(pence)]));
  return {
    year: view.year,
    quarters: view.kind,
    basis: view.basis,
    items: view.quarters.map(it => ({
      quarter: it.number,
      from: it.first.toString(),
      to: it.last.toString(),
      due: it.due.toString(),
      turnover: plainPounds(it.turnoverPence),
      expenses: plain(it.expenses.map(({ key, pence }) => [key, pence])),
    })),
    sent: view.sent.map(it => ({
      id: showId('taxUpdate', it.id),
      quarter: it.quarter,
      sentOn: it.sentOn.toString(),
      reference: it.reference,
      turnover: plainPounds(it.turnoverPence),
      expenses: plain(Object.entries(it.expenses)),
    })),
    corrections: view.corrections.map(it => ({
      key: it.key,
      sent: plainPounds(it.thenPence),
      now: plainPounds(it.nowPence),
      difference: plainPounds(it.differencePence),
    })),
  };
}
