import { type Booking, lockBooking } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { agreedHash } from './agreed-hash.ts';
import { type BookingLetter, mailBooking } from './booking-mail.ts';
import { whenWords } from './booking-words.ts';
import { tellMoved } from './tell-moved.ts';
import { forgetTold, readTold, type Told } from './told.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/**
 * Mails an organisation that was told of a booking that it has changed or is cancelled, with a fresh link. What is as it was told is not
 * mailed, so that hearing of one change twice, or of one that was taken back, mails nothing. One that was told nothing is told nothing.
 */
export async function tellOfChange(ctx: Ctx, owner: Owner, id: Id<'booking'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    const told = booking && (await readTold(tx, id));
    if (!booking || !told) return;
    if (told.organisationId !== booking.organisationId) {
      await tellMoved(ctx, tx, booking, told);
      await forgetTold(tx, id);
      return;
    }
    const isCancelled = booking.state === 'cancelled';
    if (told.isCancelled === isCancelled && told.agreedHash === agreedHash(booking)) return;
    const organisation = await readOrganisation(tx, booking.organisationId);
    const letter = isCancelled ? cancellation(booking) : change(booking, told);
    await mailBooking(ctx, tx, { booking, organisation, letter });
  });
}

function change(booking: Booking, told: Told): BookingLetter {
  const when = whenWords(booking);
  return {
    kind: 'booking_changed',
    subject: `Changed: booking on ${when}`,
    paragraphs: [
      `My work at ${booking.organisationName} has changed.${told.whenWords === when ? '' : ` It was on ${told.whenWords} before.`} It now stands as below.`,
      'On the page behind the button you can acknowledge it as it is now, tell me what is wrong, or write to me.',
    ],
  };
}

function cancellation(booking: Booking): BookingLetter {
  const when = whenWords(booking);
  const fee = booking.cancellationFeePence;
  return {
    kind: 'booking_cancelled',
    subject: `Cancelled: booking on ${when}`,
    paragraphs: [
      booking.cancelledBy === 'organisation'
        ? `My work at ${booking.organisationName} on ${when} is cancelled, as you asked.`
        : `I have to cancel my work at ${booking.organisationName} on ${when}. I am sorry.`,
      'If this is not right, please write to me on the page behind the button.',
    ],
    ...(fee !== null && fee > 0 ? { facts: [['Cancellation fee', formatPounds(fee)]] } : {}),
  };
}
