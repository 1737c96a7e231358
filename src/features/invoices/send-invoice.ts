import type { AccountRow } from '#features/accounts/index.ts';
import type { Organisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import type { Invoice } from './invoice.ts';

export interface Enclosure {
  readonly fileId: Id<'file'>;
  readonly name: string;
}

/** A Form A and the link on which the practice completes and signs it. */
export interface FormAEnclosure extends Enclosure {
  readonly signUrl: string;
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
  ctx: Needs<'queue' | 'clock' | 'site' | 'links'>,
  tx: OwnedTransaction,
  it: {
    readonly invoice: Invoice;
    readonly organisation: Organisation;
    readonly account: AccountRow;
    readonly formAs: readonly FormAEnclosure[];
  },
): Promise<void> {
  const { invoice, organisation, account, formAs } = it;
  const to = invoiceRecipient(organisation);
  if (!to)
    throw new Refusal({
      code: 'invoice.no_recipient',
      message: `${organisation.name} has no email address. Add one for its finance contact first.`,
      status: 422,
    });
  if (invoice.fileId === null || invoice.dueDate === null || invoice.number === null)
    throw new Error('a draft cannot be sent');
  const link = await makeLink(ctx, tx, { scope: 'invoice', subjectId: invoice.id, recipient: to });
  await queueMail(ctx, tx, {
    kind: 'invoice',
    subjectId: invoice.id,
    to,
    fromName: account.name,
    replyTo: { name: account.name, address: replyAddress(ctx, tx.accountId, link, account.email) },
    subject: `Invoice ${invoice.number} from ${account.name}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        `Please find attached my invoice ${invoice.number} for work at ${organisation.name}.`,
        ...(formAs.length > 0 ? [formALetter(formAs.length, organisation.nation)] : []),
      ],
      facts: [
        ['Invoice', invoice.number],
        ['Amount', formatPounds(invoice.totalPence)],
        ['Please pay by', formatDay(invoice.dueDate)],
        ['Payment reference', invoice.number],
      ],
      button: { label: 'Open the invoice', url: link.url },
      ...(formAs.length > 0
        ? {
            links: formAs.map((form, at) => ({
              label: `Complete and sign Form A${formAs.length > 1 ? `, part ${at + 1},` : ''} online`,
              url: form.signUrl,
            })),
          }
        : {}),
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. You need no account; the links work for 30 days. You can answer by replying to this mail.`,
    },
    attachments: [
      { fileId: invoice.fileId, name: `${invoice.number}.pdf` },
      ...formAs.map(({ fileId, name }) => ({ fileId, name })),
    ],
  });
}

function formALetter(count: number, nation: Nation): string {
  const attached =
    count === 1
      ? 'My NHS pension Form A is attached too.'
      : `My NHS pension Forms A are attached too, ${count} of them since the work lies in ${count} scheme years.`;
  const until = SCHEMES[schemeOf(nation)].tenWeeksConfirmed ? 'it must' : 'I want it to';
  return `${attached} Please have part 2 completed and signed by an authorised person other than me, online by the link below or on paper: ${until} reach the pension agency within ten weeks of the work.`;
}
