import { findInvoice, type Invoice, listLines, lockInvoice } from '#features/invoices/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { hasOpenClaimOrDispute } from '#features/payments/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { storeFile } from '#platform/stored-file.ts';
import { daysBetween, formatDayShort, londonDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { dailyInterest } from '#rules/late-payment.ts';
import { sumPence, ZERO } from '#rules/money.ts';
import { interestDue } from './interest-due.ts';
import { listInterestInvoices, readPrinted } from './interest-store.ts';
import { claimOf, type LetterDocument, renderLetter } from './letter-document.ts';
import { insertLetter, listLetters } from './letter-store.ts';
import { listChases, readHold, readPayer } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

/** Less is no fair time to pay; more is a slip of the pen. */
const SHORTEST_DAYS = 7;
const LONGEST_DAYS = 90;

/**
 * What a letter offers where nothing else is chosen. Thirty days is what a business gives a debtor who is a person, such as a sole
 * trader (Pre-Action Protocol for Debt Claims; https://www.howespercival.com/articles/the-litigation-maze-debt-protocol/, a secondary
 * source, read 2026-11-25); who the debtor of a practice is, is not known here.
 */
export const USUAL_LETTER_DAYS = 30;

/**
 * Makes a letter before claim about an overdue invoice; it goes nowhere by itself. It says what such a letter should: sum, ground,
 * facts, interest, papers, and until when to pay
 * (https://www.trethowans.com/solicitors-for-your-business/commercial-debt-recovery-solicitors/pre-action-protocol-for-debt-claims, a
 * secondary source, read 2026-11-25). Interest is in it where the organisation is charged it. Refuses what is not overdue, and while what
 * the organisation said waits for an answer. The same id twice is one letter.
 */
export async function makeFormalLetter(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  { id, payBy }: { readonly id: Id<'formalLetter'>; readonly payBy: Temporal.PlainDate },
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await lockInvoice(tx, invoiceId);
    const { invoice } = await readChaseable(ctx, tx, invoiceId);
    if ((await listLetters(tx, invoiceId)).some(it => it.id === id)) return;
    await refuseUnclaimable(ctx, tx, invoice);
    const ahead = daysBetween(ctx.clock.today(), payBy);
    if (ahead < SHORTEST_DAYS) throw new InputRefusal({ payBy: `Give them at least ${SHORTEST_DAYS} days to pay.` });
    if (ahead > LONGEST_DAYS) throw new InputRefusal({ payBy: 'This day is more than three months away. Check it.' });
    const content = await contentOf(ctx, tx, invoice, payBy);
    const fileId = await storeFile(ctx, tx, {
      kind: 'formal_letter',
      name: `Letter before claim ${content.invoice.number}.pdf`,
      contentType: 'application/pdf',
      bytes: await renderLetter(content),
    });
    const totalPence = claimOf(content);
    await insertLetter(tx, { id, invoiceId, madeOn: content.madeOn, payBy, totalPence, fileId, content });
    await recordFact(ctx, tx, { kind: 'formal_letter.made', subjectId: id, details: { invoiceId, totalPence } });
  });
}

/** An issued invoice and who owes it. */
export async function readChaseable(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<{ invoice: Invoice; organisation: Organisation }> {
  const invoice = await findInvoice(tx, id, ctx.clock.today());
  const organisation = invoice && (await readOrganisation(tx, invoice.organisationId));
  if (!invoice || !organisation) throw notFound('invoice');
  return { invoice, organisation };
}

/** Refuses an invoice that is not overdue, or of which the organisation said what the locum has yet to answer. */
export async function refuseUnclaimable(ctx: Needs<'clock'>, tx: OwnedTransaction, invoice: Invoice): Promise<void> {
  if (invoice.state !== 'issued' || !invoice.dueDate || daysBetween(invoice.dueDate, ctx.clock.today()) <= 0)
    throw new Refusal({ code: 'letter.not_overdue', message: 'A formal letter is only for an overdue invoice.' });
  if (await hasOpenClaimOrDispute(tx, invoice.id)) {
    throw new Refusal({
      code: 'letter.unanswered',
      message: `${invoice.organisationName} says that ${invoice.number} is paid or not right. Answer that on the invoice first.`,
    });
  }
}

async function contentOf(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  invoice: Invoice,
  payBy: Temporal.PlainDate,
): Promise<LetterDocument> {
  const printed = await readPrinted(tx, invoice.id);
  const { number, issueDate, dueDate } = invoice;
  if (!printed || number === null || issueDate === null || dueDate === null)
    throw new Error('an issued invoice without its content');
  const isCharged = (await readPayer(tx, invoice.organisationId)).chargesInterest;
  const isWaived = (await readHold(tx, invoice.id)).interestWaivedAt !== null;
  const due = isCharged && !isWaived ? await interestDue(ctx, tx, invoice) : undefined;
  const found = due?.ok ? due : undefined;
  const asked = (await listInterestInvoices(tx, invoice.id)).filter(it => it.paidOn === null && it.waivedAt === null);
  const chases = await listChases(tx, invoice.id);
  return {
    madeAt: ctx.clock.now(),
    madeOn: ctx.clock.today(),
    payBy,
    invoice: {
      number,
      issueDate,
      dueDate,
      totalPence: invoice.totalPence,
      creditedPence: invoice.creditedPence,
      paidPence: invoice.paidPence,
      outstandingPence: invoice.outstandingPence,
    },
    work: (await listLines(tx, invoice.id))
      .filter(line => line.kind === 'fee' || line.kind === 'cancellation')
      .map(line => `${line.description} on ${formatDayShort(line.workedOn)}`),
    remindedOn: chases.map(chase => londonDay(chase.at)).toSorted(Temporal.PlainDate.compare),
    ...printed,
    interest: found?.interest,
    dailyPence: found ? dailyInterest(invoice.outstandingPence, found.interest.basisPoints) : ZERO,
    compensationPence: found?.compensationPence ?? ZERO,
    asked: asked.map(it => ({ number: it.number, amountPence: sumPence([it.interestPence, it.compensationPence]) })),
  };
}
