import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';

/** An account that its owner asked to close. */
export interface Closure {
  readonly askedAt: Temporal.Instant;
  readonly eraseOn: Temporal.PlainDate;
  readonly remindedDays: number | null;
}

export async function readClosure(tx: OwnedTransaction): Promise<Closure | undefined> {
  const row = await tx.db
    .selectFrom('account_closures')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return row && { askedAt: row.asked_at, eraseOn: row.erase_on, remindedDays: row.reminded_days };
}

/** Answers false where the account is closing already; then nothing changes. */
export async function insertClosure(
  tx: OwnedTransaction,
  closure: Omit<Closure, 'remindedDays'> & { readonly certificateHash: string },
): Promise<boolean> {
  const result = await tx.db
    .insertInto('account_closures')
    .values({
      account_id: tx.accountId,
      asked_at: closure.askedAt,
      erase_on: closure.eraseOn,
      certificate_hash: closure.certificateHash,
    })
    .onConflict(conflict => conflict.column('account_id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Answers false where the account was not closing. */
export async function deleteClosure(tx: OwnedTransaction): Promise<boolean> {
  const result = await tx.db.deleteFrom('account_closures').where('account_id', '=', tx.accountId).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function markReminded(tx: OwnedTransaction, days: number): Promise<void> {
  await tx.db
    .updateTable('account_closures')
    .set({ reminded_days: days })
    .where('account_id', '=', tx.accountId)
    .execute();
}

/** How many rows the account has in each table that belongs to accounts; tables without any are left out. */
export async function countRows(tx: OwnedTransaction): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'account_id' ORDER BY table_name`.execute(tx.db);
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ rows: number }>`
      SELECT count(*)::int AS rows FROM ${sql.table(name)} WHERE account_id = ${tx.accountId}`.execute(tx.db);
    if (rows[0] && rows[0].rows > 0) counts[name] = rows[0].rows;
  }
  return counts;
}
