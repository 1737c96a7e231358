import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { updateBooking } from './changes.ts';
import { lockBooking } from './store.ts';

/**
 * Puts miles (in tenths) on a booking, so that its invoice recharges them at the booking's own rate. Refuses bookings that are cancelled,
 * billed already, not invoiced here, or that recharge miles already.
 */
export async function rechargeMiles(
  ctx: Needs<'clock' | 'queue'>,
  tx: OwnedTransaction,
  id: Id<'booking'>,
  milesTenths: number,
): Promise<void> {
  const booking = await lockBooking(tx, id);
  if (!booking) throw notFound('booking');
  const no = (code: string, message: string) => new Refusal({ code: `booking.${code}`, message });
  if (booking.state === 'cancelled') throw no('cancelled', 'That booking is cancelled: there is nothing to recharge.');
  if (booking.billingMode !== 'self_invoiced')
    throw no('not_invoiced_here', 'You do not invoice that booking yourself, so its miles cannot go on an invoice.');
  if (booking.invoiceId !== null)
    throw no('billed', 'That booking is on an invoice already. Void the invoice or delete its draft first.');
  if (booking.milesTenths > 0)
    throw no('miles_there', `That booking recharges ${booking.milesTenths / 10} miles already. Change them there.`);
  await updateBooking(
    tx,
    id,
    { miles_tenths: milesTenths, updated_at: ctx.clock.now() },
    { from: booking.actualStartsAt ?? booking.startsAt, to: booking.actualEndsAt ?? booking.endsAt },
  );
  await recordFact(ctx, tx, { kind: 'booking.changed', subjectId: id });
}
