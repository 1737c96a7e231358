import { readAccount } from '#features/accounts/index.ts';
import { invoiceRecipient } from '#features/invoices/index.ts';
import type { Organisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { daysBetween, formatDay } from '#rules/dates.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import { insertChase, readPayer } from './store.ts';
import type { Owed } from './unpaid.ts';

/**
 * One mail about all the given invoices, the longest overdue first, with each one's own paper and a fresh link; a reply comes into the
 * thread of the first. Notes the reminder on each. Does nothing without an invoice or an address.
 */
export async function mailReminder(
  ctx: Needs<'clock' | 'queue' | 'site' | 'links'>,
  tx: OwnedTransaction,
  organisation: Organisation,
  overdue: readonly Owed[],
  byHand: boolean,
): Promise<void> {
  const [first] = overdue;
  const to = invoiceRecipient(organisation);
  if (!first || !to) return;
  const account = await readAccount(tx);
  const { chargesInterest } = await readPayer(tx, organisation.id);
  const [at, today] = [ctx.clock.now(), ctx.clock.today()];
  const links = [];
  for (const { invoice } of overdue) {
    links.push(await makeLink(ctx, tx, { scope: 'invoice', subjectId: invoice.id, recipient: to }));
    await insertChase(tx, { invoiceId: invoice.id, at, byHand, toAddress: to.address });
    await recordFact(ctx, tx, { kind: 'invoice.chased', subjectId: invoice.id, details: { byHand } });
  }
  const [link, ...others] = links;
  if (!link) return;
  const before = Math.max(...overdue.map(it => it.chases.length));
  await queueMail(ctx, tx, {
    kind: 'invoice_chase',
    subjectId: first.invoice.id,
    to,
    fromName: account.name,
    replyTo: { name: account.name, address: replyAddress(ctx, tx.accountId, link, account.email) },
    subject:
      overdue.length === 1
        ? `Invoice ${first.invoice.number} was due on ${formatDay(first.invoice.dueDate)}`
        : `${overdue.length} invoices are overdue`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        opening(overdue.length, before),
        'If it is paid already, please tell me by the link, with the day and the reference; if something is not right, you can say so there too.',
        ...(chargesInterest ? [RIGHTS] : []),
      ],
      facts: [
        ...overdue.map(
          ({ invoice }) =>
            [
              invoice.number,
              `${formatPounds(invoice.outstandingPence)}, due ${formatDay(invoice.dueDate)}, ${daysLate(invoice.dueDate, today)}`,
            ] as const,
        ),
        ...(overdue.length > 1
          ? [['Together', formatPounds(sumPence(overdue.map(it => it.invoice.outstandingPence)))] as const]
          : []),
      ],
      button: { label: `Open invoice ${first.invoice.number}`, url: link.url },
      links: others.map((other, n) => ({
        label: `Open invoice ${overdue[n + 1]?.invoice.number ?? ''}`,
        url: other.url,
      })),
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. You need no account; the links work for 30 days. You can answer by replying to this mail.`,
    },
    attachments: overdue.map(({ invoice }) => ({ fileId: invoice.fileId, name: `${invoice.number}.pdf` })),
  });
}

/** The Act gives the right; whether it is used is the locum's choice for each organisation. */
const RIGHTS =
  'Under the Late Payment of Commercial Debts (Interest) Act 1998 I can claim interest for each day and a fixed sum in compensation. I have not added them here.';

function opening(count: number, before: number): string {
  const what = count === 1 ? 'my invoice below is' : 'my invoices below are';
  const attached = count === 1 ? 'It is attached again.' : 'They are attached again.';
  if (before === 0) return `This is a reminder that ${what} past the day on which payment was due. ${attached}`;
  return `I have written about this before: ${what} still not paid. Please let me know when I can expect payment. ${attached}`;
}

function daysLate(due: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const days = daysBetween(due, today);
  return days === 1 ? '1 day late' : `${days} days late`;
}
