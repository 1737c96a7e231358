import { readAccount } from '#features/accounts/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import type { Id } from '#rules/ids.ts';
import { findInvoice } from './read-invoices.ts';
import { invoiceRecipient } from './send-invoice.ts';

/** Writes to whoever pays an invoice, as the locum's own letter with a fresh link. Where no address is known the link's page tells it. */
export async function tellFinanceContact(
  ctx: Needs<'queue' | 'clock' | 'links' | 'site'>,
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  it: { readonly subject: string; readonly paragraphs: readonly string[] },
): Promise<void> {
  const invoice = await findInvoice(tx, invoiceId, ctx.clock.today());
  const organisation = invoice && (await readOrganisation(tx, invoice.organisationId));
  if (!organisation) throw notFound('invoice');
  const to = invoiceRecipient(organisation);
  if (!to) return;
  const account = await readAccount(tx);
  const link = await makeLink(ctx, tx, { scope: 'invoice', subjectId: invoiceId, recipient: to });
  await queueMail(ctx, tx, {
    kind: 'invoice_answer',
    subjectId: invoiceId,
    to,
    fromName: account.name,
    replyTo: {
      name: account.name,
      address: replyAddress(ctx, tx.accountId, link, account.email),
    },
    subject: it.subject,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: it.paragraphs,
      button: { label: 'Open the invoice', url: link.url },
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days.`,
    },
  });
}
