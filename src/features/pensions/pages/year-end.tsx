import { Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { formatDay, londonDay } from '#rules/dates.ts';
import { formatPounds, type Pence, pence } from '#rules/money.ts';
import { type2Due } from '#rules/pension/deadlines.ts';
import { revisedYear } from '#rules/pension/reckon-year.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { schemeYearDays } from '#rules/tax-year.ts';
import type { PensionYear } from '../pension-year.ts';
import { hasType2Role, stoodIn } from '../type2-role.ts';
import { schemeQuery } from './scheme-year.ts';

/** What is to be settled: so far in a running year, for good in one that is over, and by which way. */
export function YearEnd({ year, today }: { year: PensionYear; today: Temporal.PlainDate }) {
  const { duePence, contributedPence, differencePence } = year.reckoning;
  const isOver = Temporal.PlainDate.compare(today, schemeYearDays(year.year).last) > 0;
  return (
    <section aria-labelledby="settle" class="border-y border-base-300 py-4">
      <h2 id="settle" class="mb-2 text-lg font-medium">
        {isOver ? 'To settle' : 'So far'}
      </h2>
      {differencePence === undefined ? (
        <p>
          <Money pence={contributedPence} /> was taken. What is due cannot be reckoned yet.
        </p>
      ) : (
        <>
          <p>
            Due at the tier of the whole year: <Money pence={duePence ?? contributedPence} href="#months" />. Taken:{' '}
            <Money pence={contributedPence} href="#months" />.{' '}
            <strong class="font-semibold">{outcome(differencePence)}</strong>
          </p>
          <p class="mt-2 max-w-prose text-muted">{isOver ? wayToSettle(year, differencePence) : running(year)}</p>
        </>
      )}
      <p class="mt-3 flex flex-wrap gap-4">
        <a class="link" href={`/pension/ledger?year=${year.year}`}>
          Ledger of this year
        </a>
        {hasType2Role(year) && (
          <a class="link" href={`/pension/type-2/${year.year}${schemeQuery(year.scheme)}`}>
            Type 2 figures (PDF)
          </a>
        )}
        <a class="link" href="/pension/statements">
          Compare with a statement
        </a>
        <a class="link" href={`/pension/accrual/${year.year}${schemeQuery(year.scheme)}`}>
          What it earns
        </a>
      </p>
    </section>
  );
}

function outcome(difference: Pence): string {
  if (difference === 0) return 'That is settled to the penny.';
  return difference > 0
    ? `${formatPounds(difference)} is still to be paid.`
    : `${formatPounds(pence(-difference))} too much was taken.`;
}

/** https://pcse.england.nhs.uk/services/gp-pensions/end-year-submissions-type-1-type-2/salaried-and-solo-gps-type-2-self, read 2026-11-23. */
function wayToSettle(year: PensionYear, difference: Pence): string {
  if (year.scheme !== 'england_and_wales')
    return 'How a difference is settled is not known here for this scheme: ask its office, and keep these figures with you.';
  if (hasType2Role(year))
    return `Your Type 2 self-assessment settles it for all roles at one tier. It is due on ${formatDay(type2Due(year.year))}; a missing year blocks all later ones on your record.`;
  if (year.posts.some(post => post.kind === 'partner' && stoodIn(post, year.year)))
    return 'Partners have a certificate of their own (Type 1), not a Type 2 form. Ask PCSE how your locum work stands on it, and keep these figures with you.';
  if (difference > 0)
    return 'Who does Form A and B work only has no year-end certificate: write to PCSE, say that your tier turned out higher, and pay the difference.';
  if (difference < 0)
    return 'Who does Form A and B work only has no year-end certificate: write to PCSE and ask for it back.';
  return 'Nothing is to be done.';
}

function running(year: PensionYear): string {
  return year.settings.tierBasisPoints === null
    ? 'The tier follows income and days until the year ends, and what was taken at another tier is settled then.'
    : 'You keep the tier that you entered; what differs at the year’s end is settled then.';
}

/** Bands that were revised in arrears: the same year as it was known when its first Form B was made, and as known today. */
export function Revision({ year, today }: { year: PensionYear; today: Temporal.PlainDate }) {
  const first = year.formBs.map(form => londonDay(form.madeAt)).toSorted(Temporal.PlainDate.compare)[0];
  if (!first) return null;
  const { before, after, months } = revisedYear(year.input, first, today);
  const changed = months.filter(month => month.differencePence !== undefined && month.differencePence !== 0);
  if (changed.length === 0) return null;
  return (
    <section aria-labelledby="revision">
      <h2 id="revision" class="mb-1 text-lg font-medium">
        Tiers were revised in arrears
      </h2>
      <p class="mb-3 max-w-prose text-muted">
        New tiers were published after {formatDay(first)}, back to the start of the year. By the tiers known then{' '}
        {before.duePence === undefined ? 'nothing could be said' : `${formatPounds(before.duePence)} was due`}; by
        today’s {after.duePence === undefined ? 'nothing can be said' : `${formatPounds(after.duePence)} is`}.
      </p>
      <Table
        caption="What the revision changes"
        rows={changed}
        columns={[
          { heading: 'Month', lead: true, cell: it => formatPensionMonth(it.month) },
          { heading: 'Due more or less', figures: true, cell: it => <Money pence={it.differencePence ?? pence(0)} /> },
        ]}
      />
    </section>
  );
}
