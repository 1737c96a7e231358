import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { BankFormat } from '#rules/bank/bank-line.ts';
import type { Id } from '#rules/ids.ts';
import type { BankImport } from './bank-lines.ts';
import { isSettled } from './store.ts';

export interface NewImport {
  readonly id: Id<'bankImport'>;
  readonly fileName: string;
  readonly format: BankFormat;
  readonly bankAccountId: Id<'bankAccount'> | null;
  /** Of a file that is read in the background: where its text is, how to read it, and how many lines it brings. */
  readonly later?: { readonly fileId: Id<'file'>; readonly reading: string; readonly lineTotal: number };
}

/** Adds an import; answers false where one with that id is there already. */
export async function insertImport(tx: OwnedTransaction, it: NewImport, now: Temporal.Instant): Promise<boolean> {
  const result = await tx.db
    .insertInto('bank_imports')
    .values({
      account_id: tx.accountId,
      id: it.id,
      file_name: it.fileName,
      format: it.format,
      bank_account_id: it.bankAccountId,
      imported_at: now,
      state: it.later ? 'waiting' : 'done',
      file_id: it.later?.fileId ?? null,
      reading: it.later?.reading ?? null,
      line_total: it.later?.lineTotal ?? null,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The files, the latest first. */
export async function listImports(
  tx: OwnedTransaction,
  filter: { readonly id?: Id<'bankImport'>; readonly state?: BankImport['state']; readonly limit: number },
): Promise<BankImport[]> {
  let query = tx.db
    .selectFrom('bank_imports as i')
    .leftJoin('bank_accounts as a', join =>
      join.onRef('a.account_id', '=', 'i.account_id').onRef('a.id', '=', 'i.bank_account_id'),
    )
    .select(['i.id', 'i.file_name', 'i.format', 'i.imported_at', 'i.state', 'i.line_total', 'i.fault', 'a.label'])
    .select(
      sql<number>`(SELECT count(*)::integer FROM bank_lines l WHERE l.account_id = i.account_id AND l.import_id = i.id)`.as(
        'line_count',
      ),
    )
    .select(
      sql<number>`(SELECT count(*)::integer FROM bank_lines l WHERE l.account_id = i.account_id AND l.import_id = i.id AND ${isSettled})`.as(
        'settled_count',
      ),
    )
    .where('i.account_id', '=', tx.accountId)
    .orderBy('i.id', 'desc')
    .limit(filter.limit);
  if (filter.id) query = query.where('i.id', '=', filter.id);
  if (filter.state) query = query.where('i.state', '=', filter.state);
  return (await query.execute()).map(row => ({
    id: row.id,
    fileName: row.file_name,
    format: row.format,
    bankAccount: row.label,
    importedAt: row.imported_at,
    state: row.state,
    lineCount: row.line_count,
    lineTotal: row.line_total ?? row.line_count,
    settledCount: row.settled_count,
    fault: row.fault,
  }));
}

/** What the worker needs to go on with a file; undefined where it is not waiting. */
export async function readWaiting(
  tx: OwnedTransaction,
  id: Id<'bankImport'>,
): Promise<
  | { readonly fileId: Id<'file'>; readonly reading: unknown; readonly bankAccountId: Id<'bankAccount'> | null }
  | undefined
> {
  const row = await tx.db
    .selectFrom('bank_imports')
    .select(['file_id', 'reading', 'bank_account_id'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (!row?.file_id) return undefined;
  return { fileId: row.file_id, reading: row.reading, bankAccountId: row.bank_account_id };
}

/** The file is read, or cannot be; its text is let go. */
export async function finishImportRow(tx: OwnedTransaction, id: Id<'bankImport'>, fault: string | null): Promise<void> {
  await tx.db
    .updateTable('bank_imports')
    .set({ state: fault === null ? 'done' : 'failed', fault, file_id: null, reading: null })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Deletes an import with its lines; answers false where there is none. */
export async function deleteImportRow(tx: OwnedTransaction, id: Id<'bankImport'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('bank_imports')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
