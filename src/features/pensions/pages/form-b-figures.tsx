import { Day, Money } from '#platform/ui/figures.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import type { FormBFigures } from '#rules/pension/form-b.ts';
import type { FormBPreview } from '../preview-form-b.ts';
import type { KeptFormA } from '../store.ts';
import { schemeQuery } from './scheme-year.ts';

/** The Forms A that a Form B gathers. */
export function FormALines({ caption, forms }: { caption: string; forms: readonly KeptFormA[] }) {
  return (
    <Table
      caption={caption}
      rows={forms}
      columns={[
        {
          heading: 'Invoice',
          lead: true,
          cell: form => (
            <a class="link" href={`/invoices/${showId('invoice', form.invoiceId)}`}>
              {form.invoiceNumber}
              {form.part > 1 && `, part ${form.part}`}
            </a>
          ),
        },
        { heading: 'Organisation', cell: form => form.organisationName },
        { heading: 'First day', cell: form => <Day day={form.firstDay} short /> },
        { heading: 'Last day', cell: form => <Day day={form.lastDay} short /> },
        { heading: 'Paid', cell: form => (form.paidOn ? <Day day={form.paidOn} short /> : 'Withdrawn') },
        { heading: 'Signed', cell: form => (form.signed ? form.signed.name : 'Not yet') },
        { heading: 'Box 2', figures: true, cell: form => <Money pence={form.pensionablePence} /> },
        { heading: 'Box 3', figures: true, cell: form => <Money pence={form.employerPence} /> },
      ]}
    />
  );
}

interface Reckoned {
  readonly tierBasisPoints: number;
  readonly figures: FormBFigures;
}

/** Lines a to j as made, and beside each what it would be now where that is another. */
export function Sums({ said, now }: { said: Reckoned; now: Reckoned | undefined }) {
  return (
    <Facts
      rows={LINES.map(([line, label]) => [
        `${line}  ${label ?? `Contribution at ${formatPercent(said.tierBasisPoints)}`}`,
        <>
          {line === 'i' ? (
            <strong>
              <Money pence={said.figures.i} />
            </strong>
          ) : (
            <Money pence={said.figures[line]} />
          )}
          {now && now.figures[line] !== said.figures[line] && (
            <span class="text-muted">
              {' '}
              now {formatPounds(now.figures[line])}
              {line === 'b' &&
                now.tierBasisPoints !== said.tierBasisPoints &&
                ` at ${formatPercent(now.tierBasisPoints)}`}
            </span>
          )}
        </>,
      ])}
    />
  );
}

const LINES: readonly (readonly [keyof FormBFigures, string | undefined])[] = [
  ['a', 'Pensionable pay'],
  ['b', undefined],
  ['c', 'Added years'],
  ['d', 'MPAVC'],
  ['e', 'Additional pension'],
  ['f', 'ERRBO'],
  ['g', 'Your contributions'],
  ['h', 'Employer’s contributions'],
  ['i', 'To pay over'],
  ['j', 'Pensionable so far this scheme year'],
];

/** Where the tier comes from. */
export function TierWords({ preview }: { preview: FormBPreview }) {
  const { tierBy, tierBasisPoints, soFar, schemeYear, scheme } = preview;
  const where = (
    <a class="link" href={`/pension/year/${schemeYear}${schemeQuery(scheme)}`}>
      page of the scheme year
    </a>
  );
  if (tierBy === 'locum')
    return (
      <>
        The tier of {formatPercent(tierBasisPoints)} is the one you entered. It can be changed on the {where}.
      </>
    );
  return (
    <>
      The tier is reckoned: {formatPounds(soFar.pensionablePence)} pensionable so far
      {soFar.annualisedPence !== undefined &&
        ` over ${soFar.days} days of service is ${formatPounds(soFar.annualisedPence)} a year`}
      . Other practitioner work belongs under{' '}
      <a class="link" href="/pension/posts">
        other posts
      </a>
      ; the whole reckoning is on the {where}.
    </>
  );
}
