import { readAccount } from '#features/accounts/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { storeFile } from '#platform/stored-file.ts';
import { type MoneyParts, takeParts } from '#rules/credit-parts.ts';
import { formatDayShort } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatInvoiceNumber } from '#rules/invoice-standing.ts';
import { formatPounds, lessPence, type Pence, pence, sumPence, ZERO } from '#rules/money.ts';
import { type CreditNoteDocument, renderCreditNote } from './credit-note-document.ts';
import {
  type CreditNote,
  insertCreditedLines,
  insertCreditNote,
  listCreditNotes,
  markRefunded,
  nextCreditNumber,
  readParties,
} from './credit-note-store.ts';
import { type CreditableLine, readCreditable } from './creditable.ts';
import type { Invoice } from './invoice.ts';
import type { InvoiceLine } from './invoice-content.ts';
import { findInvoice } from './read-invoices.ts';
import { invoiceRecipient } from './send-invoice.ts';
import { settleInvoiceIn } from './settle-invoice.ts';
import { lockInvoice } from './store.ts';

type Ctx = Needs<'clock' | 'queue' | 'files' | 'links' | 'site'>;

export interface CreditToGive {
  readonly id?: Id<'creditNote'>;
  readonly invoiceId: Id<'invoice'>;
  readonly amountPence: Pence;
  /** What the amount is made of; unless told it gives back the employer's share first where it is for a Form A, work first otherwise. */
  readonly parts?: MoneyParts;
  /** A sentence: it is printed. */
  readonly reason: string;
  readonly formAId?: Id<'formA'>;
  /** The lines that it takes back whole. */
  readonly lines?: readonly CreditableLine[];
}

/**
 * Credits an issued invoice in part or whole: a number of the credit notes' own series, a paper made once, mailed to whoever pays the
 * invoice where an address is known. The invoice is settled anew. Refuses drafts and void invoices, what was issued elsewhere or is
 * written off, and more than its total in all. Whoever calls this has looked after the Forms A.
 */
export async function issueCreditNoteIn(ctx: Ctx, tx: OwnedTransaction, it: CreditToGive): Promise<Id<'creditNote'>> {
  const invoice = await creditedInvoice(ctx, tx, it);
  const parties = await readParties(tx, invoice.id);
  if (!parties)
    throw new Refusal({
      code: 'credit_note.imported',
      message: `${invoice.number} was issued elsewhere. Credit it where its paper was made.`,
    });
  const parts = it.parts ?? partsOf(it, (await readCreditable(tx, invoice)).left);
  const number = await nextCreditNumber(tx);
  const [id, now] = [it.id ?? newId('creditNote'), ctx.clock.now()];
  const left = pence(invoice.totalPence - invoice.creditedPence - it.amountPence - invoice.paidPence);
  const content: CreditNoteDocument = {
    number: formatInvoiceNumber('CN-', number),
    madeAt: now,
    issueDate: ctx.clock.today(),
    invoice: { number: invoice.number, issueDate: invoice.issueDate, totalPence: invoice.totalPence },
    ...parties,
    reason: it.reason,
    lines: printedLines(it.lines ?? [], parts),
    amountPence: it.amountPence,
    creditedBeforePence: invoice.creditedPence,
    paidPence: invoice.paidPence,
    leftPence: pence(Math.max(0, left)),
    refundPence: pence(Math.min(it.amountPence, Math.max(0, -left))),
  };
  const bytes = await renderCreditNote(content);
  const name = `${content.number}.pdf`;
  const fileId = await storeFile(ctx, tx, { kind: 'credit_note', name, contentType: 'application/pdf', bytes });
  const { invoiceId, amountPence, reason } = it;
  const { issueDate, refundPence } = content;
  await insertCreditNote(
    tx,
    {
      id,
      invoiceId,
      amountPence,
      reason,
      ...parts,
      number,
      issueDate,
      refundPence,
      formAId: it.formAId ?? null,
      fileId,
      content,
    },
    now,
  );
  await insertCreditedLines(tx, id, invoiceId, it.lines?.map(line => line.position) ?? []);
  await settleInvoiceIn(ctx, tx, invoice.id);
  await mailCreditNote(ctx, tx, invoice, { id, fileId, name, content });
  await recordFact(ctx, tx, {
    kind: 'credit_note.issued',
    subjectId: id,
    details: { invoiceId: invoice.id, number, amountPence: it.amountPence },
  });
  return id;
}

async function creditedInvoice(ctx: Ctx, tx: OwnedTransaction, it: CreditToGive) {
  const state = await lockInvoice(tx, it.invoiceId);
  const invoice = state && (await findInvoice(tx, it.invoiceId, ctx.clock.today()));
  if (!invoice) throw notFound('invoice');
  const { number, issueDate } = invoice;
  if (invoice.state === 'draft' || invoice.state === 'void' || number === null || issueDate === null) {
    throw new Refusal({ code: 'credit_note.not_issued', message: 'Only an issued invoice can be credited.' });
  }
  if (it.amountPence > invoice.totalPence - invoice.creditedPence) {
    throw new Refusal({
      code: 'credit_note.too_much',
      message: `Only ${formatPounds(pence(invoice.totalPence - invoice.creditedPence))} of ${number} is left to credit.`,
      field: 'amount',
      status: 422,
    });
  }
  if (invoice.writtenOffPence > 0) {
    throw new Refusal({
      code: 'credit_note.written_off',
      message: `${number} is written off. Undo that first, then credit it.`,
    });
  }
  return { ...invoice, number, issueDate };
}

