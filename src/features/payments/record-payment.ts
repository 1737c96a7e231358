import { findInvoice, lockInvoice, settleInvoiceIn } from '#features/invoices/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { closeAnsweredIn } from './close-answered.ts';
import type { PaymentInput } from './input.ts';
import { insertPayment, withdrawRow } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Records money that arrived for an issued invoice, in full or in part. With the last penny invoice and bookings are paid.
 * Refuses drafts and void invoices, days to come, and more than is outstanding.
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

/** The same in the caller's transaction: a confirmed claim is a payment. */
export async function recordPaymentIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  input: PaymentInput,
): Promise<Id<'payment'>> {
  const id = input.id ?? newId('payment');
  const state = await lockInvoice(tx, invoiceId);
  const invoice = state && (await findInvoice(tx, invoiceId, ctx.clock.today()));
  if (!invoice) throw notFound('invoice');
  const payment = { id, invoiceId, receivedOn: input.receivedOn, amountPence: input.amount, note: input.note ?? '' };
  if (invoice.state === 'draft' || invoice.state === 'void') {
    throw new Refusal({ code: 'payment.not_issued', message: 'Only an issued invoice can be paid.' });
  }
  if (!(await insertPayment(tx, payment, ctx.clock.now()))) return id;
  if (Temporal.PlainDate.compare(input.receivedOn, ctx.clock.today()) > 0) {
    throw new InputRefusal({ receivedOn: 'This day is still to come. Enter the day on which the money arrived.' });
  }
  if (input.amount > invoice.outstandingPence) {
    throw new InputRefusal({
      amount: `Only ${formatPounds(invoice.outstandingPence)} is outstanding on this invoice.`,
    });
  }
  await settleInvoiceIn(ctx, tx, invoiceId);
  await recordFact(ctx, tx, {
    kind: 'payment.recorded',
    subjectId: invoiceId,
    details: { paymentId: id, amountPence: input.amount },
  });
  return id;
}

/** Takes back a payment that was recorded by mistake. It stays visible as withdrawn. */
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
  if (!(await lockInvoice(tx, invoiceId)) || !(await withdrawRow(tx, invoiceId, id, ctx.clock.now())))
    throw notFound('payment');
  await settleInvoiceIn(ctx, tx, invoiceId);
  await recordFact(ctx, tx, { kind: 'payment.withdrawn', subjectId: invoiceId, details: { paymentId: id } });
}
