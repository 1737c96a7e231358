import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { deleteTrusted, insertTrusted } from './store.ts';

/** The locum vouches for an address that is none of the health service. */
export async function trustContact(ctx: Needs<'db' | 'clock'>, owner: Owner, email: string): Promise<void> {
  await asOwner(ctx.db, owner, tx => insertTrusted(tx, email, ctx.clock.now()));
}

/** And no longer. */
export async function forgetContact(ctx: Needs<'db'>, owner: Owner, email: string): Promise<void> {
  await asOwner(ctx.db, owner, tx => deleteTrusted(tx, email));
}
