import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { VEHICLE_KINDS } from '#rules/mileage-rates.ts';
import type { VehicleInput } from './input.ts';
import type { Vehicle } from './trip.ts';

/** All, the one that was added last at the head. */
export async function listVehicles(tx: OwnedTransaction): Promise<Vehicle[]> {
  return (await vehicles(tx).orderBy('v.id', 'desc').execute()).map(fromRow);
}

export async function readVehicle(tx: OwnedTransaction, id: Id<'vehicle'>): Promise<Vehicle | undefined> {
  const row = await vehicles(tx).where('v.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Adds one; answers false where one with that id is there already. */
export async function insertVehicle(
  tx: OwnedTransaction,
  id: Id<'vehicle'>,
  input: VehicleInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const { kind, name, method } = input;
  const result = await tx.db
    .insertInto('vehicles')
    .values({ account_id: tx.accountId, id, kind, name, method, created_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateVehicle(tx: OwnedTransaction, id: Id<'vehicle'>, input: VehicleInput): Promise<void> {
  const { kind, name, method } = input;
  await tx.db
    .updateTable('vehicles')
    .set({ kind, name, method })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

function vehicles(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('vehicles as v')
    .select(['v.id', 'v.kind', 'v.name', 'v.method'])
    .select(
      sql<number>`(SELECT count(*)::integer FROM trips t WHERE t.account_id = v.account_id AND t.vehicle_id = v.id)`.as(
        'trip_count',
      ),
    )
    .where('v.account_id', '=', tx.accountId);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof vehicles>['executeTakeFirstOrThrow']>>): Vehicle {
  return {
    id: row.id,
    kind: VEHICLE_KINDS.find(kind => kind === row.kind) ?? 'car',
    name: row.name,
    method: row.method === 'flat_rate' ? 'flat_rate' : 'actual_costs',
    tripCount: row.trip_count,
  };
}
