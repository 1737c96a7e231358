import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { forgetFile, readStoredFile, type StoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import type { ExpenseInput } from './input.ts';
import { addExpenseIn } from './keep-expense.ts';
import { lockReceiptMail, settleRow } from './receipt-mail-store.ts';
import { insertReceipt } from './receipt-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Makes a mailed receipt an expense: its files become the expense's receipts. Sent twice with one id it is entered once. Refuses one that is settled. */
export async function enterReceipt(
  ctx: Ctx,
  owner: Owner,
  mailId: Id<'receiptMail'>,
  input: ExpenseInput,
): Promise<Id<'expense'>> {
  return asOwner(ctx.db, owner, async tx => {
    const mail = await lockReceiptMail(tx, mailId);
    if (!mail) throw notFound('receipt');
    const { id, isNew } = await addExpenseIn(ctx, tx, input);
    if (!isNew) return id;
    if (mail.isSettled)
      throw new Refusal({ code: 'receipt.settled', message: 'This receipt is entered already, or was put away.' });
    await settleRow(tx, mailId, ctx.clock.now());
    for (const file of mail.files) await insertReceipt(tx, id, file.id, ctx.clock.now());
    return id;
  });
}

/** Puts a mailed receipt away: it is no expense. Its files are deleted. Once more changes nothing. */
export async function putAway(ctx: Ctx & Needs<'files'>, owner: Owner, mailId: Id<'receiptMail'>): Promise<void> {
  const keys = await asOwner(ctx.db, owner, async tx => {
    const mail = await lockReceiptMail(tx, mailId);
    if (!mail) throw notFound('receipt');
    if (mail.isSettled) return [];
    await settleRow(tx, mailId, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'receipt.put_away', subjectId: mailId });
    const gone: (string | undefined)[] = [];
    for (const file of mail.files) gone.push(await forgetFile(tx, file.id));
    return gone;
  });
  for (const key of keys) if (key !== undefined) await ctx.files.delete(key);
}

/** A file of a receipt that waits. Refuses `not_found` where that receipt has none such. */
export async function readMailedFile(
  ctx: Needs<'db' | 'files'>,
  owner: Owner,
  mailId: Id<'receiptMail'>,
  fileId: Id<'file'>,
): Promise<StoredFile> {
  return asOwner(ctx.db, owner, async tx => {
    const mail = await lockReceiptMail(tx, mailId);
    if (!mail?.files.some(it => it.id === fileId)) throw notFound('receipt');
    return readStoredFile(ctx, tx, fileId);
  });
}
