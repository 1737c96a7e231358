import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { VEHICLE_KINDS } from '#rules/mileage-rates.ts';
import { proportion } from '#rules/money.ts';
import { DISTANCE_BY, type Trip } from './trip.ts';

/** Between two days, both included, in the order of their days. */
export async function listTrips(
  tx: OwnedTransaction,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Promise<Trip[]> {
  const rows = await trips(tx)
    .where('t.made_on', '>=', first)
    .where('t.made_on', '<=', last)
    .orderBy('t.made_on')
    .orderBy('t.id')
    .execute();
  return rows.map(fromRow);
}

export async function readTrip(tx: OwnedTransaction, id: Id<'trip'>): Promise<Trip | undefined> {
  const row = await trips(tx).where('t.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** What of a trip is written. */
export interface TripToWrite {
  readonly madeOn: Temporal.PlainDate;
  readonly from: string;
  readonly to: string;
  readonly purpose: string;
  readonly booking: Id<'booking'> | null;
  readonly vehicle: Id<'vehicle'>;
  readonly isReturn: boolean;
  readonly isCommuting: boolean;
  readonly milesTenths: number;
  readonly distanceBy: Trip['distanceBy'];
  readonly odometerStartTenths: number | null;
  readonly odometerEndTenths: number | null;
  readonly factorHundredths: number | null;
}

/** Adds one; answers false where one with that id is there already. */
export async function insertTrip(
  tx: OwnedTransaction,
  id: Id<'trip'>,
  it: TripToWrite,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('trips')
    .values({ account_id: tx.accountId, id, ...columnsOf(it), created_at: now, updated_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateTrip(
  tx: OwnedTransaction,
  id: Id<'trip'>,
  it: TripToWrite,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('trips')
    .set({ ...columnsOf(it), updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Answers false where there is none. */
export async function deleteTripRow(tx: OwnedTransaction, id: Id<'trip'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('trips')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function markRecharged(tx: OwnedTransaction, id: Id<'trip'>, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('trips')
    .set({ recharged_at: now, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Which of these bookings have a trip in the log. */
export async function bookingsWithTrips(
  tx: OwnedTransaction,
  bookings: readonly Id<'booking'>[],
): Promise<ReadonlySet<Id<'booking'>>> {
  if (bookings.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('trips')
    .select('booking_id')
    .where('account_id', '=', tx.accountId)
    .where('booking_id', 'in', [...bookings])
    .execute();
  return new Set(rows.flatMap(row => row.booking_id ?? []));
}

function trips(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('trips as t')
    .innerJoin('vehicles as v', join =>
      join.onRef('v.account_id', '=', 't.account_id').onRef('v.id', '=', 't.vehicle_id'),
    )
    .leftJoin('bookings as b', join =>
      join.onRef('b.account_id', '=', 't.account_id').onRef('b.id', '=', 't.booking_id'),
    )
    .leftJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'b.account_id').onRef('o.id', '=', 'b.organisation_id'),
    )
    .select(['t.id', 't.made_on', 't.from_place', 't.to_place', 't.purpose', 't.vehicle_id', 't.is_return'])
    .select(['t.miles_tenths', 't.distance_by', 't.odometer_start_tenths', 't.odometer_end_tenths'])
    .select(['t.factor_hundredths', 't.is_commuting', 't.recharged_at', 't.booking_id'])
    .select(['v.kind', 'v.name as vehicle_name', 'v.method'])
    .select(['b.miles_tenths as billed_tenths', 'b.mileage_rate_pence', 'b.billing_mode', 'o.name as organisation'])
    .select(
      sql<boolean>`EXISTS (SELECT 1 FROM payslip_lines l JOIN payslips s ON s.account_id = l.account_id AND s.id = l.payslip_id WHERE l.account_id = t.account_id AND l.booking_id = t.booking_id AND s.kind <> 'self_bill')`.as(
        'is_on_payslip',
      ),
    )
    .select(
      sql<boolean>`(b.invoice_id IS NULL AND b.state <> 'cancelled' AND b.billing_mode = 'self_invoiced' AND b.miles_tenths = 0)`.as(
        'is_open',
      ),
    )
    .where('t.account_id', '=', tx.accountId);
}

function columnsOf(it: TripToWrite) {
  return {
    made_on: it.madeOn,
    from_place: it.from,
    to_place: it.to,
    purpose: it.purpose,
    booking_id: it.booking,
    vehicle_id: it.vehicle,
    is_return: it.isReturn,
    miles_tenths: it.milesTenths,
    distance_by: it.distanceBy,
    odometer_start_tenths: it.odometerStartTenths,
    odometer_end_tenths: it.odometerEndTenths,
    factor_hundredths: it.factorHundredths,
    is_commuting: it.isCommuting,
  };
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof trips>['executeTakeFirstOrThrow']>>): Trip {
  const billedTenths = row.billed_tenths ?? 0;
  return {
    id: row.id,
    madeOn: row.made_on,
    from: row.from_place,
    to: row.to_place,
    purpose: row.purpose,
    vehicleId: row.vehicle_id,
    vehicleName: row.vehicle_name,
    kind: VEHICLE_KINDS.find(kind => kind === row.kind) ?? 'car',
    method: row.method === 'flat_rate' ? 'flat_rate' : 'actual_costs',
    isReturn: row.is_return,
    milesTenths: row.miles_tenths,
    distanceBy: DISTANCE_BY.find(by => by === row.distance_by) ?? 'typed',
    odometerStartTenths: row.odometer_start_tenths,
    odometerEndTenths: row.odometer_end_tenths,
    factorHundredths: row.factor_hundredths,
    isCommuting: row.is_commuting,
    // an agency's booking is employment once an umbrella or a payroll paid it
    isEmployed: row.billing_mode === 'paye' || row.is_on_payslip,
    isRecharged: row.recharged_at !== null,
    booking:
      row.booking_id === null || row.mileage_rate_pence === null
        ? null
        : {
            id: row.booking_id,
            organisation: row.organisation ?? '',
            billedTenths,
            billedPence: proportion(row.mileage_rate_pence, billedTenths, 10),
            isOpen: row.is_open === true,
          },
  };
}
