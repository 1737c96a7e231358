import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { readTaxYear, type TaxYear } from '#rules/tax-year.ts';

/** A year's papers and tables in one archive: asked for, being made, ready, or not made because something went wrong. */
export interface YearPack {
  readonly id: Id<'taxPack'>;
  readonly year: TaxYear;
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

/** Of a year, the newest first. */
export async function listPacks(tx: OwnedTransaction, year: TaxYear): Promise<YearPack[]> {
  return fromRows(await packs(tx).where('p.tax_year', '=', year).orderBy('p.id', 'desc').execute());
}

export async function readPack(tx: OwnedTransaction, id: Id<'taxPack'>): Promise<YearPack | undefined> {
  return fromRows(await packs(tx).where('p.id', '=', id).execute())[0];
}

/** Of all years, those whose time is over. */
export async function listExpiredPacks(tx: OwnedTransaction, now: Temporal.Instant): Promise<YearPack[]> {
  return fromRows(await packs(tx).where('p.expires_at', '<=', now).execute());
}

/** Answers false where one with that id is there already. */
export async function insertPack(
  tx: OwnedTransaction,
  id: Id<'taxPack'>,
  year: TaxYear,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('tax_packs')
    .values({ account_id: tx.accountId, id, tax_year: year, state: 'waiting', asked_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** How far it is, or how it ended. Answers false where it was deleted meanwhile. */
export async function updatePack(
  tx: OwnedTransaction,
  id: Id<'taxPack'>,
  change: Partial<Pick<YearPack, 'state' | 'done' | 'parts' | 'fileId' | 'readyAt' | 'expiresAt'>>,
): Promise<boolean> {
  const { fileId, readyAt, expiresAt, ...same } = change;
  const result = await tx.db
    .updateTable('tax_packs')
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
export async function deletePackRow(tx: OwnedTransaction, id: Id<'taxPack'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('tax_packs')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

function packs(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('tax_packs as p')
    .leftJoin('files as f', join => join.onRef('f.account_id', '=', 'p.account_id').onRef('f.id', '=', 'p.file_id'))
    .selectAll('p')
    .select('f.size_bytes')
    .where('p.account_id', '=', tx.accountId);
}

function fromRows(rows: Awaited<ReturnType<ReturnType<typeof packs>['execute']>>): YearPack[] {
  return rows.flatMap(row => {
    const year = readTaxYear(row.tax_year);
    if (!year) return [];
    return [
      {
        id: row.id,
        year,
        state: row.state,
        done: row.done,
        parts: row.parts,
        fileId: row.file_id,
        sizeBytes: row.size_bytes,
        askedAt: row.asked_at,
        readyAt: row.ready_at,
        expiresAt: row.expires_at,
      },
    ];
  });
}
