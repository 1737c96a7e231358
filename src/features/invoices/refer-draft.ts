import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import type { ReferencesInput } from './input.ts';
import { lockInvoice, setReferences } from './store.ts';

/** Sets order number and buyer's reference on a draft. Refuses an issued invoice: its paper stands. */
export async function referDraft(
  ctx: Needs<'db' | 'clock'>,
  owner: Owner,
  id: Id<'invoice'>,
  input: ReferencesInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const state = await lockInvoice(tx, id);
    if (!state) throw notFound('invoice');
    if (state !== 'draft' || !(await setReferences(tx, id, input, ctx.clock.now()))) {
      throw new Refusal({
        code: 'invoice.not_a_draft',
        message:
          'This invoice is issued, so its order number stands. Credit it and issue another, or tell them in a message.',
      });
    }
  });
}
