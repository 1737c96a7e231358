import { readAccount } from '#features/accounts/index.ts';
import { withoutNames } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { type Caller, type Entered, useLink } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { periodOf } from '#rules/booking-time.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { bookDays, organisationOf } from './book-days.ts';
import type { AcceptInput, CounterAnswerInput, CounterInput } from './input.ts';
import { tellOfRequest, writeToAsker } from './letters.ts';
import { type BookingRequest, firstOverlap, type RequestDay } from './request.ts';
import { countedWords, rateWords } from './request-words.ts';
import { lockRequest, updateDay, updateRequest } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>;

/**
 * The locum takes all or some of the days at a rate: bookings stand, the other days are declined, the organisation is told and, where it is
 * new, is in the address book. All or nothing: a day that overlaps refuses the whole.
 */
export async function acceptRequest(ctx: Ctx, owner: Owner, id: Id<'request'>, input: AcceptInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const request = withUnits(await openRequest(tx, id, ['waiting']), input.units);
    refuseStrangeDays(request, input.days);
    const chosen = request.days.filter(day => input.days.includes(day.id));
    const organisation = await organisationOf(ctx, tx, request, input.organisation);
    await bookDays(ctx, tx, request, {
      organisation,
      days: chosen,
      rateKind: input.rateKind,
      ratePence: input.rate,
      pensionable: input.pensionable,
      by: 'locum',
    });
  });
}

/** The locum says no, with a reason that the organisation reads. */
export async function declineRequest(ctx: Ctx, owner: Owner, id: Id<'request'>, reason: string): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const request = await openRequest(tx, id, ['waiting', 'countered']);
    const account = await readAccount(tx);
    await closeAs(ctx, tx, request, 'declined', 'locum', reason);
    await writeToAsker(ctx, tx, account, request, {
      subject: `${account.name} cannot take your booking request`,
      paragraphs: [`Thank you for asking me to work at ${request.organisationName}. I cannot take it:`, reason],
      button: 'See the request',
    });
  });
}

/** The locum proposes another rate, other times or fewer days. Nothing is booked before the organisation agrees on its link. */
export async function counterRequest(ctx: Ctx, owner: Owner, id: Id<'request'>, input: CounterInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const request = withUnits(await openRequest(tx, id, ['waiting', 'countered']), input.units);
    refuseStrangeDays(request, [...input.days, ...input.times.map(it => it.id)]);
    const organisation = await organisationOf(ctx, tx, request, input.organisation);
    const offered = request.days.filter(day => input.days.includes(day.id)).map(day => counteredTimes(day, input));
    refuseTimes(offered);
    for (const day of request.days) {
      const times = offered.find(it => it.id === day.id);
      const differs = times && (!times.start.equals(day.start) || !times.end.equals(day.end));
      await updateDay(tx, day.id, {
        answer: times ? 'offered' : 'declined',
        counter_start_time: differs ? times.start : null,
        counter_end_time: differs ? times.end : null,
        units_hundredths: day.unitsHundredths,
      });
    }
    await updateRequest(tx, id, {
      state: 'countered',
      countered_at: ctx.clock.now(),
      organisation_id: organisation.id,
      counter_rate_kind: input.rateKind,
      counter_rate_pence: input.rate,
      counter_note: input.note ?? '',
      counter_pensionable: input.pensionable,
    });
    await recordFact(ctx, tx, { kind: 'request.countered', subjectId: id });
    const [account, countered] = [await readAccount(tx), await lockRequest(tx, id)];
    await writeToAsker(ctx, tx, account, request, {
      subject: `A proposal from ${account.name} for ${request.organisationName}`,
      paragraphs: [
        `Thank you for asking me to work at ${request.organisationName}. I can do it like this:`,
        ...(countered?.days ?? [])
          .filter(day => day.answer === 'offered')
          .map(day => countedWords(day, input.rateKind)),
        `Rate: ${rateWords({ rateKind: input.rateKind, ratePence: input.rate })}`,
        ...(input.note ? [input.note] : []),
        'On the page behind the button you can agree or decline. You need no account.',
      ],
      button: 'Look at the proposal',
    });
  });
}

/** The organisation says yes or no to the proposal. Yes books; should one of the days be taken by now, it is refused and the locum's to solve. */
export async function answerCounter(
  ctx: Ctx,
  { owner, link }: Entered,
  input: CounterAnswerInput,
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const request = await openRequest(tx, link.subjectId as Id<'request'>, ['countered']);
    await useLink(ctx, tx, link, 'answer', caller);
    if (input.answer === 'decline') {
      await closeAs(ctx, tx, request, 'declined', 'organisation', input.reason ?? '');
      await tellOfRequest(ctx, tx, request, {
        subject: `${request.organisationName} declined your proposal`,
        paragraphs: [
          `${request.contactName} at ${request.organisationName} declined your proposal.`,
          ...(input.reason ? [input.reason] : []),
        ],
        button: 'Open the request',
      });
      return;
    }
    const organisation =
      request.organisationId === null ? undefined : await readOrganisation(tx, request.organisationId);
    if (!organisation || !request.counter) throw new Error('a countered request has an organisation and terms');
    const { counter } = request;
    await withoutNames(() =>
      bookDays(ctx, tx, request, {
        organisation,
        days: request.days.filter(day => day.answer === 'offered'),
        ...counter,
        by: 'organisation',
      }),
    );
  });
}

/** What the locum says that each day counts as. */
function withUnits(request: BookingRequest, units: AcceptInput['units']): BookingRequest {
  return {
    ...request,
    days: request.days.map(day => ({
      ...day,
      unitsHundredths: units.find(it => it.id === day.id)?.hundredths ?? day.unitsHundredths,
    })),
  };
}

function refuseStrangeDays(request: BookingRequest, ids: readonly string[]): void {
  const known = request.days.map(day => day.id);
  if (ids.length === 0 || ids.some(id => !known.includes(id)))
    throw new InputRefusal({ days: 'Choose at least one day, of those that are asked for.' });
}

function counteredTimes(day: RequestDay, input: CounterInput) {
  const times = input.times.find(it => it.id === day.id) ?? { start: day.start, end: day.end };
  return { id: day.id, date: day.date, start: times.start, end: times.end };
}

function refuseTimes(days: readonly ReturnType<typeof counteredTimes>[]): void {
  for (const day of days) {
    const period = periodOf(day);
    if (!period.ok) throw new InputRefusal({ dayStart: `${formatDay(day.date)}: ${period.message}` });
  }
  const overlap = firstOverlap(days);
  if (overlap) throw new InputRefusal({ dayStart: `${formatDay(overlap.date)}: these times overlap another day’s.` });
}

async function openRequest(
  tx: OwnedTransaction,
  id: Id<'request'>,
  states: readonly BookingRequest['state'][],
): Promise<BookingRequest> {
  const request = await lockRequest(tx, id);
  if (!request || request.state === 'unconfirmed') throw notFound('request');
  if (!states.includes(request.state)) {
    throw new Refusal({ code: 'request.answered', message: 'This request is answered already.' });
  }
  return request;
}

async function closeAs(
  ctx: Ctx,
  tx: OwnedTransaction,
  request: BookingRequest,
  state: 'declined',
  by: 'locum' | 'organisation',
  reason: string,
): Promise<void> {
  for (const day of request.days) await updateDay(tx, day.id, { answer: 'declined' });
  await updateRequest(tx, request.id, { state, answered_at: ctx.clock.now(), answered_by: by, reason });
  await recordFact(ctx, tx, { kind: `request.${state}`, subjectId: request.id });
}
