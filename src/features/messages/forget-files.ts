import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';

/** Deletes attachments whose messages went with what they were about, such as a deleted offer: the records, then the bytes. Bears to run twice. */
export async function forgetLooseFiles(ctx: Needs<'db' | 'files'>, owner: Owner): Promise<void> {
  const gone = await asOwner(ctx.db, owner, tx =>
    tx.db
      .deleteFrom('files as f')
      .where('f.account_id', '=', tx.accountId)
      .where('f.kind', '=', 'message')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('message_files as l')
              .select('l.file_id')
              .whereRef('l.account_id', '=', 'f.account_id')
              .whereRef('l.file_id', '=', 'f.id'),
          ),
        ),
      )
      .returning('f.store_key')
      .execute(),
  );
  // bytes go after the rows: a row never lacks its bytes
  for (const { store_key } of gone) await ctx.files.delete(store_key);
}
