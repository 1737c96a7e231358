import { Money } from '#platform/ui/figures.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { MILEAGE_SOURCES, MILES_AT_FULL_RATE } from '#rules/mileage-rates.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import type { MileageYear } from '../read-mileage-year.ts';
import { miles } from './miles.ts';

/** What a year's trips come to, rate by rate; each sum opens to its trips. */
export function YearSums({ log }: { log: MileageYear }) {
  const { claim, year } = log;
  if (!claim.ok)
    return <Caution>The rates of {year} are not known here, so no claim is worked out. The trips are kept.</Caution>;
  const rows: { of: string; label: string; rate: number; milesTenths: number; pence: Pence }[] = [
    {
      of: 'first',
      label: `Cars and vans, the first ${MILES_AT_FULL_RATE.toLocaleString('en-GB')} miles`,
      rate: claim.rates.carFirst,
      ...claim.first,
    },
    { of: 'after', label: 'Cars and vans, after that', rate: claim.rates.carAfter, ...claim.after },
    { of: 'motorcycle', label: 'Motorcycles', rate: claim.rates.motorcycle, ...claim.motorcycle },
  ];
  const unclaimed = claim.trips.filter(it => it.reason !== undefined);
  return (
    <div class="flex flex-col gap-4">
      <Table
        caption="The claim of the year"
        rows={rows.filter(it => it.milesTenths > 0)}
        columns={[
          { heading: 'Miles of', lead: true, cell: it => it.label },
          { heading: 'Miles', figures: true, cell: it => miles(it.milesTenths) },
          { heading: 'A mile', figures: true, cell: it => `${it.rate}p` },
          {
            heading: 'Comes to',
            figures: true,
            cell: it => <Money pence={it.pence} href={`/mileage?year=${year}&of=${it.of}`} />,
          },
        ]}
        foot={[
          'Claim of the year',
          '',
          '',
          <Money pence={claim.totalPence} href={`/mileage?year=${year}&of=claimed`} />,
        ]}
      />
      <Facts rows={[...facts(log, claim.leftTenths), ...unclaimedFact(year, unclaimed)]} />
      <p class="max-w-prose text-muted">
        One limit of 10,000 miles a tax year over all cars and vans together. The rate is that of the trip’s day: 55p
        since 6 April 2026, 45p before. Fuel, repairs, insurance and the like are within it: do not enter them as{' '}
        <a class="link" href={`/expenses?year=${year}&category=carVanTravelExpenses`}>
          expenses
        </a>{' '}
        too. Parking, tolls and trains come on top. There is no passenger rate: the 5p is for employees. Sources:{' '}
        <a class="link" href={MILEAGE_SOURCES.rule}>
          GOV.UK
        </a>
        ,{' '}
        <a class="link" href={MILEAGE_SOURCES.rates}>
          its calculator
        </a>
        ,{' '}
        <a class="link" href={MILEAGE_SOURCES.change}>
          the change of 2026
        </a>{' '}
        (read 23 Nov 2026).
      </p>
    </div>
  );
}

type Fact = Parameters<typeof Facts>[0]['rows'][number];

function facts({ year, trips }: MileageYear, leftTenths: number): Fact[] {
  const billed = new Map(trips.flatMap(it => (it.booking?.billedTenths ? [[it.booking.id, it.booking] as const] : [])));
  const sum = sumPence([...billed.values()].map(it => it.billedPence));
  const left: Fact = ['Left at the first rate', `${miles(leftTenths)} miles`];
  if (billed.size === 0) return [left];
  return [
    left,
    [
      'Billed to practices',
      <>
        <Money pence={sum} href={`/mileage?year=${year}&of=billed`} />{' '}
        <span class="text-muted">
          for these trips’ bookings: counted as income, so the same miles are claimed here, once
        </span>
      </>,
    ],
  ];
}

function unclaimedFact(
  year: string,
  unclaimed: readonly { readonly trip: { readonly milesTenths: number } }[],
): Fact[] {
  if (unclaimed.length === 0) return [];
  const tenths = unclaimed.reduce((sum, it) => sum + it.trip.milesTenths, 0);
  return [
    [
      'Not claimed',
      <a class="link" href={`/mileage?year=${year}&of=not-claimed`}>
        {miles(tenths)} miles
      </a>,
    ],
  ];
}
