import { type ContributionTerms, readContributionTerms } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { additionsIn, type FormBAdditions, type FormBFigures, formBFigures } from '#rules/pension/form-b.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthDays } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import { listAdditions } from './additions-store.ts';
import { isPast, wasSent } from './form-b-history.ts';
import type { KeptFormB } from './form-b-store.ts';
import { type PensionYear, readPensionYear, tierInUse } from './pension-year.ts';
import { type KeptFormA, paidIn } from './store.ts';

/** Which Form B: the month of receipt, and whose form it is. */
export interface FormBKey {
  readonly month: PensionMonth;
  readonly scheme: PensionScheme;
}

/** The Forms A of a month: those for its Form B, and those left off since their last chance is past. */
export interface FormBLines {
  readonly forms: readonly KeptFormA[];
  readonly late: readonly KeptFormA[];
}

/** What a month's Form B says, before it is made. */
export interface FormBPreview extends FormBKey, FormBLines {
  readonly schemeYear: SchemeYear;
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

/** How what was made differs from what would be made now; the first that applies. */
export type FormBChange = 'forms' | 'tier' | 'sums';

/** Reads what the Form B of a month would say. `granted` are Forms A past their last chance that the office makes an exception for. */
export async function readFormB(
  tx: OwnedTransaction,
  { month, scheme }: FormBKey,
  today: Temporal.PlainDate,
  granted: readonly Id<'formA'>[] = [],
): Promise<FormBPreview> {
  const year = await readPensionYear(tx, scheme, schemeYearOf(pensionMonthDays(month).last), today);
  const terms = await readContributionTerms(tx);
  const agreed = (await listAdditions(tx)).filter(it => it.scheme === scheme);
  return previewFormB(terms, year, { month, scheme, today, granted, additions: additionsIn(month, agreed) });
}

/**
 * The lines and sums of a month of receipt. Refuses where nothing was received, where all of it came too late, or the tiers of the year are
 * not known.
 */
function previewFormB(
  terms: ContributionTerms,
  year: PensionYear,
  it: FormBKey & {
    readonly today: Temporal.PlainDate;
    readonly granted: readonly Id<'formA'>[];
    readonly additions: FormBAdditions;
  },
): FormBPreview {
  const { month, scheme } = it;
  const made = year.formBs.find(form => form.month === month);
  const { forms, late } = formBLines(year.received, it, made);
  const reckoned = year.reckoning.months.find(part => part.month === month);
  if (forms.length + late.length === 0 || !reckoned) {
    throw new Refusal({
      code: 'form_b.nothing_received',
      message: 'No pensioned invoice was paid in full in that month, so there is no Form B to make.',
      status: 404,
    });
  }
  const tier = tierInUse(year, terms, month);
  if (!tier) {
    throw new Refusal({
      code: 'form_b.tiers_unknown',
      message:
        'The contribution tier for that month cannot be reckoned here: its tiers are not published, or not all that decides it is known. Enter the tier that you were told on the page of the scheme year.',
      status: 422,
    });
  }
  const kept = new Set(year.formBs.flatMap(form => form.formAIds));
  const earlier = year.received.filter(
    form =>
      form.paidOn !== null &&
      Temporal.PlainDate.compare(form.paidOn, pensionMonthDays(month).first) < 0 &&
      (kept.has(form.id) || !isPast(form, it.today)),
  );
  return {
    month,
    scheme,
    schemeYear: year.year,
    forms,
    late,
    tierBasisPoints: tier.basisPoints,
    tierBy: tier.by,
    soFar: reckoned.soFar,
    figures: formBFigures(forms, tier.basisPoints, it.additions, sumPence(earlier.map(form => form.pensionablePence))),
  };
}

/** What a month gathers on a day, given what was made of it before. */
export function formBLines(
  formAs: readonly KeptFormA[],
  it: FormBKey & { readonly today: Temporal.PlainDate; readonly granted?: readonly Id<'formA'>[] },
  made: KeptFormB | undefined,
): FormBLines {
  const granted = new Set([...(made?.exceptionIds ?? []), ...(it.granted ?? [])]);
  const { on = [], off = [] } = Object.groupBy(paidIn(formAs, it.month, it.scheme), form =>
    isPast(form, it.today) && !granted.has(form.id) && !wasSent(form, made) ? 'off' : 'on',
  );
  return { forms: on, late: off };
}

/** Whether a form gathers other Forms A than it would now. */
export function gathersOthers(made: KeptFormB, forms: readonly KeptFormA[]): boolean {
  return forms.length !== made.formAIds.length || forms.some(form => !made.formAIds.includes(form.id));
}

export function changeOf(made: KeptFormB, now: FormBPreview): FormBChange | undefined {
  if (gathersOthers(made, now.forms)) return 'forms';
  if (made.tierBasisPoints !== now.tierBasisPoints) return 'tier';
  const lines = Object.keys(made.figures) as (keyof FormBFigures)[];
  return lines.some(line => made.figures[line] !== now.figures[line]) ? 'sums' : undefined;
}

/**
 * Whether a form has to be made again. What was sent stands with the tier and additions of its day (the year's end settles a tier); only
 * other Forms A make it wrong. What was not sent yet is to say what is so now.
 */
export function wantsNew(made: Pick<KeptFormB, 'submittedOn'>, change: FormBChange | undefined): boolean {
  return change === 'forms' || (change !== undefined && made.submittedOn === null);
}
