import type { Child } from 'hono/jsx';
import { Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { expenseLabel } from '#rules/expense-categories.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { type Basis, type Books, isAllowable, sumRows } from '../books.ts';
import { rowsHref } from './tax-year-path.ts';

/** Turnover, expenses and profit of a year by both bases, side by side. */
export function YearBooks({ year, books }: { year: TaxYear; books: Books }) {
  const hasShares = books.cash.employerPence !== 0 || books.accruals.employerPence !== 0;
  const lines: Line[] = [
    {
      what: 'Turnover',
      cash: <Money pence={books.cash.turnoverPence} href={rowsHref(year, 'received')} />,
      accruals: <Money pence={books.accruals.turnoverPence} href={rowsHref(year, 'worked')} />,
    },
    ...categoriesOf(books).map(category => {
      const cell = (basis: Basis) => (
        <Money
          pence={sumRows(books[basis].expenses.filter(it => it.category === category))}
          href={rowsHref(year, 'expenses', { category, basis })}
        />
      );
      const what = isAllowable(category) ? expenseLabel(category) : `${expenseLabel(category)}, left out`;
      return { what, cash: cell('cash'), accruals: cell('accruals') };
    }),
    { what: 'Allowable expenses', cash: allowable(year, books, 'cash'), accruals: allowable(year, books, 'accruals') },
    ...(books.capitalPence === 0 ? [] : [{ what: 'Things that last for years, left out', ...capital(year, books) }]),
  ];
  return (
    <section aria-labelledby="books">
      <h2 id="books" class="mb-1 text-lg font-medium">
        Profit, two ways
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        By money received counts a payment on the day it came in; by work done counts work on the day you did it, also
        where nobody paid or was invoiced yet; a debt that you wrote off is an expense there. Other expenses have one
        day here, so they are the same in both: miles at the flat rate and work at home are among them.
      </p>
      <Table
        caption="Turnover, expenses and profit"
        rows={lines}
        columns={[
          { heading: 'What', lead: true, cell: line => line.what },
          { heading: 'By money received', figures: true, cell: line => line.cash },
          { heading: 'By work done', figures: true, cell: line => line.accruals },
        ]}
        foot={[
          'Profit',
          <Money pence={books.cash.profitPence} href="#books" />,
          <Money pence={books.accruals.profitPence} href="#books" />,
        ]}
      />
      {hasShares && <Shares year={year} books={books} />}
    </section>
  );
}

interface Line {
  readonly what: string;
  readonly cash: Child;
  readonly accruals: Child;
}

function categoriesOf({ cash, accruals }: Books) {
  return new Set([...cash.expenses, ...accruals.expenses].map(it => it.category)).values().toArray();
}

function allowable(year: TaxYear, books: Books, basis: Basis) {
  return <Money pence={books[basis].allowablePence} href={rowsHref(year, 'expenses', { allowable: 'yes', basis })} />;
}

function capital(year: TaxYear, books: Books) {
  const cell = <Money pence={books.capitalPence} href={rowsHref(year, 'capital')} />;
  return { cash: cell, accruals: cell };
}

function Shares({ year, books }: { year: TaxYear; books: Books }) {
  return (
    <p class="mt-3 max-w-prose text-sm">
      <strong class="font-medium">Employer’s NHS pension share, not counted above:</strong>{' '}
      <Money pence={books.cash.employerPence} href={rowsHref(year, 'received_shares')} /> received,{' '}
      <Money pence={books.accruals.employerPence} href={rowsHref(year, 'asked_shares')} /> invoiced. Practices pay it to
      you and you pass it on with Form B, so here it is neither turnover nor a deduction. We found no page of HMRC that
      says whether to show it in turnover and deduct it again: ask your accountant. Of a part payment, pay for the work
      counts first.
    </p>
  );
}
