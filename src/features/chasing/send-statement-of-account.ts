import { readAccount } from '#features/accounts/index.ts';
import { invoiceRecipient } from '#features/invoices/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { storeFile } from '#platform/stored-file.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, pence } from '#rules/money.ts';
import type { StatementInput } from './input.ts';
import { type AccountNow, readAccountNow } from './statement-of-account.ts';
import { renderStatement } from './statement-of-account-document.ts';
import { insertAccountStatement, listAccountStatements, readLatestPrinted } from './statement-of-account-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/** So many invoices get a link of their own in the mail; the paper lists all. */
const MOST_LINKS = 12;

/**
 * Makes a statement of account as of today, a paper that stands, and mails it with fresh links to the open invoices where an address is
 * known. Refuses an organisation that was never invoiced here, and days to come. The same id twice is one statement.
 */
export async function sendStatement(
  ctx: Ctx,
  owner: Owner,
  organisationId: Id<'organisation'>,
  input: StatementInput,
): Promise<Id<'accountStatement'>> {
  const id = input.id ?? newId('accountStatement');
  return asOwner(ctx.db, owner, async tx => {
    const organisation = await readOrganisation(tx, organisationId);
    if (!organisation) throw notFound('organisation');
    if ((await listAccountStatements(tx, organisationId)).some(it => it.id === id)) return id;
    if (Temporal.PlainDate.compare(input.from, ctx.clock.today()) > 0)
      throw new InputRefusal({ from: 'This day is still to come. Enter the first day to show.' });
    const printed = await readLatestPrinted(tx, organisationId);
    if (!printed)
      throw new Refusal({
        code: 'statement.nothing',
        message: `You have not invoiced ${organisation.name} from here yet, so there is nothing to state.`,
      });
    const account = await readAccountNow(ctx, tx, organisationId, input.from);
    const { from, asOf, keptPence, owedPence, period } = account;
    const open = account.open.map(({ number, issueDate, dueDate, totalPence, outstandingPence }) => ({
      number,
      issueDate,
      dueDate,
      totalPence,
      outstandingPence,
    }));
    const madeAt = ctx.clock.now();
    const content = { madeAt, from, asOf, ...printed, open, keptPence, owedPence, period };
    const bytes = await renderStatement(content);
    const name = `Statement-${asOf}.pdf`;
    const fileId = await storeFile(ctx, tx, { kind: 'account_statement', name, contentType: 'application/pdf', bytes });
    const sentTo = await mailStatement(ctx, tx, organisation, account, { id, fileId, name });
    await insertAccountStatement(tx, { id, organisationId, asOf, owedPence, fileId, madeAt, sentTo, content });
    await recordFact(ctx, tx, { kind: 'statement.made', subjectId: id, details: { organisationId, owedPence } });
    return id;
  });
}

/** As the locum's own letter; answers the address, or null where none is known and the locum hands the paper over. */
async function mailStatement(
  ctx: Ctx,
  tx: OwnedTransaction,
  organisation: Organisation,
  { open, owedPence, asOf }: AccountNow,
  paper: { readonly id: Id<'accountStatement'>; readonly fileId: Id<'file'>; readonly name: string },
): Promise<string | null> {
  const to = invoiceRecipient(organisation);
  if (!to) return null;
  const account = await readAccount(tx);
  const links = [];
  for (const { id, number, outstandingPence } of open.slice(0, MOST_LINKS)) {
    const link = await makeLink(ctx, tx, { scope: 'invoice', subjectId: id, recipient: to });
    links.push({ link, label: `Open ${number}, ${formatPounds(outstandingPence)}` });
  }
  const [first, ...others] = links;
  await queueMail(ctx, tx, {
    kind: 'account_statement',
    subjectId: paper.id,
    to,
    fromName: account.name,
    replyTo: {
      name: account.name,
      address: first ? replyAddress(ctx, tx.accountId, first.link, account.email) : account.email,
    },
    subject: `Statement of account from ${account.name}, ${formatDay(asOf)}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        `Please find attached how the account of ${organisation.name} stands with me on ${formatDay(asOf)}.`,
        owedPence > 0
          ? 'If something on it does not agree with your books, please tell me.'
          : 'There is nothing to pay. If something on it does not agree with your books, please tell me.',
      ],
      facts: [
        ['Open invoices', String(open.length)],
        [owedPence < 0 ? 'In your favour' : 'To pay', formatPounds(pence(Math.abs(owedPence)))],
      ],
      ...(first ? { button: { label: first.label, url: first.link.url } } : {}),
      ...(others.length > 0 ? { links: others.map(it => ({ label: it.label, url: it.link.url })) } : {}),
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. You need no account; the links work for 30 days. You can answer by replying to this mail.`,
    },
    attachments: [{ fileId: paper.fileId, name: paper.name }],
  });
  return to.address;
}
