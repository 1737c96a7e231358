import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, ZERO } from '#rules/money.ts';
import type { WorkType } from './booking.ts';

/** A session that was worked and settled before it came here. */
export interface PastSession {
  readonly id: Id<'booking'>;
  readonly organisationId: Id<'organisation'>;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly workDate: Temporal.PlainDate;
  readonly breakMinutes: number;
  readonly feePence: Pence;
  readonly workType: WorkType;
  readonly notes: string;
  /** Its imported invoice, and whether that is paid. */
  readonly invoice: { readonly id: Id<'invoice'>; readonly isPaid: boolean } | undefined;
}

/**
 * Keeps a session of the past, in the caller's transaction: paid, or invoiced where its imported invoice is not paid yet. It is not
 * pensionable here and never asks for an invoice; no fact is recorded, so that nobody is told.
 */
export async function importBookingIn(tx: OwnedTransaction, it: PastSession, now: Temporal.Instant): Promise<void> {
  await tx.db
    .insertInto('bookings')
    .values({
      account_id: tx.accountId,
      id: it.id,
      organisation_id: it.organisationId,
      state: it.invoice && !it.invoice.isPaid ? 'invoiced' : 'paid',
      billing_mode: 'self_invoiced',
      work_type: it.workType,
      work_date: it.workDate,
      starts_at: it.startsAt,
      ends_at: it.endsAt,
      break_minutes: it.breakMinutes,
      rate_kind: 'fixed',
      rate_pence: it.feePence,
      miles_tenths: 0,
      mileage_rate_pence: ZERO,
      pensionable: false,
      payment_terms_days: 0,
      cancellation_terms: JSON.stringify({ bands: [] }),
      site_notes: it.notes,
      confirmed_at: it.startsAt,
      delivered_at: it.endsAt,
      invoice_id: it.invoice?.id ?? null,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

/** Takes imported sessions back, in the caller's transaction. What stands on one (an expense, a form) makes the database refuse. */
export async function removeImportedBookingsIn(tx: OwnedTransaction, ids: readonly Id<'booking'>[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .deleteFrom('bookings')
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...ids])
    .execute();
}
