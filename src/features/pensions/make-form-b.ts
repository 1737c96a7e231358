import { readAccount } from '#features/accounts/index.ts';
import { addressLinesOf, type Profile, readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence, sumPence } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import { formBDue } from '#rules/pension/deadlines.ts';
import { type FormBFigures, formBFigures } from '#rules/pension/form-b.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { tierTable } from '#rules/pension/tier-tables.ts';
import { type PensionMonth, pensionMonthDays } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import { renderFormB } from './form-b-document.ts';
import { insertFormB, listFormBs, lockFormBs, markSubmitted } from './form-b-store.ts';
import type { FormBSums } from './form-content.ts';
import { referenceOf } from './payment-reference.ts';
import { type PensionYear, readPensionYear, tierInUse } from './pension-year.ts';
import { type KeptFormA, paidIn } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files'>;

/** Which Form B: the month of receipt, and whose form it is. */
export interface FormBKey {
  readonly month: PensionMonth;
  readonly scheme: PensionScheme;
}

/** What a month's Form B says, before it is made. */
export interface FormBPreview extends FormBKey {
  readonly schemeYear: SchemeYear;
  readonly forms: readonly KeptFormA[];
  readonly tierBasisPoints: number;
  readonly tierBy: 'locum' | 'reckoning';
  /** What the tier was reckoned from, by the end of the month. */
  readonly soFar: {
    readonly pensionablePence: Pence;
    readonly days: number;
    readonly annualisedPence: Pence | undefined;
  };
  readonly figures: FormBFigures;
}

/** Reads the year of a month and what its Form B would say. */
export async function readFormB(
  ctx: Needs<'clock' | 'cipher'>,
  tx: OwnedTransaction,
  key: FormBKey,
): Promise<{ profile: Profile; year: PensionYear; preview: FormBPreview }> {
  const profile = await readProfile(ctx, tx);
  const schemeYear = schemeYearOf(pensionMonthDays(key.month).last);
  const year = await readPensionYear(tx, key.scheme, schemeYear, ctx.clock.today());
  return { profile, year, preview: previewFormB(profile, year, key) };
}

/** The lines and sums of a month of receipt. Refuses where nothing was received, or the tiers of the year are not known. */
export function previewFormB(profile: Profile, year: PensionYear, { month, scheme }: FormBKey): FormBPreview {
  const forms = paidIn(year.received, month, scheme);
  const reckoned = year.reckoning.months.find(it => it.month === month);
  if (forms.length === 0 || !reckoned) {
    throw new Refusal({
      code: 'form_b.nothing_received',
      message: 'No pensioned invoice was paid in full in that month, so there is no Form B to make.',
      status: 404,
    });
  }
  const tier = tierInUse(year, profile, month);
  if (!tier) {
    throw new Refusal({
      code: 'form_b.tiers_unknown',
      message:
        'The contribution tier for that month cannot be reckoned here: its tiers are not published, or not all that decides it is known. Enter the tier that you were told on the page of the scheme year.',
      status: 422,
    });
  }
  const earlier = year.received.filter(
    form => form.paidOn !== null && Temporal.PlainDate.compare(form.paidOn, pensionMonthDays(month).first) < 0,
  );
  return {
    month,
    scheme,
    schemeYear: year.year,
    forms,
    tierBasisPoints: tier.basisPoints,
    tierBy: tier.by,
    soFar: reckoned.soFar,
    figures: formBFigures(forms, tier.basisPoints, profile, sumPence(earlier.map(form => form.pensionablePence))),
  };
}

/**
 * Makes the Form B of a month with its paper; again, as a new revision, where money came in since or it was rejected. `reference` replaces
 * the payment reference. Refuses what the form needs and the profile lacks.
 */
export async function makeFormB(
  ctx: Ctx,
  owner: Owner,
  month: PensionMonth,
  choice: { readonly scheme?: PensionScheme; readonly reference?: string | null } = {},
): Promise<Id<'formB'>> {
  return asOwner(ctx.db, owner, async tx => {
    await lockFormBs(tx);
    const account = await readAccount(tx);
    const { profile, preview } = await readFormB(ctx, tx, { month, scheme: choice.scheme ?? 'england_and_wales' });
    const { niNumber, pensionNumber, dateOfBirth, registrationNumber } = needed(profile);
    const nation = nationOf(preview, profile);
    const reference = referenceOf(
      { scheme: preview.scheme, month, pensionNumber, registrationNumber },
      choice.reference,
    );
    const bytes = await renderFormB({
      madeAt: ctx.clock.now(),
      nation,
      scheme: preview.scheme,
      schemeYear: preview.schemeYear.replace('-', '/'),
      month,
      paymentReference: reference,
      locum: {
        surname: account.lastName,
        otherNames: account.firstName,
        dateOfBirth,
        nationalInsuranceNumber: niNumber,
        hostCode: profile.hostCode ?? '',
        ...(profile.hostReference ? { healthBoardReference: profile.hostReference } : {}),
        gmcNumber: registrationNumber,
        addressLines: addressLinesOf(profile),
        email: account.email,
      },
      tiers: tiersOf(preview, nation, ctx.clock.today()),
      tierBasisPoints: preview.tierBasisPoints,
      lines: preview.forms.map(form => ({
        practiceCode: form.odsCode ?? '',
        practice: form.organisationName,
        firstDay: form.firstDay,
        lastDay: form.lastDay,
        paidOn: form.paidOn ?? pensionMonthDays(month).last,
        pensionablePayPence: form.pensionablePence,
        employerContributionPence: form.employerPence,
      })),
      sums: sumsOf(preview.figures),
      dueOn: formBDue(month, nation),
      signature: { name: account.name, on: ctx.clock.today() },
    });
    return keep(ctx, tx, preview, reference, bytes);
  });
}

