import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { asOwner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { Id } from '#rules/ids.ts';
import { countRows } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'files' | 'log'>;

/** Where the file store remembers who was erased, so that a restored database learns of it again. Holds ids and moments only. */
const ERASED_FOLDER = 'erased';

/**
 * Takes away everything of an account: rows with all that hangs on them, sessions, links, what strangers and searches see, and the bytes of
 * every file. What stays are the audit log, for a year, and a certificate that names nobody. `accounts` is the role of sign-in: the role
 * that pages work as cannot delete an account. Bears to be called again where it stopped.
 */
export async function eraseAccount(ctx: Ctx, accounts: Kysely<Tables>, id: Id<'account'>): Promise<void> {
  const now = ctx.clock.now();
  const removed = await asOwner(ctx.db, ownerOf(id), countRows);
  await ctx.files.put(`${ERASED_FOLDER}/${id}`, Buffer.from(now.toString()), 'text/plain');
  await accounts.transaction().execute(async tx => {
    const closure = await tx
      .selectFrom('account_closures')
      .select('certificate_hash')
      .where('account_id', '=', id)
      .executeTakeFirst();
    const gone = await tx.deleteFrom('accounts').where('id', '=', id).executeTakeFirst();
    if (gone.numDeletedRows === 0n) return;
    await tx
      .insertInto('erasures')
      .values({
        erased_account: id,
        erased_at: now,
        certificate_hash: closure?.certificate_hash ?? null,
        removed: JSON.stringify(removed),
      })
      .onConflict(conflict => conflict.column('erased_account').doNothing())
      .execute();
  });
  let files = 0;
  for await (const { key } of ctx.files.list(id)) {
    await ctx.files.delete(key);
    files++;
  }
  ctx.log.write('info', 'account.erased', { accountId: id, tables: Object.keys(removed).length, files });
}

/** Every account whose thirty days are over. */
export async function accountsToErase(ctx: Needs<'clock'>, accounts: Kysely<Tables>): Promise<Id<'account'>[]> {
  const due = await accounts
    .selectFrom('account_closures')
    .select('account_id')
    .where('erase_on', '<=', ctx.clock.today())
    .execute();
  return due.map(row => row.account_id);
}

/** After a backup was restored: erases again whom the backup brought back. Answers how many. */
export async function eraseAgain(ctx: Ctx, accounts: Kysely<Tables>): Promise<number> {
  let again = 0;
  for await (const { key } of ctx.files.list(ERASED_FOLDER)) {
    const id = key.slice(ERASED_FOLDER.length + 1);
    const back = await accounts
      .selectFrom('accounts')
      .select('id')
      .where('id', '=', ownerOf(id).accountId)
      .executeTakeFirst();
    if (!back) continue;
    await eraseAccount(ctx, accounts, back.id);
    again++;
  }
  return again;
}
