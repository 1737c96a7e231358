import { findInvoice, type Invoice, listCreditNotes, lockInvoice, settleInvoiceIn } from '#features/invoices/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, type Pence, sumPence } from '#rules/money.ts';
import { closeAnsweredIn } from './close-answered.ts';
import type { PaymentInput } from './input.ts';
import { findRemittance, insertRemittance, lockRemittance, markRemittanceWithdrawn } from './remittance-store.ts';
import { insertPayment, listPayments, withdrawRow } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Records money that arrived for an issued invoice, in full or in part. With the last penny invoice and bookings are paid.
 * Refuses drafts and void invoices, what is written off, days to come, and more than is outstanding, unless what is above it is to be kept
 * as the organisation's credit.
 */
export async function recordPayment(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  input: PaymentInput,
): Promise<Id<'payment'>> {
  return asOwner(ctx.db, owner, async tx => {
    const id = await recordPaymentIn(ctx, tx, invoiceId, input);
    await closeAnsweredIn(ctx, tx, invoiceId);
    return id;
  });
}

/** The same in the caller's transaction: a confirmed claim is a payment, and so is each share of a remittance. */
export async function recordPaymentIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  input: PaymentInput,
  remittanceId?: Id<'remittance'>,
): Promise<Id<'payment'>> {
  const id = input.id ?? newId('payment');
  const state = await lockInvoice(tx, invoiceId);
  const invoice = state && (await findInvoice(tx, invoiceId, ctx.clock.today()));
  if (!invoice) throw notFound('invoice');
  if ((await listPayments(tx, invoiceId)).some(it => it.id === id)) return id;
  refuseUnpayable(invoice);
  if (Temporal.PlainDate.compare(input.receivedOn, ctx.clock.today()) > 0) {
    throw new InputRefusal({ receivedOn: 'This day is still to come. Enter the day on which the money arrived.' });
  }
  const part = await partFor(ctx, tx, invoice, input);
  const payment = {
    id,
    invoiceId,
    receivedOn: input.receivedOn,
    amountPence: part.amountPence,
    note: input.note ?? '',
    remittanceId: remittanceId ?? part.remittanceId,
  };
  if (!(await insertPayment(tx, payment, ctx.clock.now()))) return id;
  await settleInvoiceIn(ctx, tx, invoiceId);
  await recordFact(ctx, tx, {
    kind: 'payment.recorded',
    subjectId: invoiceId,
    details: { paymentId: id, amountPence: part.amountPence },
  });
  return id;
}

/**
 * Takes back a payment that was recorded by mistake. It stays visible as withdrawn; a second time changes nothing. Refuses where the invoice
 * is written off, and where some of the money went back or was kept as credit, since it arrived then.
 */
export async function withdrawPayment(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'payment'>,
): Promise<void> {
  await asOwner(ctx.db, owner, tx => withdrawPaymentIn(ctx, tx, invoiceId, id));
}

/** The same in the caller's transaction: a bank line's match is undone. */
export async function withdrawPaymentIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  id: Id<'payment'>,
): Promise<void> {
  const state = await lockInvoice(tx, invoiceId);
  const invoice = state && (await findInvoice(tx, invoiceId, ctx.clock.today()));
  const payment = (await listPayments(tx, invoiceId)).find(it => it.id === id);
  if (!invoice || !payment) throw notFound('payment');
  if (payment.withdrawnAt) return;
  if (invoice.writtenOffPence > 0) throw writtenOff(invoice);
  await refuseGoneBack(tx, invoice, payment.amountPence);
  if (!(await withdrawRow(tx, invoiceId, id, ctx.clock.now()))) throw notFound('payment');
  await withdrawEmpty(ctx, tx, invoiceId, id);
  await settleInvoiceIn(ctx, tx, invoiceId);
  await recordFact(ctx, tx, { kind: 'payment.withdrawn', subjectId: invoiceId, details: { paymentId: id } });
}

function refuseUnpayable(invoice: Invoice): void {
  if (invoice.state === 'draft' || invoice.state === 'void')
    throw new Refusal({ code: 'payment.not_issued', message: 'Only an issued invoice can be paid.' });
  if (invoice.writtenOffPence > 0) throw writtenOff(invoice);
}

function writtenOff({ number }: Invoice): Refusal {
  return new Refusal({
    code: 'payment.written_off',
    message: `The rest of ${number} is written off. Undo that first; then its payments can change.`,
  });
}

/** Money that went back, or was kept as credit, cannot be taken back as never received. */
async function refuseGoneBack(tx: OwnedTransaction, { id, paidPence }: Invoice, amountPence: Pence): Promise<void> {
  const gone = (await listCreditNotes(tx, id)).filter(it => it.refundedOn !== null).map(it => it.refundPence);
  if (sumPence(gone) > paidPence - amountPence)
    throw new Refusal({
      code: 'payment.gone_back',
      message: 'Some of this money went back or was kept as credit already, so it arrived.',
    });
}

/** What of the money pays the invoice; the rest is kept in a remittance where that is wanted, and refused otherwise. */
async function partFor(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  { outstandingPence, organisationId, organisationName, number }: Invoice,
  { amount, receivedOn, note, keepRest }: PaymentInput,
): Promise<{ readonly amountPence: Pence; readonly remittanceId: Id<'remittance'> | null }> {
  if (amount <= outstandingPence) return { amountPence: amount, remittanceId: null };
  if (outstandingPence <= 0)
    throw new InputRefusal({
      amount: `Nothing is outstanding on ${number}. Money beyond it is recorded as a remittance of ${organisationName}.`,
    });
  if (!keepRest)
    throw new InputRefusal({
      amount: `Only ${formatPounds(outstandingPence)} is outstanding on this invoice. Check the amount, or keep what is above it as credit of ${organisationName}.`,
    });
  const id = newId('remittance');
  await insertRemittance(
    tx,
    { id, organisationId, receivedOn, amountPence: amount, reference: note ?? '', source: 'overpayment' },
    ctx.clock.now(),
  );
  return { amountPence: outstandingPence, remittanceId: id };
}

/** A sum that came by the bank or with one payment goes with the last payment that counted of it; one of an advice stands by itself. */
async function withdrawEmpty(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  id: Id<'payment'>,
): Promise<void> {
  const remittanceId = (await listPayments(tx, invoiceId)).find(it => it.id === id)?.remittanceId;
  if (!remittanceId) return;
  await lockRemittance(tx, remittanceId);
  const found = await findRemittance(tx, remittanceId);
  const isBare = found?.allocatedPence === 0 && found.refundedPence === 0;
  if (isBare && (found.source === 'bank' || found.source === 'overpayment'))
    await markRemittanceWithdrawn(tx, remittanceId, ctx.clock.now());
}
