import { formBDue, isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import { type PensionScheme, schemeNation, schemeOf } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import { arrivalOf, isPast, sentRevision, wasSent } from './form-b-history.ts';
import type { KeptFormB } from './form-b-store.ts';
import type { PensionedWork } from './pensioned-work.ts';
import { type FormBLines, formBLines, gathersOthers } from './preview-form-b.ts';
import type { KeptFormA } from './store.ts';

/** A Form B that is to be made, sent, or made anew. */
export interface OpenFormB {
  readonly month: PensionMonth;
  readonly scheme: PensionScheme;
  readonly due: Temporal.PlainDate;
  /** `stale`: it no longer says what came in. `emptied`: it was sent, and all its money went away since. */
  readonly step: 'make' | 'send' | 'rejected' | 'stale' | 'emptied';
  /** The newest revision that was sent, also one that was sent back; 0 while none was. */
  readonly lastSent: number;
}

/** Work whose forms must have arrived within ten weeks, and have not been sent. */
export interface TenWeeksLeft extends PensionedWork {
  readonly step: 'bill' | 'money' | 'form_b';
  /** Ten weeks from its own day: what to go by. */
  readonly due: Temporal.PlainDate;
  /** Ten weeks from the last day of its form: after it the work can no longer be pensioned. */
  readonly lastChance: Temporal.PlainDate;
}

/**
 * Months whose Form B has still to be made, sent or made again, by scheme, the earliest first: those in which pensioned invoices were paid,
 * and those whose form stands although the money went away. `changed` are made forms whose tier or sums are no longer so.
 */
export function monthsOpen(
  formAs: readonly KeptFormA[],
  formBs: readonly KeptFormB[],
  today: Temporal.PlainDate,
  changed: ReadonlySet<KeptFormB['id']> = new Set(),
): OpenFormB[] {
  const received = formAs.flatMap(form =>
    form.paidOn === null || form.givenUp
      ? []
      : [{ month: pensionMonthOf(form.paidOn), scheme: schemeOf(form.nation), made: undefined }],
  );
  const kept = formBs.map(made => ({ month: made.month, scheme: made.scheme, made }));
  const months = Map.groupBy([...kept, ...received], it => `${it.month} ${it.scheme}`);
  return [...months.values()]
    .flatMap(([first]): OpenFormB[] => {
      if (!first) return [];
      const { month, scheme, made } = first;
      const step = stepOf(made, formBLines(formAs, { month, scheme, today }, made), changed);
      if (step === undefined) return [];
      const lastSent = made ? [made, ...made.earlier].find(it => it.submittedOn !== null)?.revision : undefined;
      return [{ month, scheme, due: formBDue(month, schemeNation(scheme)), step, lastSent: lastSent ?? 0 }];
    })
    .toSorted((a, b) => Temporal.PlainDate.compare(a.due, b.due) || a.scheme.localeCompare(b.scheme));
}

/**
 * Every piece of work whose ten weeks run and whose Form B is not sent, the nearest first. Work that is still to come is left out; what was
 * sent too late is left out too, since nothing runs any more: the ledger and the page of its Form B say it.
 */
export function tenWeeksLeft(work: readonly PensionedWork[], today: Temporal.PlainDate): TenWeeksLeft[] {
  return work
    .filter(({ booking, form, formB }) => {
      if (form?.givenUp || Temporal.PlainDate.compare(booking.workDate, today) > 0) return false;
      // what came back of a form that was sent in time is asked for by its month, whatever its ten weeks
      return form === undefined || (arrivalOf(form, formB) === undefined && !isBackInTime(form, formB, today));
    })
    .map((it): TenWeeksLeft => {
      const { booking, form } = it;
      return {
        ...it,
        step: form === undefined ? 'bill' : form.paidOn === null ? 'money' : 'form_b',
        due: tenWeeks(booking.workDate, booking.workDate).safeUntil,
        lastChance: tenWeeks(form?.firstDay ?? booking.workDate, form?.lastDay ?? booking.workDate).lastChance,
      };
    })
    .toSorted((a, b) => Temporal.PlainDate.compare(a.due, b.due));
}

/** Whether the ten weeks are over for good. */
export function isTooLate(it: Pick<TenWeeksLeft, 'lastChance' | 'booking'>, today: Temporal.PlainDate): boolean {
  return isOverForGood(it.booking.organisationNation, it.lastChance, today);
}

function isBackInTime(form: KeptFormA, formB: KeptFormB | undefined, today: Temporal.PlainDate): boolean {
  return isPast(form, today) && wasSent(form, formB);
}

function stepOf(
  made: KeptFormB | undefined,
  { forms }: FormBLines,
  changed: ReadonlySet<KeptFormB['id']>,
): OpenFormB['step'] | undefined {
  if (forms.length === 0) return made && sentRevision(made) ? 'emptied' : undefined;
  if (!made) return 'make';
  if (made.rejected) return 'rejected';
  if (gathersOthers(made, forms) || changed.has(made.id)) return 'stale';
  return made.submittedOn === null ? 'send' : undefined;
}
