import { readAccount } from '#features/accounts/index.ts';
import { type Booking, readBooking } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import type { Id } from '#rules/ids.ts';
import { agreedRows, whenWords } from './booking-words.ts';

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
export async function sendConfirmationIn(ctx: Ctx, tx: OwnedTransaction, booking: Booking): Promise<void> {
  const [account, organisation] = [await readAccount(tx), await readOrganisation(tx, booking.organisationId)];
  if (!organisation?.bookingContactEmail) {
    throw new Refusal({
      code: 'booking.no_contact',
      message: `${booking.organisationName} has no email address for bookings. Add one to it first.`,
      status: 422,
    });
  }
  const to = {
    name: organisation.bookingContactName ?? organisation.name,
    address: organisation.bookingContactEmail,
  };
  const link = await makeLink(ctx, tx, { scope: 'booking', subjectId: booking.id, recipient: to });
  await queueMail(ctx, tx, {
    kind: 'booking_confirmation',
    subjectId: booking.id,
    to,
    fromName: account.name,
    replyTo: {
      name: account.name,
      address: replyAddress(ctx, tx.accountId, link, account.email),
    },
    subject: `Booking on ${whenWords(booking)}: ${account.name}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        booking.state === 'offered'
          ? `I can work at ${organisation.name} as below. Nothing is agreed before we both say so.`
          : `This is to confirm my work at ${organisation.name}, as agreed:`,
        'On the page behind the button you can acknowledge it, tell me what is wrong, write to me, and take it into your calendar. You need no account.',
      ],
      facts: agreedRows(booking),
      button: { label: 'See the booking', url: link.url },
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days.`,
    },
  });
  await recordFact(ctx, tx, { kind: 'booking.confirmation_sent', subjectId: booking.id });
}
