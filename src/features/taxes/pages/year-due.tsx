import { Day, Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { formatPounds } from '#rules/money.ts';
import { ON_ACCOUNT_SOURCE, type TaxDate } from '#rules/tax/payments-on-account.ts';
import { taxYearBefore } from '#rules/tax-year.ts';
import type { TaxYearView } from '../read-tax-year.ts';
import { SourceLink } from './source-link.tsx';
import { yearWords } from './tax-year-path.ts';

/** What a year's bill makes due, and when. */
export function YearDue({ view, dates }: { view: TaxYearView; dates: readonly TaxDate[] }) {
  const rows = dates.flatMap(date => date.parts.map(part => ({ ...part, on: date.on })));
  return (
    <section aria-labelledby="due">
      <h2 id="due" class="mb-1 text-lg font-medium">
        What is due when
      </h2>
      <p class="mb-3 max-w-prose text-sm text-muted">
        {onAccountWords(view)} Payments on account towards the next year are half of income tax and Class 4 each; none
        where those are under £1,000 after tax at source, or more than 80% was taken at source.{' '}
        <SourceLink source={{ url: ON_ACCOUNT_SOURCE, grade: 'high' }} />
      </p>
      {rows.length === 0 ? (
        <p>Nothing is due for this year.</p>
      ) : (
        <Table
          caption="What is due when"
          rows={rows}
          columns={[
            { heading: 'By', lead: true, cell: row => <Day day={row.on} /> },
            { heading: 'What', cell: row => DUE_WORDS[row.what] },
            { heading: 'Amount', figures: true, cell: row => <Money pence={row.pence} href="#estimate" /> },
          ]}
        />
      )}
    </section>
  );
}

const DUE_WORDS = {
  balance: 'Balance of this year',
  first_on_account: 'First payment towards the next year',
  second_on_account: 'Second payment towards the next year',
} as const;

function onAccountWords({ onAccount, year }: TaxYearView): string {
  const amount = formatPounds(onAccount.pence);
  if (onAccount.from === 'typed') return `You entered payments on account of ${amount} towards this year.`;
  if (onAccount.from === 'year_before')
    return `Payments on account towards this year, from the estimate of ${yearWords(taxYearBefore(year))}: ${amount}.`;
  return 'Nothing is known of the year before, so no payment on account is taken off. Enter below what you paid.';
}
