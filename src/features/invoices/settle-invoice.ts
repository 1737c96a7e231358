import { markPaid, markUnpaid } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { findInvoice } from './read-invoices.ts';
import { markSettled } from './store.ts';

/** Lets the states of an invoice and its bookings follow what was paid, credited and written off. */
export async function settleInvoiceIn(ctx: Needs<'clock'>, tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  const invoice = await findInvoice(tx, id, ctx.clock.today());
  if (!invoice) throw notFound('invoice');
  const now = ctx.clock.now();
  const isSettled = invoice.outstandingPence <= 0;
  if (isSettled && invoice.state === 'issued') {
    await markSettled(tx, id, 'paid', now);
    // work that nobody paid for stays unpaid, also where the invoice is closed
    if (invoice.paidPence > 0 && invoice.writtenOffPence === 0) await markPaid(tx, id, now);
  } else if (!isSettled && invoice.state === 'paid') {
    await markSettled(tx, id, 'issued', now);
    await markUnpaid(tx, id, now);
  }
}
