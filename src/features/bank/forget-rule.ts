import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { deleteRuleRow } from './match-store.ts';

/** Takes back an "always". A second time changes nothing. */
export async function forgetRule(ctx: Needs<'db'>, owner: Owner, pattern: string): Promise<void> {
  await asOwner(ctx.db, owner, tx => deleteRuleRow(tx, pattern));
}
