import { sql } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { asOwner, type OwnedTransaction, type Owner } from './access.ts';
import type { Needs } from './context.ts';

/** Every column whose values are sealed, and which column names the row that they are bound to. A test holds it against the database. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ...[
    'registration_number_sealed',
    'bank_name_sealed',
    'account_name_sealed',
    'sort_code_sealed',
    'account_number_sealed',
    'utr_sealed',
    'ni_number_sealed',
    'pension_number_sealed',
    'date_of_birth_sealed',
  ].map(column => ({ table: 'profiles', column, row: 'account_id' }) as const),
  { table: 'calendars', column: 'address_sealed', row: 'id' },
  { table: 'form_as', column: 'content_sealed', row: 'id' },
  { table: 'second_factors', column: 'secret_sealed', row: 'account_id' },
];

interface SealedColumn {
  readonly table: keyof Tables & string;
  readonly column: string;
  readonly row: 'id' | 'account_id';
}

/**
 * Seals everything of one account under the key that new values get: what it opens to stays the same, so this writes the columns of
 * every room. Done already is done; running twice changes nothing. Throws where a value's key is not among the keys.
 */
export async function resealAccount(ctx: Needs<'db' | 'cipher' | 'files' | 'clock'>, owner: Owner): Promise<void> {
  if (await isResealed(ctx, owner)) return;
  const changedValues = await asOwner(ctx.db, owner, tx => resealValues(ctx, tx));
  const changedFiles = await resealFiles(ctx, owner);
  await asOwner(ctx.db, owner, async tx => {
    await tx.db
      .insertInto('resealings')
      .values({
        account_id: tx.accountId,
        key_id: ctx.cipher.keyId,
        changed_values: changedValues,
        changed_files: changedFiles,
        done_at: ctx.clock.now(),
      })
      .onConflict(conflict => conflict.columns(['account_id', 'key_id']).doNothing())
      .execute();
  });
}

/** True where nothing of the account can still need another key than the one that new values get. */
export async function isResealed(ctx: Needs<'db' | 'cipher'>, owner: Owner): Promise<boolean> {
  const row = await asOwner(ctx.db, owner, tx =>
    tx.db
      .selectFrom('resealings')
      .select('key_id')
      .where('account_id', '=', tx.accountId)
      .where('key_id', '=', ctx.cipher.keyId)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

async function resealValues(ctx: Needs<'cipher'>, tx: OwnedTransaction): Promise<number> {
  let changed = 0;
  for (const { table, column, row } of SEALED_COLUMNS) {
    const kept = await sql<{ row: string; sealed: string }>`
      SELECT ${sql.ref(row)}::text AS row, ${sql.ref(column)} AS sealed FROM ${sql.table(table)}
      WHERE account_id = ${tx.accountId} AND ${sql.ref(column)} IS NOT NULL FOR UPDATE`.execute(tx.db);
    for (const { row: id, sealed } of kept.rows.filter(it => ctx.cipher.isStale(it.sealed))) {
      const place = { table, column, row: id };
      await sql`
        UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${ctx.cipher.seal(ctx.cipher.open(sealed, place), place)}
        WHERE account_id = ${tx.accountId} AND ${sql.ref(row)} = ${id}`.execute(tx.db);
      changed++;
    }
  }
  return changed;
}

/** File by file and outside of a transaction: there can be many, and each one is whole under either key. */
async function resealFiles(ctx: Needs<'db' | 'files'>, owner: Owner): Promise<number> {
  const keys = await asOwner(ctx.db, owner, tx =>
    tx.db.selectFrom('files').select('store_key').where('account_id', '=', tx.accountId).orderBy('id').execute(),
  );
  let changed = 0;
  for (const { store_key } of keys) if (await ctx.files.reseal(store_key)) changed++;
  return changed;
}
