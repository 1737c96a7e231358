import { Money } from '#platform/ui/figures.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import type { TaxYearView } from '../read-tax-year.ts';
import { rowsHref } from './tax-year-path.ts';

/** A company's year in three figures, by work done as companies reckon; and what is deliberately not reckoned. */
export function CompanyYear({ view: { year, books } }: { view: TaxYearView }) {
  const { turnoverPence, allowablePence, profitPence } = books.accruals;
  return (
    <section aria-labelledby="company">
      <h2 id="company" class="mb-3 text-lg font-medium">
        Your company
      </h2>
      <Facts
        rows={[
          ['Turnover', <Money pence={turnoverPence} href={rowsHref(year, 'worked')} />],
          [
            'Costs',
            <Money pence={allowablePence} href={rowsHref(year, 'expenses', { allowable: 'yes', basis: 'accruals' })} />,
          ],
          ['Profit before tax', <Money pence={profitPence} href="#books" />],
        ]}
      />
      <Caution>
        Your profile says that you trade as a limited company. Its corporation tax, and your own tax on salary and
        dividends, are for its accountant and are not guessed here; salaries paid and capital allowances are not in the
        profit unless you entered them as costs. A limited company cannot pension its work on NHS Forms A and B.
      </Caution>
    </section>
  );
}
