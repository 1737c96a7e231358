import { readAccount } from '#features/accounts/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import type { PayQueryInput } from './input.ts';
import type { Work } from './payslip.ts';
import { gapsOf, type PayGap, readWork } from './read-work.ts';
import { insertQuery } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/** Who at a payer reads about pay, if an address is known. */
export function payrollContact(payer: Organisation): { readonly name: string; readonly address: string } | undefined {
  const address = payer.financeContactEmail ?? payer.bookingContactEmail;
  const name = payer.financeContactEmail ? payer.financeContactName : payer.bookingContactName;
  return address ? { name: name ?? payer.name, address } : undefined;
}

/** A letter to begin with: what is missing or short, booking by booking, for the locum to change. */
export function draftQuery(gap: PayGap): string {
  return [
    'I have checked my payslips against the work that I did for you and found these differences:',
    ...gap.works.map(it => `- ${lineOf(it)}`),
    `Together that is ${formatPounds(gap.gapPence)} before deductions. Please tell me when I can expect it, or what I have overlooked.`,
  ].join('\n\n');
}

/**
 * Mails a payer what the locum wrote about work that was paid short or not at all, and keeps it word for word. Refuses bookings that are
 * not in question, and a payer without an address. Sent twice with one id it goes once.
 */
export async function askPayer(
  ctx: Ctx,
  owner: Owner,
  payerId: Id<'organisation'>,
  input: PayQueryInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const payer = await readOrganisation(tx, payerId);
    if (!payer) throw notFound('organisation');
    const to = payrollContact(payer);
    if (!to)
      throw new Refusal({
        code: 'payslip.no_recipient',
        message: `${payer.name} has no email address. Add one in your address book, or copy the text.`,
        status: 422,
      });
    const due = gapsOf(await readWork(tx, ctx.clock.today())).find(it => it.payerId === payerId)?.works ?? [];
    const asked = due.filter(it => input.booking.includes(it.booking.id));
    if (asked.length < new Set(input.booking).size)
      throw new InputRefusal({ booking: 'Something was paid meanwhile. Open the page again.' });
    const id = input.id ?? newId('payQuery');
    const query = { id, payerId, toAddress: to.address, body: input.body, sentAt: ctx.clock.now() };
    const gaps = asked.map(it => ({ bookingId: it.booking.id, gapPence: it.gapPence }));
    if (!(await insertQuery(tx, query, gaps))) return;
    const account = await readAccount(tx);
    await queueMail(ctx, tx, {
      kind: 'pay_query',
      subjectId: payerId,
      to,
      fromName: account.name,
      replyTo: { name: account.name, address: account.email },
      subject: asked.length === 1 ? `My pay for ${dayOf(asked[0])}` : `My pay for ${asked.length} bookings`,
      letter: {
        greeting: `Dear ${to.name},`,
        paragraphs: input.body.split(/\n\s*\n/).map(it => it.trim()),
        closing: ['With kind regards,', account.name],
        footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. You can answer by replying to this mail.`,
      },
    });
    await recordFact(ctx, tx, {
      kind: 'payslip.queried',
      subjectId: payerId,
      details: { bookings: asked.length, gapPence: sumPence(asked.map(it => it.gapPence)) },
    });
  });
}

function lineOf(it: Work): string {
  const what = `${dayOf(it)}, ${it.booking.organisationName}: ${formatPounds(it.expected.totalPence)} expected`;
  if (it.standing === 'missing') return `${what}, nothing paid`;
  return `${what}, ${formatPounds(it.paidPence)} paid, ${formatPounds(it.gapPence)} short`;
}

function dayOf(it: Work | undefined): string {
  return it ? formatDay(it.booking.workDate) : '';
}
