import type { z } from 'zod';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import type { nameInput } from './input.ts';
import { updateName } from './store.ts';

/** Changes how the person is called and what they do. Issued papers keep the name they were issued with. */
export async function changeName(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  input: z.output<typeof nameInput>,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await updateName(tx, input, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'account.renamed', subjectId: tx.accountId });
  });
}
