import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import type { Booking } from './booking.ts';
import { replaceExtras, updateBooking } from './changes.ts';
import { checkTimes } from './create-booking.ts';
import type { DeliveryInput } from './input.ts';
import { lockBooking, pastConfirmed } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Marks a booking as delivered, with the times as worked and what came on top. Again while it is not billed: it is corrected. Refuses work still to come. */
export async function deliverBooking(ctx: Ctx, owner: Owner, id: Id<'booking'>, input: DeliveryInput): Promise<void> {
  await asOwner(ctx.db, owner, tx => deliverBookingIn(ctx, tx, id, input));
}

/** The same in the caller's transaction: an organisation's sign-off delivers too. */
export async function deliverBookingIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  id: Id<'booking'>,
  input: DeliveryInput,
): Promise<void> {
  const booking = await lockBooking(tx, id);
  if (!booking) throw notFound('booking');
  const period = checkTimes({
    date: booking.workDate,
    start: input.start,
    end: input.end,
    breakMinutes: input.breakMinutes,
  });
  await markDelivered(
    ctx,
    tx,
    booking,
    { from: period.startsAt, to: period.endsAt, breakMinutes: input.breakMinutes },
    input,
  );
  await replaceExtras(tx, id, input.extras);
}

/** Marks past confirmed bookings as delivered, worked as agreed: those given, or all. Answers how many. */
export async function deliverAllPast(ctx: Ctx, owner: Owner, ids?: readonly Id<'booking'>[]): Promise<number> {
  return asOwner(ctx.db, owner, async tx => {
    const past = (await pastConfirmed(tx, ctx.clock.now())).filter(
      booking => ids === undefined || ids.includes(booking.id),
    );
    for (const booking of past) {
      await markDelivered(ctx, tx, booking, {
        from: booking.startsAt,
        to: booking.endsAt,
        breakMinutes: booking.breakMinutes,
      });
    }
    return past.length;
  });
}

async function markDelivered(
  ctx: Ctx,
  tx: OwnedTransaction,
  booking: Booking,
  worked: { readonly from: Temporal.Instant; readonly to: Temporal.Instant; readonly breakMinutes: number },
  counts?: { readonly units: number; readonly miles: number },
): Promise<void> {
  if (booking.state !== 'confirmed' && !(booking.state === 'delivered' && booking.invoiceId === null)) {
    throw new Refusal({ code: 'booking.not_deliverable', message: 'Only a confirmed booking can be delivered.' });
  }
  const now = ctx.clock.now();
  if (Temporal.Instant.compare(worked.to, now) > 0)
    throw new InputRefusal({ end: 'This is still to come. Mark it as delivered once it is worked.' });
  await updateBooking(
    tx,
    booking.id,
    {
      state: 'delivered',
      delivered_at: booking.deliveredAt ?? now,
      actual_starts_at: worked.from,
      actual_ends_at: worked.to,
      actual_break_minutes: worked.breakMinutes,
      ...(counts && counts.units > 0 && (booking.rateKind === 'session' || booking.rateKind === 'day')
        ? { units_hundredths: counts.units }
        : {}),
      ...(counts && counts.miles >= 0 ? { miles_tenths: counts.miles } : {}),
      updated_at: now,
    },
    worked,
  );
  await recordFact(ctx, tx, { kind: 'booking.delivered', subjectId: booking.id });
}
