import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { readInput } from '#platform/form.ts';
import { day } from '#platform/input.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import type { Expense } from './expense.ts';
import { homeAndImports } from './home-api.ts';
import { expenseInput } from './input.ts';
import { addExpense, changeExpense, deleteExpense } from './keep-expense.ts';
import { receiptOperations } from './receipts-api.ts';
import { recurringOperations } from './recurring-api.ts';
import { listExpenses } from './store.ts';

const expenseOut = z
  .object({
    id: z.string(),
    category: z.enum(EXPENSE_KEYS),
    spentOn: dayOut,
    description: z.string(),
    amount: moneyOut.openapi({ description: 'What was paid' }),
    businessShare: z.number().openapi({ description: 'Per cent', example: 100 }),
    counts: moneyOut.openapi({ description: 'The business part of the amount' }),
    isCapital: z.boolean(),
    isBilled: z.boolean(),
    booking: z.string().nullable(),
    receipts: z.number(),
  })
  .openapi('Expense');

const expenseBody = z.object({
  id: z.string().optional(),
  category: z.enum(EXPENSE_KEYS, { error: 'Choose the category.' }),
  spentOn: z.string(),
  description: z.string(),
  amount: z.string(),
  businessShare: z.union([z.string(), z.number()]).optional(),
  isCapital: z.boolean().optional(),
  isBilled: z.boolean().optional(),
  booking: z.string().optional(),
});

/** Expenses, their receipts, what repeats, files of them, and work at home. */
export function expensesApi(
  ctx: Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner' | 'links' | 'site'>,
): OpenAPIHono<ApiEnv> {
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
      return c.json({ items: expenses.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/expenses',
      summary: 'Record an expense',
      request: jsonBody(expenseBody),
      responses: answers(201, 'Recorded', madeOut),
    }),
    async c => {
      const input = readInput(expenseInput, c.req.valid('json'));
      return c.json({ id: showId('expense', await addExpense(ctx, c.get('caller').owner, input)) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/expenses/{id}',
      summary: 'Change an expense',
      request: { params: idParam, ...jsonBody(expenseBody) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const input = readInput(expenseInput, c.req.valid('json'));
      await changeExpense(ctx, c.get('caller').owner, pathId('expense', id), input);
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/expenses/{id}',
      summary: 'Delete an expense with its receipts',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deleteExpense(ctx, c.get('caller').owner, pathId('expense', id));
      return c.json({ id }, 200);
    },
  );
  receiptOperations(app, ctx);
  recurringOperations(app, ctx);
  homeAndImports(app, ctx);
  return app;
}

function shown(it: Expense): z.input<typeof expenseOut> {
  return {
    id: showId('expense', it.id),
    category: it.category,
    spentOn: it.spentOn.toString(),
    description: it.description,
    amount: plainPounds(it.paidPence),
    businessShare: it.businessBasisPoints / 100,
    counts: plainPounds(it.amountPence),
    isCapital: it.isCapital,
    isBilled: it.isBilled,
    booking: it.bookingId === null ? null : showId('booking', it.bookingId),
    receipts: it.receiptCount,
  };
}