function partsOf(it: CreditToGive, left: MoneyParts): MoneyParts {
  const share = it.formAId === undefined ? ZERO : pence(Math.min(it.amountPence, left.employerPence));
  const rest = takeParts(
    { ...left, employerPence: lessPence(left.employerPence, share) },
    lessPence(it.amountPence, share),
  );
  if (rest === 'too_much') throw new Error('an amount within the total that its parts do not hold');
  return { ...rest, employerPence: sumPence([rest.employerPence, share]) };
}

/** The lines as printed; of an amount without lines its reason says all, but for the employer's share. */
function printedLines(lines: readonly CreditableLine[], { employerPence }: MoneyParts): InvoiceLine[] {
  const printed = lines.map(line => ({
    dates: line.workedOn ? formatDayShort(line.workedOn) : '',
    description: line.description,
    quantityText: '',
    rateText: '',
    amountPence: line.amountPence,
  }));
  if (employerPence === 0 || lines.length === 0) return printed;
  const share = { dates: '', description: 'Employer’s NHS pension contribution', quantityText: '', rateText: '' };
  return [...printed, { ...share, amountPence: employerPence }];
}

/** Records the day on which the money of a credit note went back. Refuses days to come, days before the note, and where nothing has to go back or its payment is withdrawn. */
export async function recordRefund(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'creditNote'>,
  on: Temporal.PlainDate,
): Promise<void> {
  await asOwner(ctx.db, owner, tx => recordRefundIn(ctx, tx, id, on));
}

/** The same in the caller's transaction: what is to go back can be kept as credit. Answers the note as it was, its refund no more than is overpaid by now; one that went back stays. */
export async function recordRefundIn(
  ctx: Needs<'clock' | 'queue'>,
  tx: OwnedTransaction,
  id: Id<'creditNote'>,
  on: Temporal.PlainDate,
): Promise<CreditNote> {
  const invoiceId = (await listCreditNotes(tx)).find(it => it.id === id)?.invoiceId;
  if (!invoiceId || !(await lockInvoice(tx, invoiceId))) throw notFound('credit note');
  // read again behind the lock: two who press at once give it back once
  const note = (await listCreditNotes(tx, invoiceId)).find(it => it.id === id);
  if (!note) throw notFound('credit note');
  if (note.refundedOn !== null) return note;
  if (note.refundPence === 0)
    throw new Refusal({ code: 'credit_note.nothing_back', message: `Nothing has to go back for ${note.number}.` });
  const invoice = await findInvoice(tx, invoiceId, ctx.clock.today());
  // the payment may have been withdrawn since: what never came does not go back
  if (!invoice || invoice.outstandingPence >= 0)
    throw new Refusal({
      code: 'credit_note.not_overpaid',
      message: `The payment that ${note.number} was to give back is withdrawn, so nothing has to go back.`,
    });
  if (Temporal.PlainDate.compare(on, ctx.clock.today()) > 0)
    throw new InputRefusal({ refundedOn: 'This day is still to come. Enter the day on which the money went back.' });
  if (Temporal.PlainDate.compare(on, note.issueDate) < 0)
    throw new InputRefusal({ refundedOn: `${note.number} was issued later than that. Check the day.` });
  await markRefunded(tx, id, on);
  await settleInvoiceIn(ctx, tx, note.invoiceId);
  await recordFact(ctx, tx, { kind: 'credit_note.refunded', subjectId: id });
  return { ...note, refundPence: pence(Math.min(note.refundPence, -invoice.outstandingPence)) };
}

/** As the locum's own letter, the paper attached. Where no address is known the locum hands it over. */
async function mailCreditNote(
  ctx: Ctx,
  tx: OwnedTransaction,
  invoice: Invoice,
  note: {
    readonly id: Id<'creditNote'>;
    readonly fileId: Id<'file'>;
    readonly name: string;
    readonly content: CreditNoteDocument;
  },
): Promise<void> {
  const organisation = await readOrganisation(tx, invoice.organisationId);
  const to = organisation && invoiceRecipient(organisation);
  if (!to) return;
  const { content } = note;
  const account = await readAccount(tx);
  const link = await makeLink(ctx, tx, { scope: 'invoice', subjectId: invoice.id, recipient: to });
  await queueMail(ctx, tx, {
    kind: 'credit_note',
    subjectId: note.id,
    to,
    fromName: account.name,
    replyTo: { name: account.name, address: replyAddress(ctx, tx.accountId, link, account.email) },
    subject: `Credit note ${content.number} for invoice ${content.invoice.number}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        `Please find attached my credit note ${content.number} for invoice ${content.invoice.number}. ${content.reason}`,
        content.refundPence > 0
          ? `You had paid it already, so ${formatPounds(content.refundPence)} goes back to you. Please tell me to which account.`
          : `What is left to pay on the invoice is ${formatPounds(content.leftPence)}.`,
      ],
      facts: [
        ['Credit note', content.number],
        ['Amount', formatPounds(content.amountPence)],
      ],
      button: { label: 'Open the invoice', url: link.url },
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days. You can answer by replying to this mail.`,
    },
    attachments: [{ fileId: note.fileId, name: note.name }],
  });
}
