import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, moneyOut } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { plainPounds } from '#rules/money.ts';
import { TAX_REGIONS } from '#rules/tax/tax-tables.ts';
import { readTaxYear } from '#rules/tax-year.ts';
import { type Side, sumByCategory } from './books.ts';
import { readTaxYearView, type TaxYearView } from './read-tax-year.ts';

const sideOut = z.object({
  turnover: moneyOut,
  employerPensionShare: moneyOut.openapi({ description: 'Received or invoiced to be passed on; not in the turnover' }),
  profit: moneyOut,
});

const taxYearOut = z
  .object({
    year: z.string().openapi({ example: '2026-27' }),
    basis: z.enum(['cash', 'accruals']),
    cash: sideOut,
    accruals: sideOut,
    expenses: z.array(z.object({ category: z.enum(EXPENSE_KEYS), amount: moneyOut })),
    allowableExpenses: moneyOut,
    pensionContributions: moneyOut,
    estimate: z
      .object({
        region: z.enum(TAX_REGIONS),
        personalAllowance: moneyOut,
        incomeTax: moneyOut,
        class4: moneyOut,
        class2: moneyOut,
        studentLoan: moneyOut,
        total: moneyOut,
        toPay: moneyOut,
        due: z.array(z.object({ on: dayOut, amount: moneyOut })),
      })
      .nullable()
      .openapi({ description: 'null for a limited company, and for a year whose rates are not known' }),
  })
  .openapi('TaxYear');

/** A tax year. */
export function taxesApi(ctx: Needs<'db'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/{year}',
      summary: 'Read a tax year: profit by both bases, and the estimate of its tax',
      request: { params: z.object({ year: z.string().openapi({ example: '2026-27' }) }) },
      responses: answers(200, 'The year', taxYearOut),
    }),
    async c => {
      const year = readTaxYear(c.req.valid('param').year);
      if (!year) throw notFound('tax year');
      const view = await asOwner(ctx.db, c.get('caller').owner, tx => readTaxYearView(tx, year));
      return c.json(shown(view), 200);
    },
  );
  return app;
}

function shown(view: TaxYearView) {
  const { books } = view;
  return {
    year: view.year,
    basis: view.settings.basis,
    cash: shownSide(books.cash),
    accruals: shownSide(books.accruals),
    expenses: sumByCategory(books.expenses).map(it => ({ category: it.category, amount: plainPounds(it.pence) })),
    allowableExpenses: plainPounds(books.allowablePence),
    pensionContributions: plainPounds(view.pensionPence),
    estimate: shownEstimate(view),
  };
}

function shownSide(side: Side) {
  return {
    turnover: plainPounds(side.turnoverPence),
    employerPensionShare: plainPounds(side.employerPence),
    profit: plainPounds(side.profitPence),
  };
}

function shownEstimate({ answer, isCompany, region }: TaxYearView) {
  if (!answer.ok || isCompany) return null;
  const { estimate } = answer;
  return {
    region,
    personalAllowance: plainPounds(estimate.incomeTax.allowancePence),
    incomeTax: plainPounds(estimate.incomeTax.taxPence),
    class4: plainPounds(estimate.class4Pence),
    class2: plainPounds(estimate.class2.pence),
    studentLoan: plainPounds(estimate.loanPence),
    total: plainPounds(estimate.totalPence),
    toPay: plainPounds(estimate.owedPence),
    due: estimate.dates
      .filter(it => it.pence !== 0)
      .map(it => ({ on: it.on.toString(), amount: plainPounds(it.pence) })),
  };
}
