import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { VehicleInput } from './input.ts';
import { insertVehicle, readVehicle, updateVehicle } from './vehicle-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Keeps a vehicle. Sent twice with one id it is kept once. */
export async function addVehicle(ctx: Ctx, owner: Owner, input: VehicleInput): Promise<Id<'vehicle'>> {
  const id = input.id ?? newId('vehicle');
  await asOwner(ctx.db, owner, async tx => {
    if (await insertVehicle(tx, id, input, ctx.clock.now()))
      await recordFact(ctx, tx, { kind: 'vehicle.added', subjectId: id });
  });
  return id;
}

/** Corrects a vehicle. Once it has trips, what it is and how it is claimed stand: the law wants one way for as long as it is used. */
export async function changeVehicle(ctx: Ctx, owner: Owner, id: Id<'vehicle'>, input: VehicleInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const there = await readVehicle(tx, id);
    if (!there) throw notFound('vehicle');
    if (there.tripCount > 0 && (there.kind !== input.kind || there.method !== input.method))
      throw new Refusal({
        code: 'vehicle.in_use',
        message:
          'It has trips: what it is and how its cost is claimed stay for as long as it is used. Add another vehicle, or delete its trips.',
        field: there.kind === input.kind ? 'method' : 'kind',
      });
    await updateVehicle(tx, id, input);
    await recordFact(ctx, tx, { kind: 'vehicle.changed', subjectId: id });
  });
}
