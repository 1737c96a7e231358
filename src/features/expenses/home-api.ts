import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  dayOut,
  idParam,
  jsonBody,
  madeOut,
  momentOut,
  moneyOut,
  pathId,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds, sumPence } from '#rules/money.ts';
import { readTaxYear, taxYearOf } from '#rules/tax-year.ts';
import { forgetHomeMonth, homeInput, homeMonths, keepHomeMonths } from './home.ts';
import { importExpenses, planExpenseImport, undoExpenseImport } from './import-expenses.ts';
import { apiImportInput } from './import-input.ts';
import { listImports } from './import-store.ts';
import { readExpenseFile } from './read-expense-file.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

const homeOut = z.object({
  taxYear: z.string(),
  total: moneyOut,
  items: z.array(
    z.object({
      month: z.string().openapi({ example: '2026-11' }),
      hours: z.number().nullable(),
      cost: moneyOut.nullable(),
      businessShare: z.number().nullable(),
      counts: moneyOut,
    }),
  ),
});

const importOut = z.object({
  confirmed: z.boolean(),
  recorded: z.number(),
  fresh: z.array(
    z.object({
      row: z.number(),
      spentOn: dayOut,
      description: z.string(),
      amount: moneyOut,
      category: z.enum(EXPENSE_KEYS),
      looksLike: z.string().nullable(),
    }),
  ),
  known: z.number(),
  errors: z.array(z.object({ row: z.number(), message: z.string() })),
});

/** Work at home by the month, and CSV files of expenses. */
export function homeAndImports(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/home-use',
      summary: 'Months of work at home that end in a tax year; in this one unless told',
      request: { query: z.object({ taxYear: z.string().optional() }) },
      responses: answers(200, 'All', homeOut),
    }),
    async c => {
      const asked = c.req.valid('query').taxYear;
      const year = asked === undefined ? taxYearOf(ctx.clock.today()) : readTaxYear(asked);
      if (!year) throw new InputRefusal({ taxYear: 'Send a tax year such as 2026-27.' });
      const months = await asOwner(ctx.db, c.get('caller').owner, tx => homeMonths(tx, year));
      const items = months.map(({ month, use, claimPence }) => ({
        month: month.toString(),
        hours: use.by === 'hours' ? use.hours : null,
        cost: use.by === 'share' ? plainPounds(use.costPence) : null,
        businessShare: use.by === 'share' ? use.businessBasisPoints / 100 : null,
        counts: plainPounds(claimPence),
      }));
      return c.json({ taxYear: year, total: plainPounds(sumPence(months.map(it => it.claimPence))), items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/home-use',
      summary: 'Keep a month of work at home, or several alike',
      request: jsonBody(
        z.object({
          month: z.string(),
          lastMonth: z.string().optional(),
          by: z.enum(['hours', 'share']),
          hours: z.number().optional(),
          cost: z.string().optional(),
          businessShare: z.number().optional(),
        }),
      ),
      responses: answers(200, 'Kept', z.object({ kept: z.literal(true) })),
    }),
    async c => {
      await keepHomeMonths(ctx, c.get('caller').owner, readInput(homeInput, c.req.valid('json')));
      return c.json({ kept: true as const }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/home-use/{id}',
      summary: 'Take a month out: its id is the month, such as 2026-11',
      request: { params: idParam },
      responses: answers(200, 'Taken out', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(id)) throw new InputRefusal({ id: 'Send a month such as 2026-11.' });
      await forgetHomeMonth(ctx, c.get('caller').owner, Temporal.PlainYearMonth.from(id));
      return c.json({ id }, 200);
    },
  );
  imports(app, ctx);
}

function imports(app: OpenAPIHono<ApiEnv>, ctx: Ctx): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/expense-imports',
      summary: 'Look at a CSV file of expenses, or record it',
      description: 'Without `confirmed` nothing is recorded. The same file a second time brings nothing.',
      request: jsonBody(apiImportInput),
      responses: answers(200, 'What it brings', importOut),
    }),
    async c => {
      const { fileName, text, confirmed, withoutAlike, ...choice } = c.req.valid('json');
      const { owner } = c.get('caller');
      const read = readExpenseFile(text, choice);
      const plan = await planExpenseImport(ctx, owner, read);
      const recorded = confirmed ? await importExpenses(ctx, owner, { fileName, read, withoutAlike }) : 0;
      const fresh = plan.fresh.map(it => ({
        row: it.row,
        spentOn: it.day.toString(),
        description: it.description,
        amount: plainPounds(it.paidPence),
        category: it.category,
        looksLike: plan.alike.get(it.row)?.description ?? null,
      }));
      return c.json({ confirmed, recorded, fresh, known: plan.known.length, errors: [...read.errors] }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/expense-imports',
      summary: 'Imported files, the latest first',
      responses: answers(
        200,
        'All',
        z.object({
          items: z.array(
            z.object({ id: z.string(), fileName: z.string(), importedAt: momentOut, expenses: z.number() }),
          ),
        }),
      ),
    }),
    async c => {
      const all = await asOwner(ctx.db, c.get('caller').owner, listImports);
      const items = all.map(it => ({
        id: showId('expenseImport', it.id),
        fileName: it.fileName,
        importedAt: it.importedAt.toString(),
        expenses: it.count,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/expense-imports/{id}',
      summary: 'Take an imported file back, with all its expenses',
      request: { params: idParam },
      responses: answers(200, 'Taken back', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await undoExpenseImport(ctx, c.get('caller').owner, pathId('expenseImport', id));
      return c.json({ id }, 200);
    },
  );
}
