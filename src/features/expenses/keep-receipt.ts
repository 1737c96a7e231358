import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { forgetFile, readStoredFile, type StoredFile, storeFile } from '#platform/stored-file.ts';
import { checkUpload, type Upload } from '#platform/upload/check-upload.ts';
import type { Id } from '#rules/ids.ts';
import { lockExpense } from './keep-expense.ts';
import { deleteReceiptRow, insertReceipt, listReceipts } from './receipt-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner'>;

const MOST_RECEIPTS = 20;

/**
 * Attaches a photo or paper to an expense after its content was checked. The same bytes a second time are the same receipt. Refuses what
 * checkUpload refuses, and more than twenty.
 */
export async function attachReceipt(ctx: Ctx, owner: Owner, id: Id<'expense'>, upload: Upload): Promise<Id<'file'>> {
  const file = await checkUpload(ctx, upload);
  return asOwner(ctx.db, owner, async tx => {
    await lockExpense(tx, id);
    const there = await listReceipts(tx, id);
    for (const receipt of there) {
      if (receipt.sizeBytes !== file.bytes.length) continue;
      const kept = await readStoredFile(ctx, tx, receipt.fileId);
      if (Buffer.compare(kept.bytes, file.bytes) === 0) return receipt.fileId;
    }
    if (there.length >= MOST_RECEIPTS)
      throw new Refusal({
        code: 'expense.too_many_receipts',
        message: 'Twenty receipts an expense are the most. Split the expense, or put the pages into one PDF.',
        field: 'file',
      });
    const fileId = await storeFile(ctx, tx, { kind: 'receipt', ...file });
    await insertReceipt(tx, id, fileId, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'expense.receipt_added', subjectId: id });
    return fileId;
  });
}

/** A receipt with its bytes. Refuses `not_found` where that expense has none such. */
export async function readReceipt(
  ctx: Needs<'db' | 'files'>,
  owner: Owner,
  id: Id<'expense'>,
  fileId: Id<'file'>,
): Promise<StoredFile> {
  return asOwner(ctx.db, owner, async tx => {
    const receipts = await listReceipts(tx, id);
    if (!receipts.some(it => it.fileId === fileId)) throw notFound('receipt');
    return readStoredFile(ctx, tx, fileId);
  });
}

/** Takes a receipt off its expense, bytes and all. */
export async function removeReceipt(ctx: Ctx, owner: Owner, id: Id<'expense'>, fileId: Id<'file'>): Promise<void> {
  const key = await asOwner(ctx.db, owner, async tx => {
    await lockExpense(tx, id);
    if (!(await deleteReceiptRow(tx, id, fileId))) throw notFound('receipt');
    await recordFact(ctx, tx, { kind: 'expense.receipt_removed', subjectId: id });
    return forgetFile(tx, fileId);
  });
  // bytes go after the rows: a row never lacks its bytes
  if (key !== undefined) await ctx.files.delete(key);
}
