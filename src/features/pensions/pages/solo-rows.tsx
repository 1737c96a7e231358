import { Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { formatDayShort } from '#rules/dates.ts';
import { sumPence } from '#rules/money.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { SOLO_LINK_WORDS, type SoloRow, soloNext } from '../solo-ledger.ts';
import { soloHref } from './solo-steps.tsx';

/** A year's SOLO work in the ledger: how far each provider's month has come, and whose turn it is. */
export function SoloRows({ rows, year }: { rows: readonly SoloRow[]; year: SchemeYear }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="solo">
      <h2 id="solo" class="mb-1 text-lg font-medium">
        SOLO work
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        On no Form A or B: its provider takes the contributions and pays them over. It counts in the year all the same.
      </p>
      <Table
        caption={`SOLO work of ${year}, the latest first`}
        rows={rows}
        columns={[
          {
            heading: 'Month',
            lead: true,
            cell: row => (
              <>
                <a class="link" href={soloHref(row)}>
                  {formatPensionMonth(row.month)}
                  <span class="sr-only">, {row.name}</span>
                </a>
                <span class="block font-normal">{row.name}</span>
              </>
            ),
          },
          { heading: 'Pensionable', figures: true, cell: row => <Money pence={row.pensionablePence} /> },
          {
            heading: 'Contributions taken',
            figures: true,
            cell: row => (row.contributedPence === undefined ? 'not known' : <Money pence={row.contributedPence} />),
          },
          { heading: 'So far', cell: reachedWords },
          { heading: 'Next', cell: row => <Next row={row} /> },
        ]}
        foot={[
          rows.length === 1 ? 'One month' : `${rows.length} months`,
          <Money pence={sumPence(rows.map(row => row.pensionablePence))} />,
          <Money pence={sumPence(rows.flatMap(row => row.contributedPence ?? []))} />,
          '',
          '',
        ]}
      />
    </section>
  );
}

function reachedWords(row: SoloRow): string {
  const last = row.links.findLast(link => link.on !== undefined);
  return last?.on ? `${SOLO_LINK_WORDS[last.kind]} ${formatDayShort(last.on)}` : '–';
}

function Next({ row }: { row: SoloRow }) {
  const next = soloNext(row);
  if (!next) return <>Complete</>;
  return (
    <span>
      <strong class="font-medium">{next.who}:</strong>{' '}
      <a class="link" href={soloHref(row)}>
        {next.words}
      </a>
    </span>
  );
}
