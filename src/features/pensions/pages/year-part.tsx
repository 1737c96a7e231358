import type { Profile } from '#features/profile/index.ts';
import { Money } from '#platform/ui/figures.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { TierLadder, TierRows } from '#platform/ui/tier-ladder.tsx';
import { formatDay } from '#rules/dates.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import type { YearPart } from '#rules/pension/reckon-year.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import type { TierTable } from '#rules/pension/tier-tables.ts';
import { type PensionYear, tierSaid } from '../pension-year.ts';
import { EnteredMark, figuresHref } from './figures.tsx';

/** A part of the year: its income, days and tier, how that was found, and where one stands on the ladder. */
export function Part({
  part,
  several,
  year,
  profile,
}: {
  part: YearPart;
  several: boolean;
  year: PensionYear;
  profile: Profile;
}) {
  const inUse = tierSaid(year, profile);
  const due = part.due.ok ? part.due.tier : undefined;
  return (
    <section aria-label={several ? `${formatDay(part.first)} to ${formatDay(part.last)}` : 'Tier'}>
      <h2 class="mb-3 text-lg font-medium">
        {several ? `Tier, ${formatDay(part.first)} to ${formatDay(part.last)}` : 'Tier'}
      </h2>
      <div class="grid gap-8 lg:grid-cols-2">
        <div>
          <Facts
            rows={[
              ['Pensionable income', <Money pence={part.pensionablePence} href="#pieces" />],
              ['Days of service', `${part.days} of ${part.baseDays}`],
              ['A year of it', part.annualisedPence === undefined ? '–' : <Money pence={part.annualisedPence} />],
              ['Tier due', due ? formatPercent(due.basisPoints) : '–'],
              [
                'Tier in use',
                inUse === undefined ? 'as reckoned each month' : `${formatPercent(inUse)}, as you entered it`,
              ],
            ]}
          />
          <p class="mt-4 max-w-prose text-muted">
            {partWords(part, year)}
            {!part.due.ok && part.due.reason === 'tiers_unknown' && (
              <>
                {' '}
                <a class="link" href={figuresHref(year.year, year.scheme)}>
                  Enter the tiers
                </a>
              </>
            )}
          </p>
          {due && <Whence table={due.table} year={year} />}
        </div>
        {due && part.annualisedPence !== undefined && (
          <div>
            <TierLadder table={due.table} marks={[{ label: 'You', yearlyPence: part.annualisedPence, main: true }]} />
            <details class="mt-3">
              <summary class="min-h-11 cursor-pointer py-2">All tiers</summary>
              <TierRows table={due.table} basisPoints={due.basisPoints} />
            </details>
          </div>
        )}
      </div>
    </section>
  );
}

function Whence({ table, year }: { table: TierTable; year: PensionYear }) {
  const href = figuresHref(year.year, year.scheme);
  if (table.entered)
    return (
      <p class="mt-2">
        <EnteredMark by={table.entered} />{' '}
        <a class="link text-sm" href={href}>
          Change the tiers
        </a>
      </p>
    );
  return (
    <p class="mt-2 text-sm text-muted">
      Table:{' '}
      <a class="link" href={table.source}>
        {new URL(table.source).hostname}
      </a>
      , {GRADES[table.grade]}.{' '}
      <a class="link" href={href}>
        All rates of the year
      </a>
    </p>
  );
}

const GRADES = {
  high: 'read in the law or the scheme’s own page',
  medium: 'from a secondary source: compare it before you rely on it',
  low: 'inferred: compare it before you rely on it',
} as const;

/** How the tier was found, or what is missing for it. */
function partWords(part: YearPart, year: PensionYear): string {
  if (!part.due.ok) return UNKNOWN[part.due.reason];
  if (part.annualisedPence === undefined || !SCHEMES[year.scheme].annualises)
    return `All pensionable practitioner income is added and the tier of that sum applies to every penny of it: ${formatPounds(part.pensionablePence)}.`;
  return `All pensionable practitioner income is added, then annualised: ${formatPounds(part.pensionablePence)} over ${part.days} days of service, times 365, is ${formatPounds(part.annualisedPence)}. The tier of that applies to every penny of the actual income. Officer posts stay out.`;
}

const UNKNOWN = {
  tiers_unknown:
    'The tiers of this year are not known here: no table was found that could be trusted. Enter them where you read them, or below the tier that you were told; nothing is guessed.',
  annualising_unknown:
    'No source says whether income is annualised in Northern Ireland. Say below what you were told, and the tier is reckoned.',
  days_unknown:
    'Some income here has no days of service: a post that is not marked as running on, or SOLO pay without its bookings. Book the days, mark the post as running on, or correct the days below and say why.',
  no_service: 'No pensionable money came in yet in this time.',
} as const;
