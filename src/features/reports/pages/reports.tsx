import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Pager } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { plainPounds } from '#rules/money.ts';
import { type Period, periodWords, yearAfter, yearBefore } from '#rules/report-period.ts';
import { readTaxYear, taxYearOf } from '#rules/tax-year.ts';
import { readGoal, setGoal } from '../goal.ts';
import { goalInput } from '../input.ts';
import { readReport } from '../read-report.ts';
import { daysWords, fileNameOf, tableCsv, tablesOf, tablesXlsx } from '../report-tables.ts';
import { EarningsBy, EarningsByMonth } from './earnings-report.tsx';
import { GoalReport } from './goal-report.tsx';
import { ExpenseReport, MoneyReport } from './money-report.tsx';
import { hrefOf, PeriodForm, periodOf } from './period-form.tsx';

type Ctx = Needs<'db' | 'clock'>;

/** What the work brought, by month, organisation and kind; money by how far it has come; expenses; the year's goal. */
export function reportPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  for (const path of ['/reports', '/reports.csv', '/reports.xlsx', '/reports/goal/:year'])
    app.use(path, requireVisitor);

  app.get('/reports', async c => showReports(ctx, c, undefined));

  app.post('/reports/goal/:year', async c =>
    answerForm(
      c,
      async values => {
        const year = readTaxYear(c.req.param('year'));
        if (!year) throw notFound('tax year');
        await setGoal(ctx, visitorOf(c).owner, year, readInput(goalInput, values).goal);
        return c.redirect(withNotice(`/reports?period=tax_year&year=${year}`, 'saved'), 303);
      },
      form => showReports(ctx, c, form),
    ),
  );

  app.get('/reports.csv', async c => {
    const report = await reportOf(ctx, c);
    const table = tablesOf(report).find(it => it.name === c.req.query('table'));
    if (!table) throw notFound('table');
    return c.body(tableCsv(table), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileNameOf(report)}-${table.name}.csv"`,
    });
  });

  app.get('/reports.xlsx', async c => {
    const report = await reportOf(ctx, c);
    return c.body(await tablesXlsx(tablesOf(report), daysWords(report)), 200, {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="${fileNameOf(report)}.xlsx"`,
    });
  });

  return app;
}

async function reportOf(ctx: Ctx, c: WebContext) {
  const today = ctx.clock.today();
  const { period, isWrong } = periodOf(c, today);
  if (isWrong) throw notFound('period');
  return asOwner(ctx.db, visitorOf(c).owner, tx => readReport(tx, period, today));
}

async function showReports(ctx: Ctx, c: WebContext, typedGoal: FormState | undefined) {
  const today = ctx.clock.today();
  const { period, form } = periodOf(c, today);
  // a goal is of a tax year: the shown one, or the running one
  const shown = period.kind === 'tax_year' ? readTaxYear(period.year) : undefined;
  const year = readTaxYear(c.req.param('year') ?? '') ?? shown ?? taxYearOf(today);
  const { report, goal } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    report: await readReport(tx, period, today),
    goal: await readGoal(tx, year, today),
  }));
  const goalForm = typedGoal ?? freshForm({ goal: goal.goalPence === undefined ? '' : plainPounds(goal.goalPence) });
  return showPage(
    c,
    {
      title: 'Reports',
      lead: `${periodWords(period)}: ${formatDay(period.first)} to ${formatDay(period.last)}`,
      wide: true,
      action: (
        <a class="btn min-h-11" href={hrefOf('/reports.xlsx', period)}>
          Download all (XLSX)
        </a>
      ),
    },
    <div class="flex flex-col gap-10">
      <PeriodForm action="/reports" form={form} today={today} />
      <GoalReport goal={goal} form={goalForm} />
      <EarningsByMonth report={report} />
      <EarningsBy report={report} of="organisations" />
      <EarningsBy report={report} of="work" />
      <MoneyReport report={report} />
      <ExpenseReport report={report} />
      <Pages period={period} today={today} />
    </div>,
  );
}

function Pages({ period, today }: { period: Period; today: Temporal.PlainDate }) {
  const after = yearAfter(period);
  const hasLater = after && Temporal.PlainDate.compare(after.first, today) <= 0;
  return (
    <Pager
      earlier={hrefOf('/reports', yearBefore(period))}
      later={hasLater ? hrefOf('/reports', after) : undefined}
      words={{ earlier: 'The year before', later: 'The year after' }}
    />
  );
}
