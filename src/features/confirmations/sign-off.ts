import { type Booking, checkTimes, deliverBookingIn, lockBooking, withoutNames } from '#features/bookings/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import {
  type AccessLink,
  type Caller,
  type Entered,
  linkState,
  listLinks,
  makeLink,
  useLink,
} from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { formatTime } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { whenWords } from './booking-words.ts';
import type { SignOffInput } from './input.ts';
import { readSignOff, type SignOff, writeSignOff } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

const SIGN_OFF_DAYS = 1;

export type Worked = Pick<SignOffInput, 'start' | 'end' | 'breakMinutes' | 'extras'>;

/** The locum enters times and extras at the end of a session and gets the link for the QR code. Works for a day. Refuses what is signed or not agreed. */
export async function proposeSignOff(
  ctx: Ctx,
  owner: Owner,
  id: Id<'booking'>,
  worked: Worked,
): Promise<AccessLink & { readonly url: string }> {
  return asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    refuseUnlessOpen(booking, await readSignOff(tx, id));
    checkTimes({ date: booking.workDate, ...worked });
    await writeSignOff(tx, id, { ...worked, proposedAt: ctx.clock.now() });
    return makeLink(ctx, tx, { scope: 'sign_off', subjectId: id, days: SIGN_OFF_DAYS });
  });
}

/** The newest link of the QR code that still works. */
export async function newestSignOffLink(
  ctx: Needs<'db' | 'clock'>,
  owner: Owner,
  id: Id<'booking'>,
): Promise<AccessLink | undefined> {
  const links = await asOwner(ctx.db, owner, tx => listLinks(tx, id));
  return links.find(link => link.scope === 'sign_off' && linkState(link, ctx.clock.now()) === 'works');
}

/**
 * The organisation confirms times and extras: the booking is delivered with them, and they become the lines of its invoice. What was
 * confirmed is kept beside it. A second time changes nothing.
 */
export async function signOff(ctx: Ctx, { owner, link }: Entered, input: SignOffInput, caller: Caller): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const id = link.subjectId as Id<'booking'>;
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('page');
    const before = await readSignOff(tx, id);
    if (before?.signed) return;
    refuseUnlessOpen(booking, before);
    await useLink(ctx, tx, link, 'sign_off', caller);
    await withoutNames(() => deliverBookingIn(ctx, tx, id, { ...input, units: -1, miles: -1 }));
    const now = ctx.clock.now();
    await writeSignOff(tx, id, {
      start: input.start,
      end: input.end,
      breakMinutes: input.breakMinutes,
      extras: input.extras,
      proposedAt: now,
      signed: { name: input.name, role: input.role, at: now, ...caller },
    });
    await tellLocum(ctx, tx, {
      kind: 'signature',
      subjectId: id,
      subject: `Signed off: ${booking.organisationName}, ${whenWords(booking)}`,
      paragraphs: [
        `${input.name} (${input.role}) confirmed your session at ${booking.organisationName}: ${formatTime(input.start)} to ${formatTime(input.end)}${input.extras.length > 0 ? `, with ${input.extras.map(it => it.description).join(', ')}` : ''}.`,
        'It is marked as delivered and can be invoiced.',
      ],
      button: { label: 'Open the booking', path: `/bookings/${showId('booking', id)}` },
    });
    await recordFact(ctx, tx, { kind: 'booking.signed_off', subjectId: id });
  });
}

function refuseUnlessOpen(booking: Booking, before: SignOff | undefined): void {
  if (before?.signed) {
    throw new Refusal({ code: 'booking.signed_off', message: 'This session is signed off already.' });
  }
  if (booking.state !== 'confirmed' && !(booking.state === 'delivered' && booking.invoiceId === null)) {
    throw new Refusal({
      code: 'booking.not_deliverable',
      message: 'Only a confirmed booking that is not billed can be signed off.',
    });
  }
}
