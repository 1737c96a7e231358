import { readAccount } from '#features/accounts/index.ts';
import { listEnteredFigures } from '#features/invoices/index.ts';
import { addressLinesOf, type Profile, readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import { formBDue } from '#rules/pension/deadlines.ts';
import { type EnteredFigure, enteredNote, enteredTable } from '#rules/pension/entered-figures.ts';
import type { FormBFigures } from '#rules/pension/form-b.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { type TierTable, tierTable } from '#rules/pension/tier-tables.ts';
import { type PensionMonth, pensionMonthDays } from '#rules/pension-month.ts';
import { renderFormB } from './form-b-document.ts';
import { isPast, wasSent } from './form-b-history.ts';
import { insertFormB, listFormBs, lockFormBs } from './form-b-store.ts';
import type { FormB, FormBSums } from './form-content.ts';
import { hostFields } from './host-code.ts';
import { referenceOf } from './payment-reference.ts';
import { type FormBPreview, readFormB } from './preview-form-b.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files'>;

/**
 * Makes the Form B of a month with its paper; again, as a new revision, where money came in since or it was rejected. `reference` replaces
 * the payment reference; `granted` are Forms A past their last chance that the pension office takes all the same, others of that kind are
 * left off. Refuses what the form needs and the profile lacks, and a month of which all came too late.
 */
export async function makeFormB(
  ctx: Ctx,
  owner: Owner,
  month: PensionMonth,
  choice: {
    readonly scheme?: PensionScheme;
    readonly reference?: string | null;
    readonly granted?: readonly Id<'formA'>[];
  } = {},
): Promise<Id<'formB'>> {
  return asOwner(ctx.db, owner, async tx => {
    await lockFormBs(tx);
    const account = await readAccount(tx);
    const profile = await readProfile(ctx, tx);
    const key = { month, scheme: choice.scheme ?? 'england_and_wales' };
    const preview = await readFormB(tx, key, ctx.clock.today(), choice.granted);
    if (preview.forms.length === 0) throw allTooLate();
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
        ...hostFields(profile, nation),
        gmcNumber: registrationNumber,
        addressLines: addressLinesOf(profile),
        email: account.email,
      },
      ...tiersOf(tableOf(preview, nation, ctx.clock.today(), await listEnteredFigures(tx)), preview.tierBasisPoints),
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
  const lines = preview.forms.flatMap(form => {
    const exceptionGranted = isPast(form, ctx.clock.today()) && !wasSent(form, before);
    return form.paidOn ? [{ formAId: form.id, paidOn: form.paidOn, exceptionGranted }] : [];
  });
  await insertFormB(
    tx,
    { id, month, scheme, paymentReference, revision, schemeYear, tierBasisPoints, figures, lines, fileId },
    ctx.clock.now(),
  );
  await recordFact(ctx, tx, { kind: 'form_b.made', subjectId: id, details: { month, payablePence: figures.i } });
  return id;
}

function allTooLate(): Refusal {
  return new Refusal({
    code: 'form_b.all_too_late',
    message:
      'The ten weeks of all that came in that month are over, so there is no Form B to make. Tick what the pension office made an exception for, or give the work up in the ledger.',
    status: 422,
  });
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

function tableOf(
  { month, scheme, schemeYear }: FormBPreview,
  nation: Nation,
  today: Temporal.PlainDate,
  entered: readonly EnteredFigure[],
): TierTable | undefined {
  return tierTable(nation, pensionMonthDays(month).last, today) ?? enteredTable(scheme, schemeYear, entered);
}

/** The rates to tick one of, and whence they are where they are not published; without a table the one in use alone. */
function tiersOf(table: TierTable | undefined, tierBasisPoints: number): Pick<FormB, 'tiers' | 'tiersNote'> {
  if (!table?.rates.includes(tierBasisPoints)) return { tiers: [{ rateBasisPoints: tierBasisPoints }] };
  const tiers = table.rates.map((rateBasisPoints, i) => {
    const bound = table.bounds[i];
    return { rateBasisPoints, ...(bound === undefined ? {} : { upToPence: pence(bound * 100) }) };
  });
  return table.entered ? { tiers, tiersNote: enteredNote('tiers', table.entered) } : { tiers };
}
