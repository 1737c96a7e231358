import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { day } from '#platform/input.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import { expenseInput } from './input.ts';
import { addExpense, changeExpense, deleteExpense } from './keep-expense.ts';
import { listExpenses } from './store.ts';

const expenseOut = z
  .object({
    id: z.string(),
    category: z.enum(EXPENSE_KEYS),
    spentOn: dayOut,
    description: z.string(),
    amount: moneyOut,
    booking: z.string().nullable(),
  })
  .openapi('Expense');

/** Expenses. */
export function expensesApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/expenses',
      summary: 'List expenses, the latest first; of this tax year unless told',
      request: { query: z.object({ from: day('the first day').optional(), to: day('the last day').optional() }) },
      responses: answers(200, 'All', z.object({ items: z.array(expenseOut) })),
    }),
    async c => {
      const { from, to } = c.req.valid('query');
      const year = taxYearDays(taxYearOf(ctx.clock.today()));
      const expenses = await asOwner(ctx.db, c.get('caller').owner, tx =>
        listExpenses(tx, from ?? year.first, to ?? year.last),
      );
      const items = expenses.map(it => ({
        id: showId('expense', it.id),
        category: it.category,
        spentOn: it.spentOn.toString(),
        description: it.description,
        amount: plainPounds(it.amountPence),
        booking: it.bookingId === null ? null : showId('booking', it.bookingId),
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/expenses',
      summary: 'Record an expense',
      request: jsonBody(expenseInput),
      responses: answers(201, 'Recorded', madeOut),
    }),
    async c =>
      c.json({ id: showId('expense', await addExpense(ctx, c.get('caller').owner, c.req.valid('json'))) }, 201),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/expenses/{id}',
      summary: 'Change an expense',
      request: { params: idParam, ...jsonBody(expenseInput) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await changeExpense(ctx, c.get('caller').owner, pathId('expense', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/expenses/{id}',
      summary: 'Delete an expense',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteExpense(ctx, c.get('caller').owner, pathId('expense', id));
      return c.json({ id }, 200);
    },
  );
  return app;
}
