import { Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { formatPercent, type Pence, pence } from '#rules/money.ts';
import type { MonthReckoning, PensionPiece } from '#rules/pension/reckon-year.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import type { PensionYear } from '../pension-year.ts';
import { MonthBars } from './month-bars.tsx';
import { schemeQuery } from './scheme-year.ts';

/** The year month by month: what counted, what was taken, what is due. */
export function Months({ year }: { year: PensionYear }) {
  const { reckoning, scheme } = year;
  return (
    <section aria-labelledby="months">
      <h2 id="months" class="mb-3 text-lg font-medium">
        Month by month
      </h2>
      <MonthBars months={reckoning.months} />
      <div class="mt-4">
        <Table
          caption="The year month by month"
          rows={reckoning.months}
          columns={[
            {
              heading: 'Month',
              lead: true,
              cell: month =>
                year.received.some(form => form.paidOn?.toPlainYearMonth().toString() === month.month) ? (
                  <a class="link" href={`/pension/form-b/${month.month}${schemeQuery(scheme)}`}>
                    {formatPensionMonth(month.month)}
                  </a>
                ) : (
                  formatPensionMonth(month.month)
                ),
            },
            { heading: 'Pensionable', figures: true, cell: month => <Money pence={month.pensionablePence} /> },
            { heading: 'Tier in use', figures: true, cell: month => percentOr(month.usedBasisPoints) },
            { heading: 'Taken', figures: true, cell: month => <Money pence={month.contributedPence} /> },
            {
              heading: 'Tier due by then',
              figures: true,
              cell: month => percentOr(month.due.ok ? month.due.tier.basisPoints : undefined),
            },
            { heading: 'Due at the year’s tier', figures: true, cell: month => moneyOr(month.duePence) },
            { heading: 'Difference', figures: true, cell: month => moneyOr(differenceOf(month)) },
          ]}
          foot={[
            'Year',
            <Money pence={reckoning.pensionablePence} />,
            '',
            <Money pence={reckoning.contributedPence} />,
            '',
            moneyOr(reckoning.duePence),
            moneyOr(reckoning.differencePence),
          ]}
        />
      </div>
    </section>
  );
}

function differenceOf(month: MonthReckoning): Pence | undefined {
  return month.duePence === undefined || month.untold.length > 0
    ? undefined
    : pence(month.duePence - month.contributedPence);
}

function percentOr(basisPoints: number | undefined) {
  return basisPoints === undefined ? '–' : formatPercent(basisPoints);
}

function moneyOr(amount: Pence | undefined) {
  return amount === undefined ? '–' : <Money pence={amount} />;
}

/** Each thing that counted, with the way to it. */
export function Pieces({ year }: { year: PensionYear }) {
  return (
    <section aria-labelledby="pieces">
      <h2 id="pieces" class="mb-1 text-lg font-medium">
        What counted
      </h2>
      <p class="mb-3 text-muted">
        Forms A whose money came in, and the pay of{' '}
        <a class="link" href="/pension/posts">
          other posts
        </a>
        .
      </p>
      <Table
        caption="What counted"
        rows={year.input.pieces.toSorted((a, b) => a.month.localeCompare(b.month))}
        columns={[
          {
            heading: 'What',
            lead: true,
            cell: piece => (
              <a class="link" href={hrefOf(piece, year)}>
                {piece.label}
              </a>
            ),
          },
          { heading: 'Kind', cell: piece => KINDS[piece.kind] },
          { heading: 'Month', cell: piece => formatPensionMonth(piece.month) },
          { heading: 'Pensionable', figures: true, cell: piece => <Money pence={piece.pensionablePence} /> },
          { heading: 'Tier in use', figures: true, cell: piece => percentOr(piece.usedBasisPoints) },
        ]}
      />
    </section>
  );
}

function hrefOf(piece: PensionPiece, { year, scheme }: PensionYear): string {
  if (piece.kind === 'form_a') return `/pension/form-a/${piece.key}/pdf`;
  return piece.kind === 'solo' ? `/pension/solo/${year}${schemeQuery(scheme)}` : '/pension/posts';
}

const KINDS = { form_a: 'Form A', solo: 'SOLO', salaried: 'Salaried', partner: 'Partner' } as const;