/** Records that the locum sent a form: when, where to, and under which reference. */
export async function submitFormB(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'formB'>,
  submission: { readonly on: Temporal.PlainDate; readonly to: string; readonly reference: string | null },
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await markSubmitted(tx, id, submission))) throw notFound('Form B');
    await recordFact(ctx, tx, { kind: 'form_b.submitted', subjectId: id });
  });
}

async function keep(
  ctx: Ctx,
  tx: OwnedTransaction,
  preview: FormBPreview,
  paymentReference: string,
  bytes: Uint8Array,
): Promise<Id<'formB'>> {
  const { month, scheme, schemeYear, figures, tierBasisPoints } = preview;
  const before = (await listFormBs(tx)).find(form => form.month === month && form.scheme === scheme);
  const revision = (before?.revision ?? 0) + 1;
  const name = `Form-B-${month}${scheme === 'england_and_wales' ? '' : `-${scheme.replaceAll('_', '-')}`}${revision > 1 ? `-revision-${revision}` : ''}.pdf`;
  const fileId = await storeFile(ctx, tx, { kind: 'form_b', name, contentType: 'application/pdf', bytes });
  const id = newId('formB');
  const lines = preview.forms.flatMap(form => (form.paidOn ? [{ formAId: form.id, paidOn: form.paidOn }] : []));
  await insertFormB(
    tx,
    { id, month, scheme, paymentReference, revision, schemeYear, tierBasisPoints, figures, lines, fileId },
    ctx.clock.now(),
  );
  await recordFact(ctx, tx, { kind: 'form_b.made', subjectId: id, details: { month, payablePence: figures.i } });
  return id;
}

/** What the form cannot do without. Refuses with all of it at once. */
function needed(profile: Profile) {
  const { niNumber, pensionNumber, dateOfBirth, registrationNumber } = profile;
  const missing = [
    niNumber === null ? 'your National Insurance number' : '',
    pensionNumber === null ? 'your NHS pension membership number' : '',
    dateOfBirth === null ? 'your date of birth' : '',
    registrationNumber === null ? 'your GMC number' : '',
  ].filter(Boolean);
  if (niNumber === null || pensionNumber === null || dateOfBirth === null || registrationNumber === null) {
    throw new Refusal({
      code: 'form_b.incomplete',
      message: `Form B needs ${missing.join(', ')}. Add it under Profile.`,
      status: 422,
    });
  }
  return { niNumber, pensionNumber, dateOfBirth, registrationNumber };
}

function sumsOf(figures: FormBFigures): FormBSums {
  const { a, b, c, d, e, f, g, h, i, j }: Record<keyof FormBFigures, Pence> = figures;
  return {
    pensionablePayPence: a,
    employeePence: b,
    addedYearsPence: c,
    mpavcPence: d,
    additionalPensionPence: e,
    errboPence: f,
    employeeTotalPence: g,
    employerPence: h,
    payablePence: i,
    cumulativePensionablePence: j,
  };
}

/** England and Wales share a form: whose face it has follows the locum's own nation. */
function nationOf({ scheme }: FormBPreview, profile: Profile): Nation {
  if (scheme !== 'england_and_wales') return scheme;
  return schemeOf(profile.nation) === scheme ? profile.nation : 'england';
}

/** The rates to tick one of; where the year's table is not known, the one in use alone. */
function tiersOf(preview: FormBPreview, nation: Nation, today: Temporal.PlainDate) {
  const table = tierTable(nation, pensionMonthDays(preview.month).last, today);
  if (!table?.rates.includes(preview.tierBasisPoints)) return [{ rateBasisPoints: preview.tierBasisPoints }];
  return table.rates.map((rateBasisPoints, i) => {
    const bound = table.bounds[i];
    return { rateBasisPoints, ...(bound === undefined ? {} : { upToPence: pence(bound * 100) }) };
  });
}
