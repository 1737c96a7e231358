import type { InterestInvoice } from '#features/chasing/index.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import { sumPence } from '#rules/money.ts';

/** Interest invoices as the organisation sees them by the invoice's link. `path` is that of the link. */
export function LinkedInterest({ interest, path }: { interest: readonly InterestInvoice[]; path: string }) {
  return (
    <section aria-labelledby="interest">
      <h2 id="interest" class="mb-3 text-lg font-medium">
        Interest for late payment
      </h2>
      <p class="mb-3 text-muted">
        Each is a paper of its own, with its own reference, beside what is outstanding on the invoice.
      </p>
      <Table
        caption="Interest invoices"
        rows={interest}
        columns={[
          {
            heading: 'Interest invoice',
            lead: true,
            cell: it => (
              <a class="link" href={`${path}/interest/${showId('interestInvoice', it.id)}/pdf`}>
                {it.number} (PDF)
              </a>
            ),
          },
          { heading: 'Interest up to', cell: it => <Day day={it.chargedTo} short /> },
          { heading: 'State', cell: it => (it.paidOn ? 'Paid' : it.waivedAt ? 'Waived, nothing to pay' : 'To pay') },
          {
            heading: 'Amount',
            figures: true,
            cell: it => <Money pence={sumPence([it.interestPence, it.compensationPence])} />,
          },
        ]}
      />
    </section>
  );
}
