import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { divisionOf } from '#rules/bank-holidays.ts';
import { bookingFee } from '#rules/booking-fee.ts';
import { minutesBetween } from '#rules/booking-time.ts';
import { type CancellationAnswer, cancellationFee } from '#rules/cancellation-terms.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, ZERO } from '#rules/money.ts';
import type { Booking } from './booking.ts';
import { updateBooking } from './changes.ts';
import type { CancellationInput } from './input.ts';
import { lockBooking } from './store.ts';

/**
 * Cancels an agreed or offered booking. Where the organisation cancels, the fee that the frozen terms give at this moment is due, unless it is
 * waived; where the locum cancels there is none. Refuses what is delivered, and terms that need bank holidays not known yet.
 */
export async function cancelBooking(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'booking'>,
  input: CancellationInput,
): Promise<Pence> {
  return asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    if (booking.state !== 'confirmed' && booking.state !== 'offered') {
      throw new Refusal({
        code: 'booking.not_cancellable',
        message: 'Only a booking that is agreed and not yet worked can be cancelled.',
      });
    }
    const now = ctx.clock.now();
    const isDue =
      input.by === 'organisation' &&
      !input.waive &&
      booking.state === 'confirmed' &&
      booking.billingMode === 'self_invoiced';
    const answer = isDue ? feeFor(booking, now) : undefined;
    if (answer && !answer.ok) {
      throw new Refusal({
        code: 'booking.holidays_unknown',
        message:
          'The bank holidays of that year are not known here yet, so the fee cannot be reckoned. Waive it, or cancel later.',
      });
    }
    const fee = answer?.feePence ?? ZERO;
    await updateBooking(
      tx,
      id,
      {
        state: 'cancelled',
        cancelled_at: now,
        cancelled_by: input.by,
        cancellation_reason: input.reason,
        cancellation_fee_pence: fee,
        updated_at: now,
      },
      { from: booking.startsAt, to: booking.endsAt },
    );
    await recordFact(ctx, tx, { kind: 'booking.cancelled', subjectId: id, details: { by: input.by, feePence: fee } });
    return fee;
  });
}

/** What the frozen terms give at a moment, on the fee as agreed, mileage and extras left out. */
export function feeFor(booking: Booking, at: Temporal.Instant): CancellationAnswer {
  const agreedFeePence = bookingFee({
    kind: booking.rateKind,
    ratePence: booking.ratePence,
    minutes: minutesBetween(booking.startsAt, booking.endsAt) - booking.breakMinutes,
    unitsHundredths: booking.unitsHundredths,
  });
  return cancellationFee({
    terms: booking.cancellationTerms,
    agreedFeePence,
    cancelledAt: at,
    startsAt: booking.startsAt,
    division: divisionOf(booking.organisationNation),
  });
}
