import { readAccount } from '#features/accounts/index.ts';
import { findInvoice, type Invoice, invoiceRecipient, lockInvoice } from '#features/invoices/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { hasOpenClaimOrDispute } from '#features/payments/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { storeFile } from '#platform/stored-file.ts';
import { formatDay, formatDayShort } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatInvoiceNumber } from '#rules/invoice-standing.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import { type InterestDocument, renderInterestInvoice, totalOf } from './interest-document.ts';
import { interestDue } from './interest-due.ts';
import { insertInterestInvoice, listInterestInvoices, nextInterestNumber, readPrinted } from './interest-store.ts';
import { insertChase, readHold, readPayer } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/**
 * Asks for interest and compensation on an invoice that is or was paid late: a number of a series of its own, a paper made once, mailed
 * with a fresh link where an address is known. Refuses where the organisation is not charged interest, where it is waived, while what
 * the organisation said waits for an answer, where nothing is due or the rate is not known. The same id twice is issued once.
 */
export async function issueInterestInvoice(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'interestInvoice'>,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const state = await lockInvoice(tx, invoiceId);
    const invoice = state && (await findInvoice(tx, invoiceId, ctx.clock.today()));
    const organisation = invoice && (await readOrganisation(tx, invoice.organisationId));
    if (!invoice || !organisation) throw notFound('invoice');
    if ((await listInterestInvoices(tx, invoiceId)).some(it => it.id === id)) return;
    await refuseUnwanted(tx, invoice, organisation);
    const number = await nextInterestNumber(tx);
    const content = await contentOf(ctx, tx, invoice, number);
    const bytes = await renderInterestInvoice(content);
    const name = `${content.number}.pdf`;
    const fileId = await storeFile(ctx, tx, { kind: 'interest_invoice', name, contentType: 'application/pdf', bytes });
    const { interest, compensationPence } = content;
    await insertInterestInvoice(
      tx,
      {
        id,
        invoiceId,
        number,
        issueDate: content.issueDate,
        chargedTo: ctx.clock.today(),
        interestPence: interest.interestPence,
        compensationPence,
        fileId,
        content,
      },
      ctx.clock.now(),
    );
    await mailInterest(ctx, tx, organisation, invoice, { id, fileId, name, content });
    await recordFact(ctx, tx, {
      kind: 'interest_invoice.issued',
      subjectId: id,
      details: { invoiceId, number, interestPence: interest.interestPence, compensationPence },
    });
  });
}

async function refuseUnwanted(tx: OwnedTransaction, invoice: Invoice, { id, name }: Organisation): Promise<void> {
  if (!(await readPayer(tx, id)).chargesInterest) {
    throw new Refusal({
      code: 'interest.not_chosen',
      message: `You have not chosen to charge ${name} interest. Choose it on its page first.`,
    });
  }
  if ((await readHold(tx, invoice.id)).interestWaivedAt) {
    throw new Refusal({ code: 'interest.waived', message: `Interest on ${invoice.number} is waived.` });
  }
  if (await hasOpenClaimOrDispute(tx, invoice.id)) {
    throw new Refusal({
      code: 'interest.unanswered',
      message: `${name} says that ${invoice.number} is paid or not right. Answer that on the invoice first.`,
    });
  }
}

async function contentOf(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  invoice: Invoice,
  number: number,
): Promise<InterestDocument> {
  const due = await interestDue(ctx, tx, invoice);
  if (!due.ok) {
    throw due.reason === 'rate_unknown'
      ? new Refusal({
          code: 'interest.rate_unknown',
          message: `The Bank of England’s rate of ${formatDay(due.referenceDay)} is not known here yet, and interest is never guessed.`,
        })
      : new Refusal({ code: 'interest.nothing_due', message: 'No interest is due that was not asked for already.' });
  }
  const printed = await readPrinted(tx, invoice.id);
  if (!printed || invoice.number === null || invoice.issueDate === null || invoice.dueDate === null)
    throw new Error('an issued invoice without its content');
  return {
    number: formatInvoiceNumber('LP-', number),
    madeAt: ctx.clock.now(),
    issueDate: ctx.clock.today(),
    invoice: {
      number: invoice.number,
      issueDate: invoice.issueDate,
      dueDate: invoice.dueDate,
      owedPence: due.owedPence,
      outstandingPence: invoice.outstandingPence,
    },
    ...printed,
    interest: due.interest,
    compensationPence: due.compensationPence,
  };
}

/** As the locum's own letter, the paper attached; it counts as a reminder, so that none follows on its heels. */
async function mailInterest(
  ctx: Ctx,
  tx: OwnedTransaction,
  organisation: Organisation,
  invoice: Invoice,
  paper: {
    readonly id: Id<'interestInvoice'>;
    readonly fileId: Id<'file'>;
    readonly name: string;
    readonly content: InterestDocument;
  },
): Promise<void> {
  const to = invoiceRecipient(organisation);
  if (!to) return;
  const { content } = paper;
  const account = await readAccount(tx);
  const link = await makeLink(ctx, tx, { scope: 'invoice', subjectId: invoice.id, recipient: to });
  await insertChase(tx, { invoiceId: invoice.id, at: ctx.clock.now(), byHand: true, toAddress: to.address });
  await queueMail(ctx, tx, {
    kind: 'interest_invoice',
    subjectId: paper.id,
    to,
    fromName: account.name,
    replyTo: { name: account.name, address: replyAddress(ctx, tx.accountId, link, account.email) },
    subject: `Interest invoice ${content.number} for late payment of ${content.invoice.number}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        `My invoice ${content.invoice.number} was due on ${formatDay(content.invoice.dueDate)} and was not paid by then. Under the Late Payment of Commercial Debts (Interest) Act 1998 I claim interest${content.compensationPence > 0 ? ' and compensation' : ''}; the calculation is on the attached paper.`,
      ],
      facts: [
        ['Interest invoice', content.number],
        [
          `Interest at ${formatPercent(content.interest.basisPoints)} to ${formatDayShort(content.issueDate)}`,
          formatPounds(content.interest.interestPence),
        ],
        ...(content.compensationPence > 0
          ? [['Fixed compensation', formatPounds(content.compensationPence)] as const]
          : []),
        ['To pay', formatPounds(totalOf(content))],
        ['Payment reference', content.number],
      ],
      button: { label: `Open invoice ${content.invoice.number}`, url: link.url },
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days. You can answer by replying to this mail.`,
    },
    attachments: [{ fileId: paper.fileId, name: paper.name }],
  });
}
