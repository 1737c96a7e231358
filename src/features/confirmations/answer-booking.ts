import { type Booking, readBooking } from '#features/bookings/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type Caller, type Entered, useLink } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { type Id, showId } from '#rules/ids.ts';
import { whenWords } from './booking-words.ts';
import type { AcknowledgementInput, ProblemInput } from './input.ts';
import { insertAnswer, listAnswers, settleProblems } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/** The organisation has seen the booking and agrees. Once is enough: again by the same name changes nothing. */
export async function acknowledgeBooking(
  ctx: Ctx,
  { owner, link }: Entered,
  input: AcknowledgementInput,
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await linkedBooking(tx, link.subjectId);
    await useLink(ctx, tx, link, 'acknowledge', caller);
    const before = await listAnswers(tx, booking.id);
    if (before.some(it => it.kind === 'acknowledged' && it.name === input.name)) return;
    await insertAnswer(tx, booking.id, {
      kind: 'acknowledged',
      name: input.name,
      note: input.note ?? '',
      answeredAt: ctx.clock.now(),
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
    await insertAnswer(tx, booking.id, { kind: 'problem', ...input, answeredAt: ctx.clock.now() });
    await tell(ctx, tx, booking, `${input.name} says that something is wrong with your booking`, input.note);
    await recordFact(ctx, tx, { kind: 'booking.problem_raised', subjectId: booking.id });
  });
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
