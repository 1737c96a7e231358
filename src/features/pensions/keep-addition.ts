import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { AdditionInput } from './addition-input.ts';
import { deleteAddition, upsertAddition } from './additions-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Keeps what was agreed beside the tier, or changes it; sent twice with one id it is kept once. Forms B that were sent stand; one that was
 * not is to be made again where its month has other additions now.
 */
export async function keepAddition(ctx: Ctx, owner: Owner, input: AdditionInput): Promise<Id<'addition'>> {
  const id = input.id ?? newId('addition');
  await asOwner(ctx.db, owner, async tx => {
    await upsertAddition(tx, { ...input, id }, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'pension_addition.kept', subjectId: id });
  });
  return id;
}

export async function removeAddition(ctx: Ctx, owner: Owner, id: Id<'addition'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteAddition(tx, id))) throw notFound('addition');
    await recordFact(ctx, tx, { kind: 'pension_addition.removed', subjectId: id });
  });
}
