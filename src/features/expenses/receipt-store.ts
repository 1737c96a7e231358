import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Receipt } from './expense.ts';

/** The receipts of an expense, the oldest first. Reads the table of files, writes none. */
export async function listReceipts(tx: OwnedTransaction, id: Id<'expense'>): Promise<Receipt[]> {
  const rows = await tx.db
    .selectFrom('expense_receipts as r')
    .innerJoin('files as f', join => join.onRef('f.account_id', '=', 'r.account_id').onRef('f.id', '=', 'r.file_id'))
    .select(['r.file_id', 'f.name', 'f.content_type', 'f.size_bytes', 'r.added_at'])
    .where('r.account_id', '=', tx.accountId)
    .where('r.expense_id', '=', id)
    .orderBy('r.file_id')
    .execute();
  return rows.map(row => ({
    fileId: row.file_id,
    name: row.name,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    addedAt: row.added_at,
  }));
}

export async function insertReceipt(
  tx: OwnedTransaction,
  expenseId: Id<'expense'>,
  fileId: Id<'file'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .insertInto('expense_receipts')
    .values({ account_id: tx.accountId, file_id: fileId, expense_id: expenseId, added_at: now })
    .execute();
}

/** Answers false where that expense has no such receipt. */
export async function deleteReceiptRow(
  tx: OwnedTransaction,
  expenseId: Id<'expense'>,
  fileId: Id<'file'>,
): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('expense_receipts')
    .where('account_id', '=', tx.accountId)
    .where('expense_id', '=', expenseId)
    .where('file_id', '=', fileId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
