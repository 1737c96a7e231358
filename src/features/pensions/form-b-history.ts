import type { Id } from '#rules/ids.ts';
import { lessPence, type Pence, sumPence } from '#rules/money.ts';
import { isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import type { KeptFormB, KeptRevision } from './form-b-store.ts';
import type { KeptFormA } from './store.ts';

/** What was paid over for a month, the earliest first: a payment stays when its form is made again. */
export function paymentsOf(form: KeptFormB): { readonly on: Temporal.PlainDate; readonly pence: Pence }[] {
  return revisionsOf(form)
    .toReversed()
    .flatMap(it => it.paid ?? []);
}

export function paidOver(form: KeptFormB): Pence {
  return sumPence(paymentsOf(form).map(it => it.pence));
}

/** Line i less what was paid over; below nought where too much was. */
export function leftToPay(form: KeptFormB): Pence {
  return lessPence(form.payablePence, paidOver(form));
}

/** The newest revision that was sent, and not sent back: what the pension office has. */
export function sentRevision(form: KeptFormB): KeptRevision | undefined {
  return revisionsOf(form).find(it => it.submittedOn !== null && it.rejected === undefined);
}

/**
 * How a Form A reached the pension office; undefined while no form that stands has it there. Sent in time by any revision, also one that came
 * back, is in time.
 */
export function arrivalOf(
  form: Pick<KeptFormA, 'id' | 'nation' | 'firstDay' | 'lastDay'>,
  formB: KeptFormB | undefined,
): { readonly on: Temporal.PlainDate; readonly isTooLate: boolean } | undefined {
  const sent = formB ? revisionsOf(formB).filter(it => it.submittedOn !== null && it.formAIds.includes(form.id)) : [];
  const [first] = sent.flatMap(it => it.submittedOn ?? []).toSorted(Temporal.PlainDate.compare);
  if (!first || sent.every(it => it.rejected)) return undefined;
  const isGranted = sent.some(it => it.exceptionIds.includes(form.id));
  return { on: first, isTooLate: !isGranted && isPast(form, first) };
}

/** Whether a day lies after the last chance of a Form A, where ten weeks are known to hold. */
export function isPast(form: Pick<KeptFormA, 'nation' | 'firstDay' | 'lastDay'>, day: Temporal.PlainDate): boolean {
  return isOverForGood(form.nation, tenWeeks(form.firstDay, form.lastDay).lastChance, day);
}

/**
 * Whether a Form A belongs on a month's form although its last chance is past: it is with the office, or reached it in time on a form that
 * came back.
 */
export function wasSent(
  form: Pick<KeptFormA, 'id' | 'nation' | 'firstDay' | 'lastDay'>,
  formB: KeptFormB | undefined,
): boolean {
  if (!formB) return false;
  return revisionsOf(formB).some(
    it =>
      it.submittedOn !== null &&
      it.formAIds.includes(form.id) &&
      (it.rejected === undefined || !isPast(form, it.submittedOn)),
  );
}

/** The tier at which contributions for a Form A were taken: by what was sent or paid, not by what was merely made. */
export function tierTaken(formAId: Id<'formA'>, form: KeptFormB): number | undefined {
  const taken = revisionsOf(form).find(
    it => it.formAIds.includes(formAId) && it.rejected === undefined && (it.submittedOn !== null || it.paid),
  );
  return taken?.tierBasisPoints;
}

function revisionsOf({ earlier, ...newest }: KeptFormB): readonly KeptRevision[] {
  return [newest, ...earlier];
}
