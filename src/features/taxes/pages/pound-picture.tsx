import { Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { formatPercent, lessPence, type Pence, proportion, sumPence } from '#rules/money.ts';
import type { TaxYearView } from '../read-tax-year.ts';
import { rowsHref } from './tax-year-path.ts';

const WIDTH = 600;

interface Share {
  readonly what: string;
  readonly pence: Pence;
  readonly href: string;
  readonly fill: string;
}

/** Where each pound of the year's income goes: a bar, and the same as a table. Nothing where there is no income. */
export function PoundPicture({ view }: { view: TaxYearView }) {
  const shares = sharesOf(view);
  const all = sumPence(shares.map(it => it.pence));
  if (all <= 0 || shares.some(it => it.pence < 0)) return null;
  let left = 0;
  const bars = shares.map(share => {
    const bar = { ...share, left, width: (share.pence / all) * WIDTH };
    left += bar.width;
    return bar;
  });
  const basisPoints = (it: Share) => proportion(it.pence, 10_000, all);
  return (
    <section aria-labelledby="pound">
      <h2 id="pound" class="mb-3 text-lg font-medium">
        Where each pound goes
      </h2>
      <svg viewBox={`0 0 ${WIDTH} 56`} class="mb-3 w-full" aria-hidden="true">
        {bars.map(bar => (
          <rect x={bar.left} y={0} width={Math.max(bar.width - 1, 0)} height={56} class={bar.fill} />
        ))}
      </svg>
      <Table
        caption="Where each pound goes"
        rows={shares}
        columns={[
          {
            heading: 'What',
            lead: true,
            cell: it => (
              <span class="flex items-center gap-2">
                <svg width="14" height="14" aria-hidden="true">
                  <rect width="14" height="14" class={it.fill} />
                </svg>
                {it.what}
              </span>
            ),
          },
          { heading: 'Amount', figures: true, cell: it => <Money pence={it.pence} href={it.href} /> },
          { heading: 'Of each pound', figures: true, cell: it => formatPercent(basisPoints(it)) },
        ]}
      />
    </section>
  );
}

/** All income, divided; what is left closes the sum. */
function sharesOf({ answer, input, year, settings }: TaxYearView): Share[] {
  if (!answer.ok) return [];
  const { estimate } = answer;
  const income = sumPence([input.turnoverPence, input.employmentPence, input.otherPence]);
  const taken = [
    {
      what: 'Expenses',
      pence: input.expensesPence,
      href: rowsHref(year, 'expenses', { allowable: 'yes', basis: settings.basis }),
      fill: 'fill-base-300',
    },
    {
      what: 'NHS pension, your part',
      pence: input.pensionPence,
      href: settings.pension === null ? rowsHref(year, 'pension') : '#f-pension',
      fill: 'fill-info',
    },
    { what: 'Income tax', pence: estimate.incomeTax.taxPence, href: '#bands', fill: 'fill-primary' },
    {
      what: 'National Insurance',
      pence: sumPence([estimate.class4Pence, estimate.class2.pence]),
      href: '#estimate',
      fill: 'fill-secondary',
    },
    { what: 'Student loan', pence: estimate.loanPence, href: '#estimate', fill: 'fill-warning' },
  ].filter(it => it.pence !== 0);
  const left = lessPence(income, sumPence(taken.map(it => it.pence)));
  return [...taken, { what: 'Yours', pence: left, href: '#estimate', fill: 'fill-success' }];
}
