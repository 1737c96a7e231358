import { Money } from '#platform/ui/figures.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { formatPercent, formatPounds, lessPence, ZERO } from '#rules/money.ts';
import type { PutAside } from '#rules/tax/put-aside.ts';
import type { AsideNow as Aside } from '../aside.ts';
import { yearWords } from './tax-year-path.ts';

/** How much of what came in is not the locum's, why, and what lies in the pot. */
export function AsideNow({ aside }: { aside: Aside }) {
  const { missingPence } = aside;
  return (
    <section aria-labelledby="aside">
      <h2 id="aside" class="mb-1 text-lg font-medium">
        Put aside now
      </h2>
      <p class="mb-3 text-3xl font-semibold">
        <Money pence={missingPence > 0 ? missingPence : ZERO} href="/tax/pot" />
      </p>
      <Facts
        rows={[
          ...aside.parts.map(
            part =>
              [
                part.kind === 'year_before'
                  ? `Left to pay for ${yearWords(part.year)}`
                  : `Tax of ${yearWords(part.year)} so far`,
                <>
                  <Money
                    pence={part.leftPence}
                    href={part.kind === 'year_before' ? `/tax/${part.year}#due` : '#estimate'}
                  />
                  {part.paidPence !== 0 && (
                    <span class="text-muted">
                      {' '}
                      ({formatPounds(part.taxPence)} less <Money pence={part.paidPence} href="/tax/pot" /> paid)
                    </span>
                  )}
                </>,
              ] as const,
          ),
          ['In the pot', <Money pence={aside.potPence} href="/tax/pot" />] as const,
        ]}
      />
      {aside.thisYear && <Why aside={aside.thisYear} />}
      {missingPence < 0 && (
        <p class="mt-2 max-w-prose">
          The pot holds <Money pence={lessPence(ZERO, missingPence)} href="/tax/pot" /> more than this needs.
        </p>
      )}
      <p class="mt-3">
        <a class="btn min-h-11" href="/tax/pot">
          Record what you put aside
        </a>
      </p>
    </section>
  );
}

function Why({ aside }: { aside: PutAside }) {
  if (aside.profitPence === 0)
    return <p class="mt-3 max-w-prose text-muted">Nothing came in yet this tax year beyond your expenses.</p>;
  return (
    <p class="mt-3 max-w-prose text-muted">
      Why: profit so far is <Money pence={aside.profitPence} href="#books" />. {YEAR_WORDS[aside.reckonedBy]}{' '}
      {formatPounds(aside.yearProfitPence)}, on which {formatPounds(aside.yearOwedPence)} would be to pay: that is{' '}
      {formatPercent(aside.basisPoints)} of each pound of profit, so the same share of what came in is not yours.
    </p>
  );
}

const YEAR_WORDS = {
  pace: 'At this pace (counting at least 90 days) the year makes',
  expected: 'You expect of the whole year',
  whole_year: 'The year is over with',
} as const;
