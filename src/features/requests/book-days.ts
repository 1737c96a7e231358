import { readAccount } from '#features/accounts/index.ts';
import { createBookingIn, readBooking, WORK_TYPES } from '#features/bookings/index.ts';
import { noteTold } from '#features/confirmations/index.ts';
import {
  addOrganisationIn,
  listOrganisations,
  type Organisation,
  organisationInput,
  readOrganisation,
} from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import { tellOfRequest, writeToAsker } from './letters.ts';
import { type BookingRequest, type RequestDay, timesOf } from './request.ts';
import { countedWords, rateWords } from './request-words.ts';
import { updateDay, updateRequest } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>;

/** Books days of a request and tells both sides. Answers the address of the organisation's page. */
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
): Promise<string> {
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
      units: day.unitsHundredths,
      miles: organisation.milesTenths,
      mileageRate: -1,
      pensionable: it.pensionable,
      paymentTermsDays: -1,
      siteNotes: request.notes,
    });
    await updateDay(tx, day.id, {
      answer: 'accepted',
      booking_id: bookingId,
      units_hundredths: day.unitsHundredths,
    });
    const booking = await readBooking(tx, bookingId);
    if (booking) await noteTold(tx, booking, ctx.clock.now());
  }
  await updateRequest(tx, request.id, {
    state: 'accepted',
    answered_at: ctx.clock.now(),
    answered_by: it.by,
    organisation_id: organisation.id,
  });
  await recordFact(ctx, tx, { kind: 'request.accepted', subjectId: request.id });
  const account = await readAccount(tx);
  const agreed = days.map(day => countedWords(day, it.rateKind));
  const rate = rateWords(it);
  const left = request.days.length - days.length;
  const page = await writeToAsker(ctx, tx, account, request, {
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
  return page;
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
