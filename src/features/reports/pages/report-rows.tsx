import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import { periodWords } from '#rules/report-period.ts';
import { type Earning, filterEarnings, sumEarnings } from '../earnings.ts';
import { MONEY_LABELS, MONEY_STATES, readMoneyByState } from '../money-by-state.ts';
import type { MoneyRow } from '../money-row.ts';
import { readBooked, readEarnings } from '../read-earnings.ts';
import { readSpent, SPENT_KINDS, spentLabel } from '../read-spent.ts';
import { hoursText } from '../report-tables.ts';
import { hrefOf, periodOf } from './period-form.tsx';
import { organisationAsked, ROWS_OF } from './report-rows-path.ts';

type Ctx = Needs<'db' | 'clock'>;

/** What a figure of a report is made of, row by row. */
export function reportRowsPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/reports/rows', requireVisitor, async c => {
    const { period, isWrong } = periodOf(c, ctx.clock.today());
    if (isWrong) throw notFound('period');
    const { title, content } = await rowsOf(ctx, c);
    return showPage(
      c,
      {
        title,
        lead: `${periodWords(period)}: ${formatDay(period.first)} to ${formatDay(period.last)}`,
        wide: true,
        action: (
          <a class="btn min-h-11" href={hrefOf('/reports', period)}>
            Back to the reports
          </a>
        ),
      },
      content,
    );
  });
  return app;
}

async function rowsOf(ctx: Ctx, c: WebContext) {
  const of = ROWS_OF.find(it => it === c.req.query('of'));
  if (!of) throw notFound('figure');
  const today = ctx.clock.today();
  const { period } = periodOf(c, today);
  return asOwner(ctx.db, visitorOf(c).owner, async tx => {
    if (of === 'earned' || of === 'booked') {
      const rows = of === 'earned' ? await readEarnings(tx, period) : await readBooked(tx, period);
      const found = filterEarnings(rows, {
        month: c.req.query('month'),
        organisationId: organisationAsked(c.req.query('organisation')),
        work: c.req.query('work'),
      });
      return { title: of === 'earned' ? 'Earned' : 'Booked', content: <EarningRows rows={found} /> };
    }
    if (of === 'money') {
      const state = MONEY_STATES.find(it => it === c.req.query('state'));
      if (!state) throw notFound('figure');
      const money = await readMoneyByState(tx, period, today);
      return { title: MONEY_LABELS[state], content: <MoneyRows rows={money[state]} /> };
    }
    const category = SPENT_KINDS.find(it => it === c.req.query('category'));
    const spent = await readSpent(tx, period);
    return {
      title: category ? spentLabel(category) : 'Expenses',
      content: <MoneyRows rows={spent.filter(it => category === undefined || it.category === category)} />,
    };
  });
}

function EarningRows({ rows }: { rows: readonly Earning[] }) {
  if (rows.length === 0) return <Nothing />;
  const all = sumEarnings(rows);
  return (
    <Table
      caption="Work"
      rows={rows}
      columns={[
        { heading: 'What', lead: true, cell: row => <Opens row={row} /> },
        { heading: 'Day', cell: row => <Day day={row.on} short /> },
        { heading: 'Work', cell: row => row.workLabel },
        { heading: 'Hours', figures: true, cell: row => hoursText(row.minutes) || '–' },
        { heading: 'Earned', figures: true, cell: row => <Money pence={row.pence} href={row.href} /> },
      ]}
      foot={[
        `Together, ${rows.length}`,
        '',
        all.perHourPence === undefined ? '' : `${formatPounds(all.perHourPence)} an hour`,
        hoursText(all.minutes),
        <Money pence={all.pence} />,
      ]}
    />
  );
}

function MoneyRows({ rows }: { rows: readonly MoneyRow[] }) {
  if (rows.length === 0) return <Nothing />;
  return (
    <Table
      caption="Amounts"
      rows={rows}
      columns={[
        { heading: 'What', lead: true, cell: row => <Opens row={row} /> },
        { heading: 'Day', cell: row => <Day day={row.on} short /> },
        { heading: 'Amount', figures: true, cell: row => <Money pence={row.pence} href={row.href} /> },
      ]}
      foot={['Together', '', <Money pence={sumPence(rows.map(row => row.pence))} />]}
    />
  );
}

function Opens({ row }: { row: MoneyRow }) {
  return (
    <a class="link" href={row.href}>
      {row.what}
    </a>
  );
}

function Nothing() {
  return <EmptyState title="Nothing in this time">Nothing was found that belongs to this figure.</EmptyState>;
}
