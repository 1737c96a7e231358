import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, jsonBody, moneyOut } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { type Pence, plainPounds } from '#rules/money.ts';
import { QUARTER_KINDS } from '#rules/tax/mtd-quarters.ts';
import { LOAN_PLANS, TAX_REGIONS } from '#rules/tax/tax-tables.ts';
import { type Side, sumByCategory } from './books.ts';
import { BASES, oneMoreInput, settingsInput, yearParam } from './input.ts';
import { packApi } from './pack-api.ts';
import { potApi } from './pot-api.ts';
import { quartersApi } from './quarters-api.ts';
import { readOneMore } from './read-one-more.ts';
import { readTaxYearView, type TaxYearView } from './read-tax-year.ts';
import { keepSettings, readSettings, type TaxSettings } from './settings.ts';
import { vatApi } from './vat-api.ts';

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

const settingsOut = z
  .object({
    basis: z.enum(BASES),
    region: z.enum(TAX_REGIONS).nullable().openapi({ description: 'null: by the nation of the profile' }),
    loanPlans: z.array(z.enum(LOAN_PLANS)),
    employment: moneyOut,
    other: moneyOut,
    taxPaid: moneyOut,
    loanPaid: moneyOut,
    voluntaryClass2: z.boolean(),
    pension: moneyOut.nullable(),
    onAccount: moneyOut.nullable(),
    expectedProfit: moneyOut.nullable(),
    quarters: z.enum(QUARTER_KINDS),
  })
  .openapi('TaxSettings');

const oneMoreOut = z
  .object({
    fee: moneyOut,
    costs: moneyOut,
    pension: moneyOut,
    incomeTax: moneyOut,
    nationalInsurance: moneyOut,
    studentLoan: moneyOut,
    left: moneyOut,
  })
  .openapi('OneMoreBooking');

/** Tax years, and what belongs to them. */
export function taxesApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.route('/', potApi(ctx));
  app.route('/', vatApi(ctx));
  app.route('/', quartersApi(ctx));
  app.route('/', packApi(ctx));
  app.openapi(
    createRoute({
      method: 'post',
      path: '/tax/one-more',
      summary: 'Reckon what one more booking leaves after travel, pension, tax and student loan; nothing is kept',
      request: jsonBody(oneMoreInput),
      responses: answers(200, 'Where its fee goes', oneMoreOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      const input = c.req.valid('json');
      const view = await asOwner(ctx.db, owner, tx => readOneMore(tx, ctx.clock.today(), input));
      if (view.isCompany || !view.answer.ok) throw NOT_RECKONED;
      const { more } = view.answer;
      return c.json(
        {
          fee: plainPounds(more.feePence),
          costs: plainPounds(more.costsPence),
          pension: plainPounds(more.pensionPence),
          incomeTax: plainPounds(more.incomeTaxPence),
          nationalInsurance: plainPounds(more.insurancePence),
          studentLoan: plainPounds(more.loanPence),
          left: plainPounds(more.leftPence),
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/{year}/settings',
      summary: 'Read what you said of a tax year',
      request: { params: yearParam },
      responses: answers(200, 'The settings', settingsOut),
    }),
    async c => {
      const { year } = c.req.valid('param');
      return c.json(shownSettings(await asOwner(ctx.db, c.get('caller').owner, tx => readSettings(tx, year))), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/tax/{year}/settings',
      summary: 'Say what the books do not know of a tax year',
      request: { params: yearParam, ...jsonBody(settingsInput) },
      responses: answers(200, 'Kept', settingsOut),
    }),
    async c => {
      const { year } = c.req.valid('param');
      const input = c.req.valid('json');
      await keepSettings(ctx, c.get('caller').owner, year, input);
      return c.json(shownSettings(input), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/{year}',
      summary: 'Read a tax year: profit by both bases, and the estimate of its tax',
      request: { params: yearParam },
      responses: answers(200, 'The year', taxYearOut),
    }),
    async c => {
      const { year } = c.req.valid('param');
      return c.json(shown(await asOwner(ctx.db, c.get('caller').owner, tx => readTaxYearView(tx, year))), 200);
    },
  );
  return app;
}

const NOT_RECKONED = new Refusal({
  code: 'tax.not_reckoned',
  message: 'Nothing is reckoned for a limited company, nor for a tax year whose rates are not known here.',
});

function shownSettings(it: TaxSettings) {
  const optional = (pence: Pence | null) => (pence === null ? null : plainPounds(pence));
  return {
    ...it,
    employment: plainPounds(it.employment),
    other: plainPounds(it.other),
    taxPaid: plainPounds(it.taxPaid),
    loanPaid: plainPounds(it.loanPaid),
    pension: optional(it.pension),
    onAccount: optional(it.onAccount),
    expectedProfit: optional(it.expectedProfit),
  };
}

function shown(view: TaxYearView) {
  const { books } = view;
  return {
    year: view.year,
    basis: view.settings.basis,
    cash: shownSide(books.cash),
    accruals: shownSide(books.accruals),
    expenses: sumByCategory(books[view.settings.basis].expenses).map(it => ({
      category: it.category,
      amount: plainPounds(it.pence),
    })),
    allowableExpenses: plainPounds(books[view.settings.basis].allowablePence),
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
