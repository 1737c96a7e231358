import { Day, Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { expenseLabel } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import type { Correction, QuartersView } from '../quarters.ts';
import type { SentUpdate } from '../update-store.ts';
import { expensesHref, turnoverHref } from './quarter-tables.tsx';

/** What became another figure since the last update was sent. */
export function Corrections({ view }: { view: QuartersView }) {
  const [last] = view.sent;
  const quarter = view.quarters.find(it => it.number === last?.quarter);
  if (!last || !quarter) return null;
  const nowHref = (it: Correction) =>
    it.key === 'turnover' ? turnoverHref(view, quarter) : expensesHref(view, quarter, it.key);
  return (
    <section aria-labelledby="corrections">
      <h2 id="corrections" class="mb-1 text-lg font-medium">
        Changed since you sent quarter {last.quarter}
      </h2>
      {view.corrections.length === 0 ? (
        <p class="text-muted">Nothing: the books say today what the update said.</p>
      ) : (
        <>
          <p class="mb-3 max-w-prose text-muted">
            Nothing needs to be sent again for this: the next update carries it, since it counts from the year’s first
            day.
          </p>
          <Table
            caption="Changed since the last update"
            rows={view.corrections}
            columns={[
              { heading: 'What', lead: true, cell: it => labelOf(it.key) },
              { heading: 'As sent', figures: true, cell: it => <Money pence={it.thenPence} href="#sent" /> },
              { heading: 'Now', figures: true, cell: it => <Money pence={it.nowPence} href={nowHref(it)} /> },
              {
                heading: 'Difference',
                figures: true,
                cell: it => <Money pence={it.differencePence} href={nowHref(it)} />,
              },
            ]}
          />
        </>
      )}
    </section>
  );
}

/** The updates that were marked as sent, with what they said. */
export function SentUpdates({ view }: { view: QuartersView }) {
  return (
    <section aria-labelledby="sent">
      <h2 id="sent" class="mb-3 text-lg font-medium">
        Sent
      </h2>
      {view.sent.length === 0 ? (
        <p class="text-muted">No update of this year is marked as sent.</p>
      ) : (
        <Table
          caption="Updates marked as sent, as they were then"
          rows={view.sent}
          columns={[
            { heading: 'Update', lead: true, cell: it => `Quarter ${it.quarter}` },
            { heading: 'Sent on', cell: it => <Day day={it.sentOn} short /> },
            { heading: 'Reference', cell: it => <span class="break-all">{it.reference ?? '–'}</span> },
            { heading: 'Turnover', figures: true, cell: it => <Money pence={it.turnoverPence} href="#corrections" /> },
            { heading: 'Expenses', figures: true, cell: it => <Money pence={spentOf(it)} href="#corrections" /> },
            {
              heading: 'Correct',
              cell: it => (
                <form method="post" action={`/tax/${view.year}/quarters/${showId('taxUpdate', it.id)}/take-back`}>
                  <button type="submit" class="btn btn-ghost btn-sm min-h-11">
                    Not sent<span class="sr-only">: quarter {it.quarter}</span>
                  </button>
                </form>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

function spentOf({ expenses }: SentUpdate): Pence {
  return sumPence(Object.values(expenses));
}

function labelOf(key: Correction['key']): string {
  return key === 'turnover' ? 'Turnover' : expenseLabel(key);
}
