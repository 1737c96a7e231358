import { revokeLinksOf } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { canMove } from '#rules/booking-state.ts';
import type { Id } from '#rules/ids.ts';
import { deleteBookingRow, updateBooking } from './changes.ts';
import { agree, columnsOf } from './create-booking.ts';
import type { ChangeInput } from './input.ts';
import { lockBooking } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/**
 * Changes what is agreed. The frozen terms stay with the same organisation; another organisation brings its own.
 * Refuses cancelled and billed bookings. A delivered one keeps the times as worked: they are changed by delivering it again.
 */
export async function changeBooking(ctx: Ctx, owner: Owner, id: Id<'booking'>, input: ChangeInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    if (booking.state === 'cancelled')
      throw new Refusal({ code: 'booking.cancelled', message: 'A cancelled booking cannot be changed.' });
    if (booking.invoiceId !== null)
      throw new Refusal({
        code: 'booking.billed',
        message: 'This booking is on an invoice. Void the invoice or delete its draft first.',
      });
    const agreed = await agree(ctx, tx, input);
    const { cancellation_terms, ...columns } = columnsOf(input, agreed);
    const isElsewhere = booking.organisationId !== agreed.organisation.id;
    await updateBooking(
      tx,
      id,
      { ...columns, ...(isElsewhere ? { cancellation_terms } : {}), updated_at: ctx.clock.now() },
      { from: booking.actualStartsAt ?? agreed.period.startsAt, to: booking.actualEndsAt ?? agreed.period.endsAt },
    );
    // who it was with sees no more of it
    if (isElsewhere) await revokeLinksOf(ctx, tx, id);
    await recordFact(ctx, tx, { kind: 'booking.changed', subjectId: id });
  });
}

/** Confirms an offered booking. From here on nothing may overlap it. */
export async function confirmBooking(ctx: Ctx, owner: Owner, id: Id<'booking'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    if (booking.state === 'confirmed') return;
    if (booking.state !== 'offered')
      throw new Refusal({ code: 'booking.not_offered', message: 'Only an offered booking can be confirmed.' });
    const now = ctx.clock.now();
    await updateBooking(
      tx,
      id,
      { state: 'confirmed', confirmed_at: now, updated_at: now },
      { from: booking.startsAt, to: booking.endsAt },
    );
    await recordFact(ctx, tx, { kind: 'booking.confirmed', subjectId: id });
  });
}

/** Takes an offered booking away altogether: nothing was agreed. */
export async function deleteOffer(ctx: Ctx, owner: Owner, id: Id<'booking'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    if (booking.state !== 'offered')
      throw new Refusal({
        code: 'booking.not_offered',
        message: 'Only an offer can be deleted. Cancel an agreed booking instead.',
      });
    await deleteBookingRow(tx, id);
    await recordFact(ctx, tx, { kind: 'booking.deleted', subjectId: id });
  });
}

/** Takes "delivered" back while nothing is billed. */
export async function undoDelivery(ctx: Ctx, owner: Owner, id: Id<'booking'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    if (booking.invoiceId !== null || !canMove(booking.state, 'confirmed')) {
      throw new Refusal({
        code: 'booking.not_delivered',
        message: 'Only a delivered booking that is not billed can be taken back.',
      });
    }
    const change = {
      state: 'confirmed' as const,
      delivered_at: null,
      actual_starts_at: null,
      actual_ends_at: null,
      actual_break_minutes: null,
      updated_at: ctx.clock.now(),
    };
    await updateBooking(tx, id, change, { from: booking.startsAt, to: booking.endsAt });
    await recordFact(ctx, tx, { kind: 'booking.delivery_undone', subjectId: id });
  });
}
