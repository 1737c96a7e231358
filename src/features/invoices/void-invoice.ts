import { releaseFromInvoice } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { findInvoice } from './read-invoices.ts';
import { deleteDraftRow, lockInvoice, markVoid } from './store.ts';

type Ctx = Needs<'clock' | 'queue'>;

/**
 * Voids an issued invoice: its number stays used, its paper stays kept, its bookings can be billed again.
 * Refuses where money was recorded on it, which has to be withdrawn first, or where a credit note stands on it.
 */
export async function voidInvoiceIn(ctx: Ctx, tx: OwnedTransaction, id: Id<'invoice'>, reason: string): Promise<void> {
  const state = await lockInvoice(tx, id);
  const invoice = state && (await findInvoice(tx, id, ctx.clock.today()));
  if (!invoice) throw notFound('invoice');
  if (invoice.state === 'draft')
    throw new Refusal({ code: 'invoice.is_draft', message: 'A draft is deleted, not voided.' });
  if (invoice.state === 'void')
    throw new Refusal({ code: 'invoice.already_void', message: 'This invoice is void already.' });
  if (invoice.paidPence > 0) {
    throw new Refusal({
      code: 'invoice.has_payments',
      message: 'Payments are recorded on this invoice. Withdraw them first, then void it.',
    });
  }
  if (invoice.creditedPence > 0) {
    throw new Refusal({
      code: 'invoice.has_credit_notes',
      message: 'A credit note stands on this invoice, so it cannot be voided.',
    });
  }
  if (invoice.writtenOffPence > 0) {
    throw new Refusal({
      code: 'invoice.written_off',
      message: 'This invoice is written off. Undo that first, then void it.',
    });
  }
  const now = ctx.clock.now();
  await markVoid(tx, id, reason, now);
  await releaseFromInvoice(tx, id, now);
  await recordFact(ctx, tx, { kind: 'invoice.voided', subjectId: id });
}

/** Throws a draft away; its bookings can be billed again. */
export async function deleteDraftIn(ctx: Ctx, tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  const state = await lockInvoice(tx, id);
  if (!state) throw notFound('invoice');
  if (state !== 'draft')
    throw new Refusal({ code: 'invoice.not_a_draft', message: 'This invoice is issued: void it instead.' });
  await releaseFromInvoice(tx, id, ctx.clock.now());
  await deleteDraftRow(tx, id);
  await recordFact(ctx, tx, { kind: 'invoice.draft_deleted', subjectId: id });
}
