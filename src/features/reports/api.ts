import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, jsonBody, moneyOut } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { type Id, showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { PERIOD_KINDS } from '#rules/report-period.ts';
import { readTaxYear } from '#rules/tax-year.ts';
import { type EarningGroup, groupEarnings } from './earnings.ts';
import { type GoalView, readGoal, setGoal } from './goal.ts';
import { goalInput, periodInput } from './input.ts';
import { MONEY_STATES, sumMoney } from './money-by-state.ts';
import { byMonth, readReport } from './read-report.ts';
import { SPENT_KINDS } from './read-spent.ts';
import { organisationOf, workOf } from './report-tables.ts';

const periodQuery = z.object({
  period: z.enum(PERIOD_KINDS).default('tax_year'),
  year: z.string().default('').openapi({ description: '2026-27, or 2026 of a calendar year; empty: the running one' }),
  from: z.string().default('').openapi({ description: 'First day, with period=own' }),
  to: z.string().default('').openapi({ description: 'Last day, with period=own' }),
});

const groupOut = z.object({
  key: z.string(),
  label: z.string(),
  count: z.number(),
  minutes: z.number(),
  earned: moneyOut,
  perHour: moneyOut.nullable(),
});

const reportOut = z
  .object({
    first: dayOut,
    last: dayOut,
    earnedByMonth: z.array(groupOut),
    earnedByOrganisation: z.array(groupOut),
    earnedByWork: z.array(groupOut),
    money: z.array(z.object({ state: z.enum(MONEY_STATES), amount: moneyOut })),
    expenses: z.array(z.object({ category: z.enum(SPENT_KINDS), amount: moneyOut })),
  })
  .openapi('Report');

const goalOut = z
  .object({
    year: z.string(),
    goal: moneyOut.nullable(),
    earned: moneyOut,
    booked: moneyOut,
    missing: moneyOut.nullable(),
    weeksLeft: z.number().nullable(),
    perWeek: moneyOut.nullable(),
  })
  .openapi('Goal');

const yearParam = z.object({ year: z.string().openapi({ example: '2026-27' }) });

/** Reports, and the goal of a year. */
export function reportsApi(ctx: Needs<'db' | 'clock'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  const goalOf = (c: { get(name: 'caller'): ApiEnv['Variables']['caller'] }, text: string) => {
    const year = readTaxYear(text);
    if (!year) throw notFound('tax year');
    const { owner } = c.get('caller');
    return { year, owner, read: () => asOwner(ctx.db, owner, tx => readGoal(tx, year, ctx.clock.today())) };
  };
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports',
      summary: 'Read the reports of a period: earnings, money by state, expenses',
      request: { query: periodQuery },
      responses: answers(200, 'The reports', reportOut),
    }),
    async c => {
      const today = ctx.clock.today();
      const period = readInput(periodInput(today), c.req.valid('query'));
      const report = await asOwner(ctx.db, c.get('caller').owner, tx => readReport(tx, period, today));
      return c.json(
        {
          first: period.first.toString(),
          last: period.last.toString(),
          earnedByMonth: byMonth(report.earnings, period).map(shownGroup),
          earnedByOrganisation: groupEarnings(report.earnings, organisationOf).map(it => ({
            ...shownGroup(it),
            key: showId('organisation', it.key as Id<'organisation'>),
          })),
          earnedByWork: groupEarnings(report.earnings, workOf).map(shownGroup),
          money: MONEY_STATES.map(state => ({ state, amount: plainPounds(sumMoney(report.money[state])) })),
          expenses: [...Map.groupBy(report.spent, it => it.category)].map(([category, its]) => ({
            category,
            amount: plainPounds(sumMoney(its)),
          })),
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/goals/{year}',
      summary: 'Read the goal of a tax year and how it stands',
      request: { params: yearParam },
      responses: answers(200, 'The goal', goalOut),
    }),
    async c => c.json(shownGoal(await goalOf(c, c.req.valid('param').year).read()), 200),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/goals/{year}',
      summary: 'Set the goal of a tax year, or take it away with null',
      request: { params: yearParam, ...jsonBody(goalInput) },
      responses: answers(200, 'The goal', goalOut),
    }),
    async c => {
      const { owner, year, read } = goalOf(c, c.req.valid('param').year);
      await setGoal(ctx, owner, year, c.req.valid('json').goal);
      return c.json(shownGoal(await read()), 200);
    },
  );
  return app;
}

function shownGroup(it: EarningGroup) {
  return {
    key: it.key,
    label: it.label,
    count: it.count,
    minutes: it.minutes,
    earned: plainPounds(it.pence),
    perHour: it.perHourPence === undefined ? null : plainPounds(it.perHourPence),
  };
}

function shownGoal({ year, goalPence, earnedPence, bookedPence, standing }: GoalView) {
  return {
    year,
    goal: goalPence === undefined ? null : plainPounds(goalPence),
    earned: plainPounds(earnedPence),
    booked: plainPounds(bookedPence),
    missing: standing ? plainPounds(standing.missingPence) : null,
    weeksLeft: standing?.weeksLeft ?? null,
    perWeek: standing?.perWeekPence === undefined ? null : plainPounds(standing.perWeekPence),
  };
}
