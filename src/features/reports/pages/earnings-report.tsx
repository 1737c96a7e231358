import { Count, Money } from '#platform/ui/figures.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { type Column, Table } from '#platform/ui/table.tsx';
import { formatPounds, type Pence, ZERO } from '#rules/money.ts';
import { type Period, periodWords, yearBefore } from '#rules/report-period.ts';
import { type EarningGroup, groupEarnings, sumEarnings } from '../earnings.ts';
import { byMonth, type Report } from '../read-report.ts';
import { hoursText, organisationOf, workOf } from '../report-tables.ts';
import { MonthBars, RankBar } from './bars.tsx';
import { hrefOf } from './period-form.tsx';
import { rowsHref } from './report-rows-path.ts';

/** What each month's work earned, beside the same month a year before. */
export function EarningsByMonth({ report }: { report: Report }) {
  const { period, earnings, before } = report;
  const earlier = yearBefore(period);
  const beforeMonths = byMonth(before, earlier);
  const months = byMonth(earnings, period).map((month, at) => ({ ...month, before: beforeMonths[at] }));
  const all = sumEarnings(earnings);
  return (
    <section aria-labelledby="earned">
      <h2 id="earned" class="mb-1 text-lg font-medium">
        Earned by month
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        Work done, whether or not it is invoiced or paid yet, on the day it was done. Mileage, expenses passed on and
        the employer’s share of the pension are left out.
      </p>
      {earnings.length === 0 && before.length === 0 ? (
        <EmptyState
          title="No work in this time"
          action={
            <a class="btn min-h-11" href="/bookings/new">
              Add a booking
            </a>
          }
        >
          What you deliver shows here, month by month, beside the year before. Earlier work{' '}
          <a class="link" href="/imports">
            can be imported
          </a>{' '}
          from a spreadsheet.
        </EmptyState>
      ) : (
        <>
          <MonthBars
            months={months.map(it => ({ label: it.label, pence: it.pence, beforePence: it.before?.pence ?? ZERO }))}
            named={[periodWords(period), periodWords(earlier)]}
          />
          <div class="mt-4">
            <Table
              caption="Earned by month"
              rows={months}
              columns={[
                ...groupColumns<(typeof months)[number]>('Month', period, it => ({ month: it.key })),
                {
                  heading: 'A year before',
                  figures: true,
                  cell: it => (
                    <Money
                      pence={it.before?.pence ?? ZERO}
                      href={rowsHref(earlier, 'earned', { month: it.before?.key ?? '' })}
                    />
                  ),
                },
              ]}
              foot={[
                ...sumCells(all, period),
                <Money pence={sumEarnings(before).pence} href={rowsHref(earlier, 'earned')} />,
              ]}
            />
          </div>
          <Take period={period} table="months" />
        </>
      )}
    </section>
  );
}

const VIEWS = {
  organisations: {
    id: 'organisations',
    title: 'Earned by organisation',
    heading: 'Organisation',
    nameOf: organisationOf,
  },
  work: { id: 'work', title: 'Earned by type of work', heading: 'Work', nameOf: workOf },
} as const;

/** What each organisation, or each kind of work, earned, and what an hour of it brought. */
export function EarningsBy({ report, of }: { report: Report; of: keyof typeof VIEWS }) {
  const { id, title, heading, nameOf } = VIEWS[of];
  const { period, earnings } = report;
  const groups = groupEarnings(earnings, nameOf);
  if (groups.length === 0) return null;
  const [first] = groups;
  const filterOf = (it: EarningGroup) => (of === 'work' ? { work: it.key } : { organisation: it.key });
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="mb-3 text-lg font-medium">
        {title}
      </h2>
      <Table
        caption={title}
        rows={groups}
        columns={groupColumns<EarningGroup>(heading, period, filterOf, first?.pence)}
        foot={sumCells(sumEarnings(earnings), period)}
      />
      <p class="mt-2 max-w-prose text-sm text-muted">
        An hour: breaks are taken off; work without times (cancellation fees, imported invoices) is left out of it.
      </p>
      <Take period={period} table={id} />
    </section>
  );
}

function groupColumns<Row extends EarningGroup>(
  heading: string,
  period: Period,
  filterOf: (row: Row) => Readonly<Record<string, string>>,
  most?: Pence,
): Column<Row>[] {
  const href = (row: Row) => rowsHref(period, 'earned', filterOf(row));
  return [
    {
      heading,
      lead: true,
      cell: row => (
        <>
          {row.label}
          {most !== undefined && (
            <span class="block">
              <RankBar pence={row.pence} most={most} />
            </span>
          )}
        </>
      ),
    },
    { heading: 'Pieces of work', figures: true, cell: row => <Count of={row.count} href={href(row)} /> },
    {
      heading: 'Hours',
      figures: true,
      cell: row => (row.minutes === 0 ? '–' : <Opens href={href(row)} text={hoursText(row.minutes)} />),
    },
    { heading: 'Earned', figures: true, cell: row => <Money pence={row.pence} href={href(row)} /> },
    {
      heading: 'An hour',
      figures: true,
      cell: row =>
        row.perHourPence === undefined ? '–' : <Opens href={href(row)} text={formatPounds(row.perHourPence)} />,
    },
  ];
}

function sumCells(all: ReturnType<typeof sumEarnings>, period: Period) {
  const href = rowsHref(period, 'earned');
  return [
    'Together',
    <Count of={all.count} href={href} />,
    all.minutes === 0 ? '–' : <Opens href={href} text={hoursText(all.minutes)} />,
    <Money pence={all.pence} href={href} />,
    all.perHourPence === undefined ? '–' : <Opens href={href} text={formatPounds(all.perHourPence)} />,
  ];
}

function Opens({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} class="link link-hover tabular-nums">
      {text}
    </a>
  );
}

/** The table to take away. */
export function Take({ period, table }: { period: Period; table: string }) {
  return (
    <p class="mt-2">
      <a class="link inline-block min-h-11 content-center" href={hrefOf('/reports.csv', period, { table })}>
        Download as CSV
      </a>
    </p>
  );
}
