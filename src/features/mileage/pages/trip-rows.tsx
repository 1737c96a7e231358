import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import type { ClaimedTrip, NotClaimed } from '#rules/mileage-claim.ts';
import { sumPence, ZERO } from '#rules/money.ts';
import { type MileageYear, placeOf } from '../read-mileage-year.ts';
import type { Trip } from '../trip.ts';
import { miles } from './miles.ts';

/** Which rows a sum opens to. */
const ROWS_OF = {
  first: 'Cars and vans at the first rate',
  after: 'Cars and vans after 10,000 miles',
  motorcycle: 'Motorcycles',
  claimed: 'All that is claimed',
  billed: 'Trips whose booking bills miles',
  'not-claimed': 'Not claimed',
} as const;
type RowsOf = keyof typeof ROWS_OF;

export function isRowsOf(text: string | undefined): RowsOf | undefined {
  return (Object.keys(ROWS_OF) as RowsOf[]).find(it => it === text);
}

const REASONS: Readonly<Record<NotClaimed, string>> = {
  commuting: 'commuting',
  employed: 'through payroll',
  actual_costs: 'real costs claimed',
  bicycle: 'no flat rate',
};

/** The trips of a year, the latest first, or those of one sum or place. */
export function TripRows(props: { log: MileageYear; of: RowsOf | undefined; place: string | undefined }) {
  const { log, of, place } = props;
  const claimed: readonly ClaimedTrip<Trip>[] = log.claim.ok
    ? log.claim.trips
    : log.trips.map(trip => ({ trip, claimPence: ZERO, reason: undefined, atFirstTenths: 0, atAfterTenths: 0 }));
  const shown = claimed
    .filter(it => (of === undefined || isOf(of, it)) && (place === undefined || placeOf(it.trip) === place))
    .toReversed();
  const tenths = shown.reduce((sum, it) => sum + it.trip.milesTenths, 0);
  return (
    <section aria-labelledby="trips">
      <h2 id="trips" class="mb-3 text-lg font-medium">
        {place ?? (of ? ROWS_OF[of] : 'Trips')}
      </h2>
      {(of !== undefined || place !== undefined) && (
        <p class="mb-3">
          <a class="link" href={`/mileage?year=${log.year}`}>
            All trips of the year
          </a>
        </p>
      )}
      <Table
        caption="Trips, the latest first"
        rows={shown}
        columns={[
          {
            heading: 'Trip',
            lead: true,
            cell: ({ trip }) => (
              <>
                <a class="link break-words" href={`/mileage/${showId('trip', trip.id)}`}>
                  {trip.from} to {trip.to}
                  {trip.isReturn && ' and back'}
                </a>
                <span class="block text-sm font-normal text-muted">{trip.purpose}</span>
              </>
            ),
          },
          { heading: 'Day', cell: ({ trip }) => <Day day={trip.madeOn} short /> },
          { heading: 'By', cell: ({ trip }) => trip.vehicleName },
          { heading: 'Miles', figures: true, cell: ({ trip }) => miles(trip.milesTenths) },
          {
            heading: 'Billed',
            figures: true,
            cell: ({ trip }) =>
              trip.booking && trip.booking.billedTenths > 0 ? (
                <Money pence={trip.booking.billedPence} href={`/bookings/${showId('booking', trip.booking.id)}`} />
              ) : (
                '–'
              ),
          },
          {
            heading: 'Claim',
            figures: true,
            cell: it =>
              it.reason ? <Badge tone="neutral">{REASONS[it.reason]}</Badge> : <Money pence={it.claimPence} />,
          },
        ]}
        foot={['All', '', '', miles(tenths), '', <Money pence={sumPence(shown.map(it => it.claimPence))} />]}
      />
    </section>
  );
}

function isOf(of: RowsOf, it: ClaimedTrip<Trip>): boolean {
  const isCar = it.trip.kind === 'car' || it.trip.kind === 'van';
  switch (of) {
    case 'first':
      return isCar && it.atFirstTenths > 0;
    case 'after':
      return it.atAfterTenths > 0;
    case 'motorcycle':
      return it.trip.kind === 'motorcycle' && it.reason === undefined;
    case 'claimed':
      return it.reason === undefined;
    case 'billed':
      return (it.trip.booking?.billedTenths ?? 0) > 0;
    case 'not-claimed':
      return it.reason !== undefined;
  }
}
