import { findInvoice, lockInvoice } from '#features/invoices/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { enqueue, recordFact } from '#platform/facts.ts';
import { forgetFile, readStoredFile, type StoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { MAKE_EVIDENCE } from './pack.ts';
import { deletePack, insertPack, listPacks, readPack } from './store.ts';

/**
 * Asks for all that proves an issued invoice; a worker gathers it, and it takes the place of an older pack. While one is under way that
 * one is meant. The same id twice is asked for once. Refuses drafts.
 */
export async function askForEvidence(
  ctx: Needs<'db' | 'clock' | 'queue' | 'files'>,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  wanted: Id<'evidencePack'>,
): Promise<Id<'evidencePack'>> {
  const { id, gone } = await asOwner(ctx.db, owner, async tx => {
    await lockInvoice(tx, invoiceId);
    const invoice = await findInvoice(tx, invoiceId, ctx.clock.today());
    if (!invoice) throw notFound('invoice');
    if (invoice.fileId === null)
      throw new Refusal({ code: 'evidence.draft', message: 'A draft proves nothing yet. Issue it first.' });
    const packs = await listPacks(tx, invoiceId);
    const meant = packs.find(it => it.id === wanted || it.state === 'waiting' || it.state === 'making');
    if (meant) return { id: meant.id, gone: [] };
    const old = await forgetPacks(tx, packs);
    await insertPack(tx, { id: wanted, invoiceId, askedAt: ctx.clock.now() });
    await recordFact(ctx, tx, { kind: 'evidence_pack.asked', subjectId: wanted, details: { invoiceId } });
    const payload = { accountId: tx.accountId, packId: wanted };
    await enqueue(ctx.queue, tx, { name: MAKE_EVIDENCE, payload, onceKey: wanted });
    return { id: wanted, gone: old };
  });
  // bytes go after the rows: a row never lacks its bytes
  for (const key of gone) await ctx.files.delete(key);
  return id;
}

/** The archive of an invoice. Refuses one that is not ready. */
export async function openEvidence(
  ctx: Needs<'db' | 'clock' | 'queue' | 'files'>,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'evidencePack'>,
): Promise<StoredFile> {
  return asOwner(ctx.db, owner, async tx => {
    const pack = await readPack(tx, id);
    if (!pack || pack.invoiceId !== invoiceId) throw notFound('evidence pack');
    if (pack.fileId === null)
      throw new Refusal({ code: 'evidence.not_ready', message: 'It is not ready yet. Its page says how far it is.' });
    await recordFact(ctx, tx, { kind: 'evidence_pack.downloaded', subjectId: id, details: { invoiceId } });
    return readStoredFile(ctx, tx, pack.fileId);
  });
}

async function forgetPacks(tx: OwnedTransaction, packs: Awaited<ReturnType<typeof listPacks>>): Promise<string[]> {
  const keys: string[] = [];
  for (const pack of packs) {
    await deletePack(tx, pack.id);
    const key = pack.fileId === null ? undefined : await forgetFile(tx, pack.fileId);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}
