import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** What one file brought. */
export interface ExpenseImport {
  readonly id: Id<'expenseImport'>;
  readonly fileName: string;
  readonly importedAt: Temporal.Instant;
  /** Still there. */
  readonly count: number;
}

/** The files, the latest first. */
export async function listImports(tx: OwnedTransaction): Promise<ExpenseImport[]> {
  const rows = await tx.db
    .selectFrom('expense_imports as i')
    .select(['i.id', 'i.file_name', 'i.imported_at'])
    .select(
      sql<number>`(SELECT count(*)::integer FROM expenses e WHERE e.account_id = i.account_id AND e.expense_import_id = i.id)`.as(
        'count',
      ),
    )
    .where('i.account_id', '=', tx.accountId)
    .orderBy('i.id', 'desc')
    .execute();
  return rows.map(row => ({ id: row.id, fileName: row.file_name, importedAt: row.imported_at, count: row.count }));
}

/** Answers false where one with that id is there already. */
export async function insertImport(
  tx: OwnedTransaction,
  id: Id<'expenseImport'>,
  fileName: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('expense_imports')
    .values({ account_id: tx.accountId, id, file_name: fileName, imported_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function importedIds(tx: OwnedTransaction, id: Id<'expenseImport'>): Promise<Id<'expense'>[]> {
  const rows = await tx.db
    .selectFrom('expenses')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('expense_import_id', '=', id)
    .execute();
  return rows.map(row => row.id);
}

/** Answers false where there is none. */
export async function deleteImportRow(tx: OwnedTransaction, id: Id<'expenseImport'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('expense_imports')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
