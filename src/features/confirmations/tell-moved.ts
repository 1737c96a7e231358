import { readAccount } from '#features/accounts/index.ts';
import type { Booking } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import type { Told } from './told.ts';

/** Tells an organisation that a booking is no longer with it. It gets no link: what the booking is now is another's matter. */
export async function tellMoved(
  ctx: Needs<'clock' | 'queue' | 'site'>,
  tx: OwnedTransaction,
  booking: Booking,
  told: Told,
): Promise<void> {
  if (told.isCancelled) return;
  const [account, organisation] = [await readAccount(tx), await readOrganisation(tx, told.organisationId)];
  if (!organisation?.bookingContactEmail) return;
  const name = organisation.bookingContactName ?? organisation.name;
  await queueMail(ctx, tx, {
    kind: 'booking_cancelled',
    subjectId: booking.id,
    to: { name, address: organisation.bookingContactEmail },
    fromName: account.name,
    replyTo: { name: account.name, address: account.email },
    subject: `Cancelled: booking on ${told.whenWords}: ${account.name}`,
    letter: {
      greeting: `Dear ${name},`,
      paragraphs: [
        `The booking at ${organisation.name} on ${told.whenWords} of which I wrote to you no longer stands. If this surprises you, please answer this mail.`,
      ],
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}.`,
    },
  });
}
