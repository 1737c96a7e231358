import { Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { type Pence, pence } from '#rules/money.ts';
import { MONEY_DAYS, MONEY_LABELS, MONEY_STATES, type MoneyState, sumMoney } from '../money-by-state.ts';
import type { Report } from '../read-report.ts';
import { spentLabel } from '../read-spent.ts';
import { RankBar } from './bars.tsx';
import { Take } from './earnings-report.tsx';
import { rowsHref } from './report-rows-path.ts';

/** Shown even where there is nothing. */
const ALWAYS: readonly MoneyState[] = ['booked', 'delivered', 'billed', 'overdue', 'paid'];

/** All money of the period by how far it has come. */
export function MoneyReport({ report: { money, period } }: { report: Report }) {
  const states = MONEY_STATES.filter(state => ALWAYS.includes(state) || money[state].length > 0).map(state => ({
    state,
    pence: sumMoney(money[state]),
  }));
  return (
    <section aria-labelledby="money">
      <h2 id="money" class="mb-1 text-lg font-medium">
        Where the money is
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        As it stands today, with mileage, expenses passed on and pension shares: what is owed, not what is earned.
      </p>
      <Table
        caption="Money by state"
        rows={states}
        columns={[
          {
            heading: 'State',
            lead: true,
            cell: it => (
              <>
                {MONEY_LABELS[it.state]} <span class="text-sm font-normal text-muted">{MONEY_DAYS[it.state]}</span>
                <span class="block">
                  <RankBar pence={it.pence} most={largest(states)} />
                </span>
              </>
            ),
          },
          {
            heading: 'Sum',
            figures: true,
            cell: it => <Money pence={it.pence} href={rowsHref(period, 'money', { state: it.state })} />,
          },
        ]}
      />
      <Take period={period} table="money" />
    </section>
  );
}

/** What working cost, by HMRC's categories. */
export function ExpenseReport({ report: { spent, period } }: { report: Report }) {
  const categories = [...Map.groupBy(spent, it => it.category)]
    .map(([category, its]) => ({ category, pence: sumMoney(its) }))
    .toSorted((a, b) => b.pence - a.pence);
  return (
    <section aria-labelledby="expenses">
      <h2 id="expenses" class="mb-1 text-lg font-medium">
        Expenses
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        As the tax pages count them, with miles at the flat rate on the day of the trip and work at home on the last day
        of its month.
      </p>
      {categories.length === 0 ? (
        <p class="text-muted">
          Nothing recorded in this time.{' '}
          <a class="link" href="/expenses/new">
            Add an expense
          </a>
        </p>
      ) : (
        <>
          <Table
            caption="Expenses by category"
            rows={categories}
            columns={[
              {
                heading: 'Category',
                lead: true,
                cell: it => (
                  <>
                    {spentLabel(it.category)}
                    <span class="block">
                      <RankBar pence={it.pence} most={largest(categories)} />
                    </span>
                  </>
                ),
              },
              {
                heading: 'Sum',
                figures: true,
                cell: it => <Money pence={it.pence} href={rowsHref(period, 'spent', { category: it.category })} />,
              },
            ]}
            foot={['Together', <Money pence={sumMoney(spent)} href={rowsHref(period, 'spent')} />]}
          />
          <Take period={period} table="expenses" />
        </>
      )}
    </section>
  );
}

function largest(rows: readonly { readonly pence: Pence }[]): Pence {
  return pence(Math.max(0, ...rows.map(it => it.pence)));
}
