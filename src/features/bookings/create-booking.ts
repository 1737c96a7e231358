import { readAccount } from '#features/accounts/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { type Profile, readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { type Period, periodOf, workedMinutes } from '#rules/booking-time.ts';
import { type CancellationTerms, usualTerms } from '#rules/cancellation-terms.ts';
import type { Id } from '#rules/ids.ts';
import { approvedCarRate } from '#rules/mileage-rates.ts';
import { pence } from '#rules/money.ts';
import { bookingRoute } from '#rules/pension/booking-route.ts';
import { professionOf } from '#rules/professions.ts';
import { insertBookings } from './changes.ts';
import type { BookingInput, ChangeInput } from './input.ts';
import { readBooking } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/**
 * Puts a booking into the calendar. The terms as they stand now are frozen on it: the organisation's, else the locum's, else those
 * usual in the profession. Refuses overlaps, times that do not exist, and a pension where there can be none. Sent twice with one id it is made once.
 */
export async function createBooking(ctx: Ctx, owner: Owner, input: BookingInput): Promise<Id<'booking'>> {
  return asOwner(ctx.db, owner, tx => createBookingIn(ctx, tx, input));
}

/** The same in the caller's transaction: an accepted request makes bookings too. */
export async function createBookingIn(ctx: Ctx, tx: OwnedTransaction, input: BookingInput): Promise<Id<'booking'>> {
  const id = input.id ?? newId('booking');
  if (await readBooking(tx, id)) return id;
  const agreed = await agree(ctx, tx, input);
  const now = ctx.clock.now();
  await insertBookings(tx, [
    {
      id,
      ...columnsOf(input, agreed),
      state: input.state,
      confirmed_at: input.state === 'confirmed' ? now : null,
      created_at: now,
      updated_at: now,
    },
  ]);
  await recordFact(ctx, tx, { kind: 'booking.created', subjectId: id });
  return id;
}

/** Everything that has to be known before a booking is written. */
export interface Agreed {
  readonly organisation: Organisation;
  readonly period: Period;
  readonly terms: CancellationTerms;
  readonly paymentTermsDays: number;
  readonly mileageRatePence: number;
}

/** Checks what was entered against the rules and the address book. Refuses field by field. */
export async function agree(ctx: Needs<'cipher'>, tx: OwnedTransaction, input: ChangeInput): Promise<Agreed> {
  const organisation = await readOrganisation(tx, input.organisation);
  if (!organisation) throw notFound('organisation');
  const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
  const period = checkTimes(input);
  checkPension(input, organisation, account.profession, profile);
  return {
    organisation,
    period,
    terms:
      organisation.cancellationTerms ?? profile.cancellationTerms ?? usualTerms(professionOf(account.profession).code),
    paymentTermsDays:
      input.paymentTermsDays >= 0
        ? input.paymentTermsDays
        : (organisation.paymentTermsDays ?? profile.paymentTermsDays),
    mileageRatePence: input.mileageRate >= 0 ? input.mileageRate : (approvedCarRate(input.date) ?? 0),
  };
}

/** The period behind day and times, its break included. Refuses times that do not exist and breaks as long as the work. */
export function checkTimes(input: Pick<ChangeInput, 'date' | 'start' | 'end' | 'breakMinutes'>): Period {
  const period = periodOf(input);
  if (!period.ok) throw new InputRefusal({ [period.reason === 'start_skipped' ? 'start' : 'end']: period.message });
  const worked = workedMinutes(period.minutes, input.breakMinutes);
  if (!worked.ok) throw new InputRefusal({ breakMinutes: worked.message });
  return period;
}

/** What is agreed as columns. Terms are left to those who freeze them. */
export function columnsOf(input: ChangeInput, agreed: Agreed) {
  return {
    organisation_id: agreed.organisation.id,
    billing_mode: input.billingMode,
    work_type: input.workType,
    work_date: input.date,
    starts_at: agreed.period.startsAt,
    ends_at: agreed.period.endsAt,
    break_minutes: input.breakMinutes,
    rate_kind: input.rateKind,
    rate_pence: input.rate,
    units_hundredths: input.rateKind === 'session' || input.rateKind === 'day' ? input.units : 100,
    miles_tenths: input.miles,
    mileage_rate_pence: pence(agreed.mileageRatePence),
    pensionable: input.pensionable,
    payment_terms_days: agreed.paymentTermsDays,
    cancellation_terms: JSON.stringify(agreed.terms),
    site_notes: input.siteNotes ?? '',
  };
}

function checkPension(input: ChangeInput, organisation: Organisation, profession: string, profile: Profile): void {
  if (!input.pensionable) return;
  const answer = bookingRoute({
    profession: professionOf(profession).code,
    billingMode: input.billingMode,
    tradingAs: profile.tradingAs,
    workType: input.workType,
    organisationKind: organisation.kind,
    nation: organisation.nation,
    hasType2Post: false,
  });
  if (answer.route === 'none') throw new InputRefusal({ pensionable: answer.why });
}
