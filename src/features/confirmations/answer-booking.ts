import { type Booking, readBooking } from '#features/bookings/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type Caller, type Entered, useLink } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { type Id, showId } from '#rules/ids.ts';
import { agreedHash } from './agreed-hash.ts';
import { whenWords } from './booking-words.ts';
import type { AcknowledgementInput, ProblemInput } from './input.ts';
import { type BookingAnswer, insertAnswer, listAnswers, settleProblems } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/**
 * The organisation has seen the booking and agrees to it as it stands: after a change it is asked again. Once is enough: again by the same
 * name changes nothing. Refuses what has changed since the page was opened.
 */
export async function acknowledgeBooking(
  ctx: Ctx,
  { owner, link }: Entered,
  input: AcknowledgementInput,
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await linkedBooking(tx, link.subjectId);
    await useLink(ctx, tx, link, 'acknowledge', caller);
    const agreed = agreedHash(booking);
    if (input.agreed !== undefined && input.agreed !== agreed) {
      throw new Refusal({
        code: 'booking.changed_meanwhile',
        message: 'The booking has changed since you opened this page. Please look at it again, then acknowledge it.',
      });
    }
    const before = await listAnswers(tx, booking.id);
    if (before.some(it => isAcknowledgement(it, booking) && it.name === input.name)) return;
    await insertAnswer(tx, booking.id, {
      kind: 'acknowledged',
      name: input.name,
      note: input.note ?? '',
      answeredAt: ctx.clock.now(),
      agreedHash: agreed,
    });
    await tell(ctx, tx, booking, `${input.name} acknowledged your booking`, input.note ?? '');
    await recordFact(ctx, tx, { kind: 'booking.acknowledged', subjectId: booking.id });
  });
}

/** The organisation says that something is wrong. The booking stays as it is until the locum changes it. */
export async function raiseProblem(
  ctx: Ctx,
  { owner, link }: Entered,
  input: ProblemInput,
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await linkedBooking(tx, link.subjectId);
    await useLink(ctx, tx, link, 'problem', caller);
    await insertAnswer(tx, booking.id, {
      kind: 'problem',
      ...input,
      answeredAt: ctx.clock.now(),
      agreedHash: agreedHash(booking),
    });
    await tell(ctx, tx, booking, `${input.name} says that something is wrong with your booking`, input.note);
    await recordFact(ctx, tx, { kind: 'booking.problem_raised', subjectId: booking.id });
  });
}

/** Whether an answer agrees to the booking as it stands now. */
export function isAcknowledgement(answer: BookingAnswer, booking: Booking): boolean {
  return answer.kind === 'acknowledged' && (answer.agreedHash === null || answer.agreedHash === agreedHash(booking));
}

/** The locum has settled what was wrong. */
export async function settleProblem(ctx: Needs<'db' | 'clock'>, owner: Owner, id: Id<'booking'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await readBooking(tx, id))) throw notFound('booking');
    await settleProblems(tx, id, ctx.clock.now());
  });
}

/** The booking behind a link. It may have been deleted since: then there is no such page. */
export async function linkedBooking(tx: OwnedTransaction, subjectId: string): Promise<Booking> {
  const booking = await readBooking(tx, subjectId as Id<'booking'>);
  if (!booking) throw notFound('page');
  return booking;
}

async function tell(ctx: Ctx, tx: OwnedTransaction, booking: Booking, what: string, note: string): Promise<void> {
  await tellLocum(ctx, tx, {
    kind: 'answer',
    subjectId: booking.id,
    subject: `${what} on ${whenWords(booking)}`,
    paragraphs: [`${what} at ${booking.organisationName} on ${whenWords(booking)}.`, ...(note ? [note] : [])],
    button: { label: 'Open the booking', path: `/bookings/${showId('booking', booking.id)}/shared` },
  });
}
