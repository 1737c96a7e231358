import { readAccount } from '#features/accounts/index.ts';
import { invoiceRecipient, lockInvoice } from '#features/invoices/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { daysBetween, formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { listInterestInvoices } from './interest-store.ts';
import { type FormalLetter, listLetters, markLetter } from './letter-store.ts';
import { readChaseable, refuseUnclaimable } from './make-letter.ts';
import { keepPeace } from './peace.ts';
import { insertChase } from './store.ts';

/**
 * Mails a letter before claim with the papers it names. By hand only; it counts as a reminder. Refuses what was settled or answered since
 * it was made, a letter whose day to pay is past, an organisation without an address, and within 72 hours of the last mail. Twice is
 * sent once.
 */
export async function sendFormalLetter(
  ctx: Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'formalLetter'>,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const letter = await findLetter(tx, invoiceId, id);
    if (letter.sentAt) return;
    const { invoice, organisation } = await readChaseable(ctx, tx, invoiceId);
    await refuseUnclaimable(ctx, tx, invoice);
    if (daysBetween(ctx.clock.today(), letter.payBy) <= 0) {
      throw new Refusal({
        code: 'letter.too_late',
        message: 'The day to pay of this letter is past. Make a new letter.',
      });
    }
    const to = invoiceRecipient(organisation);
    if (!to || invoice.fileId === null) {
      throw new Refusal({
        code: 'letter.no_recipient',
        message: `${organisation.name} has no email address. Post the letter, or add an address for its finance contact first.`,
        status: 422,
      });
    }
    await keepPeace(ctx, tx, organisation);
    const account = await readAccount(tx);
    const link = await makeLink(ctx, tx, { scope: 'invoice', subjectId: invoiceId, recipient: to });
    const asked = (await listInterestInvoices(tx, invoiceId)).filter(it => it.paidOn === null && it.waivedAt === null);
    await insertChase(tx, { invoiceId, at: ctx.clock.now(), byHand: true, toAddress: to.address });
    await queueMail(ctx, tx, {
      kind: 'formal_letter',
      subjectId: id,
      to,
      fromName: account.name,
      replyTo: { name: account.name, address: replyAddress(ctx, tx.accountId, link, account.email) },
      subject: `Letter before claim: invoice ${invoice.number}`,
      letter: {
        greeting: `Dear ${to.name},`,
        paragraphs: [
          `Please read the attached letter about my invoice ${invoice.number}. It says what I claim and why.`,
          `If you pay ${formatPounds(letter.totalPence)} by ${formatDay(letter.payBy)}, the matter is closed. If something is not right, please tell me by that day.`,
        ],
        facts: [
          ['Invoice', invoice.number ?? ''],
          ['Claimed', formatPounds(letter.totalPence)],
          ['Pay by', formatDay(letter.payBy)],
        ],
        button: { label: `Open invoice ${invoice.number}`, url: link.url },
        closing: ['Yours faithfully,', account.name],
        footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days. You can answer by replying to this mail.`,
      },
      attachments: [
        { fileId: letter.fileId, name: `Letter before claim ${invoice.number}.pdf` },
        { fileId: invoice.fileId, name: `${invoice.number}.pdf` },
        ...asked.map(it => ({ fileId: it.fileId, name: `${it.number}.pdf` })),
      ],
    });
    await markLetter(tx, id, { sent_at: ctx.clock.now(), sent_to: to.address });
    await recordFact(ctx, tx, { kind: 'formal_letter.sent', subjectId: id, details: { invoiceId } });
  });
}

/** Notes the day on which the locum posted a letter. Refuses days to come and days before it was made. */
export async function recordLetterPosted(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'formalLetter'>,
  on: Temporal.PlainDate,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const letter = await findLetter(tx, invoiceId, id);
    if (daysBetween(on, ctx.clock.today()) < 0)
      throw new InputRefusal({ postedOn: 'This day is still to come. Enter the day on which you posted it.' });
    if (daysBetween(letter.madeOn, on) < 0)
      throw new InputRefusal({ postedOn: 'The letter was made later than that. Check the day.' });
    await markLetter(tx, id, { posted_on: on });
    await recordFact(ctx, tx, {
      kind: 'formal_letter.posted',
      subjectId: id,
      details: { invoiceId, on: on.toString() },
    });
  });
}

async function findLetter(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  id: Id<'formalLetter'>,
): Promise<FormalLetter> {
  await lockInvoice(tx, invoiceId);
  const found = (await listLetters(tx, invoiceId)).find(it => it.id === id);
  if (!found) throw notFound('letter');
  return found;
}
