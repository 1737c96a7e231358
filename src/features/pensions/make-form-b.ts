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
import { formBDue } from '#rules/pension/deadlines.ts';
import { type FormBFigures, formBFigures } from '#rules/pension/form-b.ts';
import { tierTable } from '#rules/pension/tier-tables.ts';
import { uniquePaymentReference } from '#rules/pension/upr.ts';
import { type PensionMonth, pensionMonthDays } from '#rules/pension-month.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { renderFormB } from './form-b-document.ts';
import type { FormBSums } from './form-content.ts';
import { type ReckonedTier, reckonTier } from './reckon-tier.ts';
import { insertFormB, type KeptFormA, listFormAs, listFormBs, lockFormBs, markSubmitted, paidIn } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files'>;

/** What a month's Form B says, before it is made. */
export interface FormBPreview {
  readonly month: PensionMonth;
  readonly forms: readonly KeptFormA[];
  readonly tierBasisPoints: number;
  /** How the tier was found. */
  readonly tier: ReckonedTier & { readonly ok: true };
  readonly figures: FormBFigures;
}

/** The lines and sums of a month of receipt. Refuses where nothing was received, or the tiers of the year are not known. */
export function previewFormB(
  profile: Profile,
  all: readonly KeptFormA[],
  month: PensionMonth,
  today: Temporal.PlainDate,
): FormBPreview {
  const forms = paidIn(all, month);
  if (forms.length === 0) {
    throw new Refusal({
      code: 'form_b.nothing_received',
      message: 'No pensioned invoice was paid in full in that month, so there is no Form B to make.',
      status: 404,
    });
  }
  const { first, last } = pensionMonthDays(month);
  const earlier = all.filter(
    form =>
      form.paidOn !== null &&
      schemeYearOf(form.paidOn) === schemeYearOf(last) &&
      Temporal.PlainDate.compare(form.paidOn, first) < 0,
  );
  const tier = reckonTier(profile, [...earlier, ...forms], last, today);
  if (!tier.ok) {
    throw new Refusal({
      code: 'form_b.tiers_unknown',
      message:
        'The contribution tiers for that month are not known here yet. Enter the tier you pay under Profile, Pension, or wait until they are published.',
      status: 422,
    });
  }
  return {
    month,
    forms,
    tierBasisPoints: tier.basisPoints,
    tier,
    figures: formBFigures(forms, tier.basisPoints, profile, sumPence(earlier.map(form => form.pensionablePence))),
  };
}

/** Makes the Form B of a month with its paper; again, as a new revision, where money came in since. Refuses what the form needs and the profile lacks. */
export async function makeFormB(ctx: Ctx, owner: Owner, month: PensionMonth): Promise<Id<'formB'>> {
  return asOwner(ctx.db, owner, async tx => {
    await lockFormBs(tx);
    const [account, profile, all] = [await readAccount(tx), await readProfile(ctx, tx), await listFormAs(tx)];
    const preview = previewFormB(profile, all, month, ctx.clock.today());
    const { niNumber, pensionNumber, dateOfBirth, registrationNumber } = needed(profile);
    if (profile.nation !== 'england' && profile.nation !== 'wales') {
      throw new Refusal({
        code: 'form_b.other_nation',
        message: 'This Form B is the one of England and Wales. Scotland and Northern Ireland have forms of their own.',
      });
    }
    const { last } = pensionMonthDays(month);
    const table = tierTable(profile.nation, last, ctx.clock.today());
    const now = ctx.clock.now();
    const schemeYear = schemeYearOf(last);
    const bytes = await renderFormB({
      madeAt: now,
      nation: profile.nation,
      schemeYear: schemeYear.replace('-', '/'),
      month,
      paymentReference: uniquePaymentReference(pensionNumber, month),
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
      tiers: (table?.rates ?? [preview.tierBasisPoints]).map((rateBasisPoints, i) => {
        const bound = table?.bounds[i];
        return { rateBasisPoints, ...(bound === undefined ? {} : { upToPence: pence(bound * 100) }) };
      }),
      tierBasisPoints: preview.tierBasisPoints,
      lines: preview.forms.map(form => ({
        practiceCode: form.odsCode ?? '',
        practice: form.organisationName,
        firstDay: form.firstDay,
        lastDay: form.lastDay,
        paidOn: form.paidOn ?? last,
        pensionablePayPence: form.pensionablePence,
        employerContributionPence: form.employerPence,
      })),
      sums: sumsOf(preview.figures),
      dueOn: formBDue(month, profile.nation),
      signature: { name: account.name, on: ctx.clock.today() },
    });
    return keep(ctx, tx, preview, schemeYear, bytes);
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
  schemeYear: string,
  bytes: Uint8Array,
): Promise<Id<'formB'>> {
  const { month, figures, tierBasisPoints } = preview;
  const revision = ((await listFormBs(tx)).find(form => form.month === month)?.revision ?? 0) + 1;
  const name = `Form-B-${month}${revision > 1 ? `-revision-${revision}` : ''}.pdf`;
  const fileId = await storeFile(ctx, tx, { kind: 'form_b', name, contentType: 'application/pdf', bytes });
  const id = newId('formB');
  const lines = preview.forms.flatMap(form => (form.paidOn ? [{ formAId: form.id, paidOn: form.paidOn }] : []));
  await insertFormB(tx, { id, month, revision, schemeYear, tierBasisPoints, figures, lines, fileId }, ctx.clock.now());
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
