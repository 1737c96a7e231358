import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { readInput } from '#platform/form.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { nextDue } from '#rules/recurrence.ts';
import { recurringInput } from './input.ts';
import { addRecurring, changeRecurring, endRecurring } from './keep-recurring.ts';
import { listRecurring } from './recurring-store.ts';

const recurringBody = z.object({
  id: z.string().optional(),
  category: z.enum(EXPENSE_KEYS),
  description: z.string(),
  amount: z.string(),
  businessShare: z.union([z.string(), z.number()]).optional(),
  everyMonths: z.enum(['1', '3', '12']),
  firstOn: z.string(),
  untilOn: z.string().optional(),
});

const recurringOut = z
  .object({
    id: z.string(),
    category: z.enum(EXPENSE_KEYS),
    description: z.string(),
    amount: moneyOut,
    businessShare: z.number(),
    everyMonths: z.number(),
    firstOn: dayOut,
    untilOn: dayOut.nullable(),
    nextOn: dayOut.nullable(),
  })
  .openapi('RecurringExpense');

/** Costs that come again by themselves. */
export function recurringOperations(app: OpenAPIHono<ApiEnv>, ctx: Needs<'db' | 'clock' | 'queue'>): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/recurring-expenses',
      summary: 'List repeating costs',
      responses: answers(200, 'All', z.object({ items: z.array(recurringOut) })),
    }),
    async c => {
      const all = await asOwner(ctx.db, c.get('caller').owner, listRecurring);
      const items = all.map(it => ({
        id: showId('recurringExpense', it.id),
        category: it.category,
        description: it.description,
        amount: plainPounds(it.paidPence),
        businessShare: it.businessBasisPoints / 100,
        everyMonths: it.everyMonths,
        firstOn: it.firstOn.toString(),
        untilOn: it.untilOn?.toString() ?? null,
        nextOn: nextDue(it, ctx.clock.today())?.toString() ?? null,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/recurring-expenses',
      summary: 'Keep a repeating cost; days since its first one are recorded at once',
      request: jsonBody(recurringBody),
      responses: answers(201, 'Kept', madeOut),
    }),
    async c => {
      const input = readInput(recurringInput, c.req.valid('json'));
      return c.json({ id: showId('recurringExpense', await addRecurring(ctx, c.get('caller').owner, input)) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/recurring-expenses/{id}',
      summary: 'Change what a repeating cost records from tomorrow on',
      request: { params: idParam, ...jsonBody(recurringBody) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const input = readInput(recurringInput, c.req.valid('json'));
      await changeRecurring(ctx, c.get('caller').owner, pathId('recurringExpense', id), input);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/recurring-expenses/{id}/end',
      summary: 'End a repeating cost today; what it recorded stays',
      request: { params: idParam },
      responses: answers(200, 'Ended', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await endRecurring(ctx, c.get('caller').owner, pathId('recurringExpense', id));
      return c.json({ id }, 200);
    },
  );
}
