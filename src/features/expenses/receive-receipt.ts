import { checkAttachments, type InboundMail, type ReceivedMail, textOfHtml } from '#features/messages/index.ts';
import { asOwner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { RateLimiter } from '#platform/rate-limit.ts';
import { storeFile } from '#platform/stored-file.ts';
import { insertMailFile, insertReceiptMail, readAddress } from './receipt-mail-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'files' | 'scanner'>;

/** More than anybody has receipts, too little to fill a disk. */
const RECEIPT_TRIES = { name: 'mail.receipts', most: 60, perMinutes: 60 };
const MOST_LETTERS = 5000;

/**
 * Keeps a mail to an account's receipt address until it is entered as an expense. Undefined where it is to no such address, or to one that
 * was replaced. Machines' mail is welcome, most receipts are; nothing is ever answered, so that no two machines talk. The same mail
 * handed in twice is kept once.
 */
export async function receiveReceipt(
  ctx: Ctx,
  limits: RateLimiter,
  mail: InboundMail,
): Promise<ReceivedMail | undefined> {
  const signed = mail.to
    .map(address => ctx.links.readMail(address.split('@')[0]?.split('+').at(-1) ?? ''))
    .find(found => found !== undefined);
  if (!signed) return undefined;
  const owner = ownerOf(signed.accountId);
  if ((await asOwner(ctx.db, owner, readAddress)) !== signed.linkId) return undefined;
  if (/^(mailer-daemon|postmaster)@/i.test(mail.from.address)) return { kind: 'ignored', reason: 'automatic' };
  if (await isTooMany(limits, signed.accountId)) return { kind: 'later', reason: 'too_many' };
  const checked = await checkAttachments(ctx, mail.attachments);
  if (checked === 'not_scanned') return { kind: 'later', reason: 'not_scanned' };
  const text = mail.text.trim() === '' ? textOfHtml(mail.html ?? '') : mail.text.trim();
  await asOwner(ctx.db, owner, async tx => {
    const id = newId('receiptMail');
    const isNew = await insertReceiptMail(tx, {
      id,
      inboundId: mail.id,
      senderName: kept(mail.from.name, 200),
      senderAddress: kept(mail.from.address, 254),
      subject: kept(mail.subject ?? '', 200),
      body: kept([...checked.refused, text].join('\n\n'), MOST_LETTERS),
      receivedAt: ctx.clock.now(),
    });
    if (!isNew) return;
    for (const file of checked.files)
      await insertMailFile(tx, id, await storeFile(ctx, tx, { kind: 'receipt', ...file }));
    await recordFact(ctx, tx, { kind: 'receipt.mailed_in', subjectId: id });
  });
  return { kind: 'receipt' };
}

/** Cut, without half a character at the end, and without the one that PostgreSQL cannot hold. */
function kept(text: string, most: number): string {
  return text
    .replaceAll('\u0000', '')
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '');
}

async function isTooMany(limits: RateLimiter, accountId: string): Promise<boolean> {
  try {
    await limits.count(RECEIPT_TRIES, accountId);
    return false;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return true;
  }
}
