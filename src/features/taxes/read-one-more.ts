import { readBooking } from '#features/bookings/index.ts';
import { readMileageYear } from '#features/mileage/index.ts';
import { readContributionTerms } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { type Id, showId } from '#rules/ids.ts';
import { moreCarMiles } from '#rules/mileage-claim.ts';
import type { MileageRates } from '#rules/mileage-rates.ts';
import { type Pence, plainPounds, shareOf, sumPence, ZERO } from '#rules/money.ts';
import { PENSIONABLE_BASIS_POINTS } from '#rules/pension/form-a.ts';
import { type MoreWork, type OneMoreAnswer, oneMore } from '#rules/tax/one-more.ts';
import { type WholeYear, wholeYear } from '#rules/tax/put-aside.ts';
import { taxYearOf } from '#rules/tax-year.ts';
import type { OneMoreInput } from './input.ts';
import { readTaxYearView } from './read-tax-year.ts';

export interface OneMoreView {
  readonly isCompany: boolean;
  readonly whole: WholeYear;
  readonly answer: OneMoreAnswer;
  /** Pence a mile that driving counts at, on the first miles and on those beyond the year's limit; undefined where they are not known. */
  readonly rates: MileageRates | undefined;
  readonly isBeyondLimit: boolean;
  readonly milesPence: Pence;
}

/** What one more piece of work leaves, on top of this tax year as it comes out: as expected, else at the pace so far. */
export async function readOneMore(
  tx: OwnedTransaction,
  today: Temporal.PlainDate,
  input: OneMoreInput,
): Promise<OneMoreView> {
  const view = await readTaxYearView(tx, taxYearOf(today));
  const whole = wholeYear(view.input, today, view.settings.expectedProfit, view.soFar);
  const { claim } = await readMileageYear(tx, view.year, today);
  const milesPence = claim.ok ? moreCarMiles(claim.rates, claim.leftTenths, input.miles) : ZERO;
  const rates = claim.ok ? claim.rates : undefined;
  const isBeyondLimit = claim.ok && input.miles > claim.leftTenths;
  const work: MoreWork = {
    feePence: sumPence([input.fee, input.recharged]),
    costsPence: sumPence([input.costs, milesPence]),
    pensionPence: input.pensioned ? shareOf(shareOf(input.fee, PENSIONABLE_BASIS_POINTS), input.tier) : ZERO,
  };
  return { isCompany: view.isCompany, whole, answer: oneMore(whole.input, work), rates, isBeyondLimit, milesPence };
}

/** The form's fields for a booking, with the tier of the profile where one is known; undefined where there is no such booking. */
export async function oneMoreOf(
  tx: OwnedTransaction,
  id: Id<'booking'>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const booking = await readBooking(tx, id);
  if (!booking) return undefined;
  const { tier } = await usualOneMore(tx);
  return {
    booking: showId('booking', id),
    fee: plainPounds(booking.total.workPence),
    recharged: plainPounds(booking.total.expensesPence),
    costs: plainPounds(booking.total.otherExpensesPence),
    miles: String(booking.milesTenths / 10),
    pensioned: booking.pensionRoute === 'form_ab' ? 'on' : '',
    tier,
  };
}

/** What the form starts with where nothing is asked yet. */
export async function usualOneMore(tx: OwnedTransaction): Promise<{ readonly tier: string }> {
  const { tierBasisPoints } = await readContributionTerms(tx);
  return { tier: tierBasisPoints === null ? '' : String(tierBasisPoints / 100) };
}
