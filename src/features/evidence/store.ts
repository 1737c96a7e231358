import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { EvidencePack } from './pack.ts';

/** The packs of one invoice, the latest first. */
export async function listPacks(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<EvidencePack[]> {
  const rows = await packs(tx).where('invoice_id', '=', invoiceId).orderBy('id', 'desc').execute();
  return rows.map(fromRow);
}

export async function readPack(tx: OwnedTransaction, id: Id<'evidencePack'>): Promise<EvidencePack | undefined> {
  const row = await packs(tx).where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Adds a pack that waits for its worker; answers false where one of that id is there. */
export async function insertPack(
  tx: OwnedTransaction,
  it: Pick<EvidencePack, 'id' | 'invoiceId' | 'askedAt'>,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('evidence_packs')
    .values({
      account_id: tx.accountId,
      id: it.id,
      invoice_id: it.invoiceId,
      state: 'waiting',
      asked_at: it.askedAt,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Notes how far a pack is. */
export async function markPack(
  tx: OwnedTransaction,
  id: Id<'evidencePack'>,
  step:
    | { readonly state: 'making'; readonly done: number; readonly parts: number }
    | { readonly state: 'failed' }
    | { readonly state: 'ready'; readonly file_id: Id<'file'>; readonly ready_at: Temporal.Instant },
): Promise<void> {
  await tx.db
    .updateTable('evidence_packs')
    .set(step)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Takes a pack away; its file is forgotten by whoever calls. */
export async function deletePack(tx: OwnedTransaction, id: Id<'evidencePack'>): Promise<void> {
  await tx.db.deleteFrom('evidence_packs').where('account_id', '=', tx.accountId).where('id', '=', id).execute();
}

function packs(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('evidence_packs')
    .select(['id', 'invoice_id', 'state', 'done', 'parts', 'file_id', 'asked_at', 'ready_at'])
    .where('account_id', '=', tx.accountId);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof packs>['executeTakeFirstOrThrow']>>): EvidencePack {
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    state: row.state,
    done: row.done,
    parts: row.parts,
    fileId: row.file_id,
    askedAt: row.asked_at,
    readyAt: row.ready_at,
  };
}
