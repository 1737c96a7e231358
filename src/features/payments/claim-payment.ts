import { findInvoice, lockInvoice, tellFinanceContact } from '#features/invoices/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type Caller, type Entered, useLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { formatDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { answerClaim, insertClaim, listClaims, lockClaim } from './claims.ts';
import { closeAnsweredIn } from './close-answered.ts';
import type { ClaimInput, PaymentInput } from './input.ts';
import { recordPaymentIn } from './record-payment.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The organisation says that it has paid. Nothing counts as paid before the locum has seen the money; one open claim an invoice. */
export async function claimPaid(ctx: Ctx, { owner, link }: Entered, input: ClaimInput, caller: Caller): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const invoiceId = link.subjectId as Id<'invoice'>;
    const state = await lockInvoice(tx, invoiceId);
    const invoice = state && (await findInvoice(tx, invoiceId, ctx.clock.today()));
    if (!invoice) throw notFound('page');
    if (invoice.state !== 'issued') {
      throw new Refusal({ code: 'invoice.not_open', message: 'This invoice is paid or no longer in force.' });
    }
    if (Temporal.PlainDate.compare(input.paidOn, ctx.clock.today()) > 0)
      throw new InputRefusal({ paidOn: 'This day is still to come. Enter the day of the payment.' });
    if (input.amount > invoice.outstandingPence)
      throw new InputRefusal({ amount: `Only ${formatPounds(invoice.outstandingPence)} is outstanding.` });
    if ((await listClaims(tx, { invoiceId, openOnly: true })).length > 0) {
      throw new Refusal({
        code: 'claim.open',
        message: 'You have told us already. The locum has yet to confirm it.',
      });
    }
    await useLink(ctx, tx, link, 'claim_paid', caller);
    const id = newId('claim');
    await insertClaim(tx, {
      id,
      invoiceId,
      name: input.name,
      paidOn: input.paidOn,
      amountPence: input.amount,
      reference: input.reference ?? '',
      claimedAt: ctx.clock.now(),
    });
    await tellLocum(ctx, tx, {
      kind: 'claim',
      subjectId: invoiceId,
      subject: `${invoice.organisationName} says that ${invoice.number} is paid`,
      paragraphs: [
        `${input.name} at ${invoice.organisationName} says that ${formatPounds(input.amount)} for ${invoice.number} was paid on ${formatDay(input.paidOn)}.`,
        'Please look at your account, then confirm or reject it.',
      ],
      button: { label: 'Confirm or reject', path: `/invoices/${showId('invoice', invoiceId)}` },
    });
    await recordFact(ctx, tx, { kind: 'claim.made', subjectId: invoiceId, details: { claimId: id } });
  });
}

/** The locum has seen the money: the claim becomes a payment, of the day and amount that really arrived. A second time changes nothing. */
export async function confirmClaim(ctx: Ctx, owner: Owner, id: Id<'claim'>, input: PaymentInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const claim = await lockClaim(tx, id);
    if (!claim) throw notFound('claim');
    if (claim.state === 'confirmed') return;
    if (claim.state === 'rejected')
      throw new Refusal({
        code: 'claim.answered',
        message: 'This claim is rejected already. Record the payment itself.',
      });
    if (claim.state === 'closed') throw closed();
    const paymentId = await recordPaymentIn(ctx, tx, claim.invoiceId, input);
    await answerClaim(tx, id, { state: 'confirmed', answered_at: ctx.clock.now(), payment_id: paymentId });
    await closeAnsweredIn(ctx, tx, claim.invoiceId);
    await recordFact(ctx, tx, { kind: 'claim.confirmed', subjectId: claim.invoiceId, details: { claimId: id } });
  });
}

/** The money is not there. The organisation is told why. */
export async function rejectClaim(ctx: Ctx, owner: Owner, id: Id<'claim'>, reason: string): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const claim = await lockClaim(tx, id);
    if (!claim) throw notFound('claim');
    if (claim.state === 'rejected') return;
    if (claim.state === 'confirmed')
      throw new Refusal({
        code: 'claim.answered',
        message: 'This claim is confirmed already. Withdraw the payment instead.',
      });
    if (claim.state === 'closed') throw closed();
    await answerClaim(tx, id, { state: 'rejected', answered_at: ctx.clock.now(), reason });
    await tellFinanceContact(ctx, tx, claim.invoiceId, {
      subject: `Payment of ${claim.invoiceNumber} not found`,
      paragraphs: [
        `${claim.name} told me that ${formatPounds(claim.amountPence)} for ${claim.invoiceNumber} was paid on ${formatDay(claim.paidOn)}. I cannot find it:`,
        reason,
      ],
    });
    await recordFact(ctx, tx, { kind: 'claim.rejected', subjectId: claim.invoiceId, details: { claimId: id } });
  });
}

function closed(): Refusal {
  return new Refusal({
    code: 'claim.closed',
    message: 'Nothing is owed on this invoice any more, so there is nothing to answer.',
  });
}
