import { readAccount } from '#features/accounts/index.ts';
import { createBookingIn, WORK_TYPES, withoutNames } from '#features/bookings/index.ts';
import {
  addOrganisationIn,
  listOrganisations,
  type Organisation,
  organisationInput,
  readOrganisation,
} from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { type Caller, type Entered, useLink } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { periodOf } from '#rules/booking-time.ts';
import { formatDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { AcceptInput, CounterAnswerInput, CounterInput } from './input.ts';
import { tellOfRequest, writeToAsker } from './letters.ts';
import { type BookingRequest, type RequestDay, timesOf } from './request.ts';
import { dayWords, rateWords } from './request-words.ts';
import { lockRequest, updateDay, updateRequest } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>;

/**
 * The locum takes all or some of the days at a rate: bookings stand, the other days are declined, the organisation is told and, where it is
 * new, is in the address book. All or nothing: a day that overlaps refuses the whole.
 */
export async function acceptRequest(ctx: Ctx, owner: Owner, id: Id<'request'>, input: AcceptInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const request = await openRequest(tx, id, ['waiting']);
    const chosen = request.days.filter(day => input.days.includes(day.id));
    if (chosen.length === 0) throw new InputRefusal({ days: 'Choose at least one day.' });
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
    const request = await openRequest(tx, id, ['waiting', 'countered']);
    const organisation = await organisationOf(ctx, tx, request, input.organisation);
    for (const day of request.days) {
      const times = input.times.find(it => it.id === day.id);
      const isOffered = input.days.includes(day.id);
      if (isOffered && times) {
        const period = periodOf({ date: day.date, start: times.start, end: times.end });
        if (!period.ok) throw new InputRefusal({ dayStart: `${formatDay(day.date)}: ${period.message}` });
      }
      const differs = times && (!times.start.equals(day.start) || !times.end.equals(day.end));
      await updateDay(tx, day.id, {
        answer: isOffered ? 'offered' : 'declined',
        counter_start_time: differs ? times.start : null,
        counter_end_time: differs ? times.end : null,
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
        ...(countered?.days ?? []).filter(day => day.answer === 'offered').map(dayWords),
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

/** Books days of a request and tells both sides. */
export async function bookDays(
  ctx: Ctx,
  tx: OwnedTransaction,
  request: BookingRequest,
  it: {
    readonly organisation: Organisation;
    readonly days: readonly RequestDay[];
    readonly rateKind: BookingRequest['rateKind'];
    readonly ratePence: Pence;
    readonly pensionable: boolean;
    readonly by: 'locum' | 'organisation';
  },
): Promise<void> {
  const { organisation, days } = it;
  for (const day of request.days) {
    if (!days.includes(day)) {
      await updateDay(tx, day.id, { answer: 'declined' });
      continue;
    }
    const bookingId = await createBookingIn(ctx, tx, {
      organisation: organisation.id,
      state: 'confirmed',
      workType: WORK_TYPES.find(type => type === request.workType) ?? 'other',
      date: day.date,
      ...timesOf(day),
      breakMinutes: organisation.breakMinutes,
      billingMode: organisation.kind === 'agency' ? 'agency' : 'self_invoiced',
      rateKind: it.rateKind,
      rate: it.ratePence,
      units: 100,
      miles: organisation.milesTenths,
      mileageRate: -1,
      pensionable: it.pensionable,
      paymentTermsDays: -1,
      siteNotes: request.notes,
    });
    await updateDay(tx, day.id, { answer: 'accepted', booking_id: bookingId });
  }
  await updateRequest(tx, request.id, {
    state: 'accepted',
    answered_at: ctx.clock.now(),
    answered_by: it.by,
    organisation_id: organisation.id,
  });
  await recordFact(ctx, tx, { kind: 'request.accepted', subjectId: request.id });
  const account = await readAccount(tx);
  const agreed = days.map(dayWords);
  const rate = rateWords(it);
  const left = request.days.length - days.length;
  await writeToAsker(ctx, tx, account, request, {
    subject: `Booked: ${account.name} at ${request.organisationName}`,
    paragraphs: [
      `This confirms my work at ${request.organisationName}:`,
      ...agreed,
      `Rate: ${rate}.${left > 0 ? ` I cannot take the other ${left === 1 ? 'day' : `${left} days`}.` : ''}`,
      'On the page behind the button you find the terms, a file for your calendar, and a place to write to me.',
    ],
    button: 'See the bookings',
  });
  await tellOfRequest(ctx, tx, request, {
    subject: `Booked: ${request.organisationName}`,
    paragraphs: [`In your calendar at ${request.organisationName}, ${rate}:`, ...agreed],
    button: 'Open the request',
  });
}

/** The entry of the address book that is meant, or a new one made of what was asked. The contact is added where the entry has none. */
export async function organisationOf(
  ctx: Ctx,
  tx: OwnedTransaction,
  request: BookingRequest,
  chosen: Id<'organisation'> | null,
): Promise<Organisation> {
  if (chosen !== null) {
    const organisation = await readOrganisation(tx, chosen);
    if (!organisation) throw notFound('organisation');
    return organisation;
  }
  const known = (await listOrganisations(tx)).find(
    it =>
      it.bookingContactEmail === request.contactEmail &&
      it.name.toLowerCase() === request.organisationName.toLowerCase(),
  );
  if (known) return known;
  const profile = await readProfile(ctx, tx);
  const id = await addOrganisationIn(
    ctx,
    tx,
    organisationInput.parse({
      name: request.organisationName,
      kind: request.organisationKind,
      nation: profile.nation,
      addressLines: request.organisationAddress,
      postcode: request.organisationPostcode ?? '',
      bookingContactName: request.contactName,
      bookingContactEmail: request.contactEmail,
      bookingContactPhone: request.contactPhone ?? '',
    }),
  );
  const added = await readOrganisation(tx, id);
  if (!added) throw new Error(`organisation ${showId('organisation', id)} was not added`);
  return added;
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
