import type { OwnedTransaction } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { BookingState } from '#rules/booking-state.ts';
import type { Id } from '#rules/ids.ts';

/** Puts bookings onto an invoice. Refuses where one of them is on another already. */
export async function takeForInvoice(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  ids: readonly Id<'booking'>[],
  now: Temporal.Instant,
): Promise<void> {
  const taken = await tx.db
    .updateTable('bookings')
    .set({ invoice_id: invoiceId, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .where('invoice_id', 'is', null)
    .executeTakeFirst();
  if (Number(taken.numUpdatedRows) !== new Set(ids).size) {
    throw new Refusal({
      code: 'booking.on_another_invoice',
      message: 'One of these bookings went onto another invoice a moment ago. Please choose again.',
      field: 'bookings',
    });
  }
}

/** The invoice is issued. */
export async function markInvoiced(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  now: Temporal.Instant,
): Promise<void> {
  await move(tx, invoiceId, ['delivered'], 'invoiced', now);
}

/** The invoice is paid. */
export async function markPaid(tx: OwnedTransaction, invoiceId: Id<'invoice'>, now: Temporal.Instant): Promise<void> {
  await move(tx, invoiceId, ['invoiced'], 'paid', now);
}

/** A payment was withdrawn. */
export async function markUnpaid(tx: OwnedTransaction, invoiceId: Id<'invoice'>, now: Temporal.Instant): Promise<void> {
  await move(tx, invoiceId, ['paid'], 'invoiced', now);
}

/** The draft is deleted or the invoice voided: its bookings can be billed again. Cancelled ones stay cancelled. */
export async function releaseFromInvoice(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  now: Temporal.Instant,
): Promise<void> {
  await move(tx, invoiceId, ['invoiced', 'paid'], 'delivered', now);
  await tx.db
    .updateTable('bookings')
    .set({ invoice_id: null, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .execute();
}

async function move(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  from: BookingState[],
  to: BookingState,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('bookings')
    .set({ state: to, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .where('state', 'in', from)
    .execute();
}
