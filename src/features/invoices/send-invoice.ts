import type { AccountRow } from '#features/accounts/index.ts';
import type { Organisation } from '#features/organisations/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import type { Invoice } from './invoice.ts';

export interface Enclosure {
  readonly fileId: Id<'file'>;
  readonly name: string;
}

/** Where an organisation's invoices go: its finance contact, else the one for bookings. */
export function invoiceRecipient(
  organisation: Organisation,
): { readonly name: string; readonly address: string } | undefined {
  const address = organisation.financeContactEmail ?? organisation.bookingContactEmail;
  if (!address) return undefined;
  const name = organisation.financeContactEmail ? organisation.financeContactName : organisation.bookingContactName;
  return { name: name ?? organisation.name, address };
}

/** Mails an issued invoice as the locum's own letter, with its paper and the other papers that belong to it. Refuses where there is nobody to send it to. */
export async function sendInvoiceIn(
  ctx: Needs<'queue' | 'clock' | 'site'>,
  tx: OwnedTransaction,
  it: {
    readonly invoice: Invoice;
    readonly organisation: Organisation;
    readonly account: AccountRow;
    readonly formA: Enclosure | undefined;
  },
): Promise<void> {
  const { invoice, organisation, account, formA } = it;
  const to = invoiceRecipient(organisation);
  if (!to)
    throw new Refusal({
      code: 'invoice.no_recipient',
      message: `${organisation.name} has no email address. Add one for its finance contact first.`,
      status: 422,
    });
  if (invoice.fileId === null || invoice.dueDate === null || invoice.number === null)
    throw new Error('a draft cannot be sent');
  await queueMail(ctx, tx, {
    kind: 'invoice',
    subjectId: invoice.id,
    to,
    fromName: account.name,
    replyTo: { name: account.name, address: account.email },
    subject: `Invoice ${invoice.number} from ${account.name}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        `Please find attached my invoice ${invoice.number} for work at ${organisation.name}.`,
        ...(formA
          ? [
              'My NHS pension Form A is attached too. Please complete part 2, have it signed by an authorised person other than me, and return it to me with the payment: it must reach the pension agency within ten weeks of the work.',
            ]
          : []),
      ],
      facts: [
        ['Invoice', invoice.number],
        ['Amount', formatPounds(invoice.totalPence)],
        ['Please pay by', formatDay(invoice.dueDate)],
        ['Payment reference', invoice.number],
      ],
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. Replies go to ${account.email}.`,
    },
    attachments: [{ fileId: invoice.fileId, name: `${invoice.number}.pdf` }, ...(formA ? [formA] : [])],
  });
}
