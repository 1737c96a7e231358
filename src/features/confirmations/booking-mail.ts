import { readAccount } from '#features/accounts/index.ts';
import type { Booking } from '#features/bookings/index.ts';
import type { Organisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { agreedRows } from './booking-words.ts';
import { noteTold } from './told.ts';

type Ctx = Needs<'clock' | 'queue' | 'links' | 'site'>;

export interface BookingLetter {
  /** `booking_confirmation` */
  readonly kind: string;
  /** The locum's name follows. */
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Beneath what is agreed. */
  readonly facts?: readonly (readonly [string, string])[];
}

/** Mails a booking as it stands to its organisation with a fresh link, and notes that it was told so. Answers false where no address is known. */
export async function mailBooking(
  ctx: Ctx,
  tx: OwnedTransaction,
  it: { readonly booking: Booking; readonly organisation: Organisation | undefined; readonly letter: BookingLetter },
): Promise<boolean> {
  const { booking, organisation, letter } = it;
  if (!organisation?.bookingContactEmail) return false;
  const account = await readAccount(tx);
  const to = {
    name: organisation.bookingContactName ?? organisation.name,
    address: organisation.bookingContactEmail,
  };
  const link = await makeLink(ctx, tx, { scope: 'booking', subjectId: booking.id, recipient: to });
  await queueMail(ctx, tx, {
    kind: letter.kind,
    subjectId: booking.id,
    to,
    fromName: account.name,
    replyTo: { name: account.name, address: replyAddress(ctx, tx.accountId, link, account.email) },
    subject: `${letter.subject}: ${account.name}`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: letter.paragraphs,
      facts: [...agreedRows(booking), ...(letter.facts ?? [])],
      button: { label: 'See the booking', url: link.url },
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. The link works for 30 days.`,
    },
  });
  await noteTold(tx, booking, ctx.clock.now());
  return true;
}
