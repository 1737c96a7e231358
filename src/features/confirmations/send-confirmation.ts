import { type Booking, readBooking } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { mailBooking } from './booking-mail.ts';
import { whenWords } from './booking-words.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** Mails the organisation what is agreed, with a link on which it acknowledges it, says what is wrong, writes, and takes the day into its calendar. */
export async function sendConfirmation(ctx: Ctx, owner: Owner, id: Id<'booking'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await readBooking(tx, id);
    if (!booking) throw notFound('booking');
    if (booking.state !== 'offered' && booking.state !== 'confirmed') {
      throw new Refusal({
        code: 'booking.not_to_come',
        message: 'Only a booking that is still to be worked can be confirmed to its organisation.',
      });
    }
    await sendConfirmationIn(ctx, tx, booking);
  });
}

/** The same in the caller's transaction. Refuses where the organisation has no address. */
async function sendConfirmationIn(ctx: Ctx, tx: OwnedTransaction, booking: Booking): Promise<void> {
  const isSent = await mailBooking(ctx, tx, {
    booking,
    organisation: await readOrganisation(tx, booking.organisationId),
    letter: {
      kind: 'booking_confirmation',
      subject: `Booking on ${whenWords(booking)}`,
      paragraphs: [
        booking.state === 'offered'
          ? `I can work at ${booking.organisationName} as below. Nothing is agreed before we both say so.`
          : `This is to confirm my work at ${booking.organisationName}, as agreed:`,
        'On the page behind the button you can acknowledge it, tell me what is wrong, write to me, and take it into your calendar. You need no account.',
      ],
    },
  });
  if (!isSent) {
    throw new Refusal({
      code: 'booking.no_contact',
      message: `${booking.organisationName} has no email address for bookings. Add one to it first.`,
      status: 422,
    });
  }
  await recordFact(ctx, tx, { kind: 'booking.confirmation_sent', subjectId: booking.id });
}
