import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** The whole account in one archive: asked for, being made, ready, or not made because something went wrong. */
export interface AccountExport {
  readonly id: Id<'accountExport'>;
  readonly state: 'waiting' | 'making' | 'ready' | 'failed';
  /** Files gathered, and how many there will be; nought until that is known. */
  readonly done: number;
  readonly parts: number;
  readonly fileId: Id<'file'> | null;
  readonly sizeBytes: number | null;
  readonly askedAt: Temporal.Instant;
  readonly readyAt: Temporal.Instant | null;
  readonly expiresAt: Temporal.Instant | null;
}

/** The newest first. */
export async function listExports(tx: OwnedTransaction): Promise<AccountExport[]> {
  return (await exportRows(tx).orderBy('e.id', 'desc').execute()).map(fromRow);
}

export async function readExport(tx: OwnedTransaction, id: Id<'accountExport'>): Promise<AccountExport | undefined> {
  const row = await exportRows(tx).where('e.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Answers false where one with that id is there already. */
export async function insertExport(
  tx: OwnedTransaction,
  id: Id<'accountExport'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('account_exports')
    .values({ account_id: tx.accountId, id, state: 'waiting', asked_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** How far it is, or how it ended. Answers false where it was deleted meanwhile. */
export async function updateExport(
  tx: OwnedTransaction,
  id: Id<'accountExport'>,
  change: Partial<Pick<AccountExport, 'state' | 'done' | 'parts' | 'fileId' | 'readyAt' | 'expiresAt'>>,
): Promise<boolean> {
  const { fileId, readyAt, expiresAt, ...same } = change;
  const result = await tx.db
    .updateTable('account_exports')
    .set({
      ...same,
      ...(fileId === undefined ? {} : { file_id: fileId }),
      ...(readyAt === undefined ? {} : { ready_at: readyAt }),
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Answers false where there is none. */
export async function deleteExportRow(tx: OwnedTransaction, id: Id<'accountExport'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('account_exports')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

function exportRows(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('account_exports as e')
    .leftJoin('files as f', join => join.onRef('f.account_id', '=', 'e.account_id').onRef('f.id', '=', 'e.file_id'))
    .selectAll('e')
    .select('f.size_bytes')
    .where('e.account_id', '=', tx.accountId);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof exportRows>['execute']>>[number]): AccountExport {
  return {
    id: row.id,
    state: row.state,
    done: row.done,
    parts: row.parts,
    fileId: row.file_id,
    sizeBytes: row.size_bytes,
    askedAt: row.asked_at,
    readyAt: row.ready_at,
    expiresAt: row.expires_at,
  };
}
