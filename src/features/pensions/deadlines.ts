import { daysBetween } from '#rules/dates.ts';
import { formBDue, tenWeeks } from '#rules/pension/deadlines.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import type { KeptFormB } from './form-b-store.ts';
import type { PensionedWork } from './pensioned-work.ts';
import { type KeptFormA, paidIn } from './store.ts';

/** A Form B that is to be made, sent, or made anew. */
export interface OpenFormB {
  readonly month: PensionMonth;
  readonly scheme: PensionScheme;
  readonly due: Temporal.PlainDate;
  /** `stale`: what it gathers is no longer what came in. */
  readonly step: 'make' | 'send' | 'rejected' | 'stale';
}

/** Work whose forms must have arrived within ten weeks, and have not been sent. */
export interface TenWeeksLeft extends PensionedWork {
  readonly step: 'bill' | 'money' | 'form_b';
  /** Ten weeks from its own day: what to go by. */
  readonly due: Temporal.PlainDate;
  /** Ten weeks from the last day of its form: after it the work can no longer be pensioned. */
  readonly lastChance: Temporal.PlainDate;
}

/** Months in which pensioned invoices were paid and whose Form B has still to be made or sent, by scheme, the earliest first. */
export function monthsOpen(formAs: readonly KeptFormA[], formBs: readonly KeptFormB[]): OpenFormB[] {
  const received = formAs.flatMap(form =>
    form.paidOn === null || form.givenUp ? [] : [{ month: pensionMonthOf(form.paidOn), nation: form.nation }],
  );
  const months = Map.groupBy(received, it => `${it.month} ${schemeOf(it.nation)}`);
  return [...months.values()]
    .flatMap(([first]): OpenFormB[] => {
      if (!first) return [];
      const [{ month }, scheme] = [first, schemeOf(first.nation)];
      const made = formBs.find(it => it.month === month && it.scheme === scheme);
      const step = stepOf(made, paidIn(formAs, month, scheme));
      return step === undefined ? [] : [{ month, scheme, due: formBDue(month, first.nation), step }];
    })
    .toSorted((a, b) => Temporal.PlainDate.compare(a.due, b.due) || a.scheme.localeCompare(b.scheme));
}

/** Every piece of work whose ten weeks run and whose Form B is not sent, the nearest first. Work that is still to come is left out. */
export function tenWeeksLeft(work: readonly PensionedWork[], today: Temporal.PlainDate): TenWeeksLeft[] {
  return work
    .filter(({ booking, form, formB }) => {
      if (form?.givenUp || Temporal.PlainDate.compare(booking.workDate, today) > 0) return false;
      return formB === undefined || formB.submittedOn === null || formB.rejected !== undefined;
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
export function isTooLate(it: Pick<TenWeeksLeft, 'lastChance'>, today: Temporal.PlainDate): boolean {
  return daysBetween(it.lastChance, today) > 0;
}

function stepOf(made: KeptFormB | undefined, received: readonly KeptFormA[]): OpenFormB['step'] | undefined {
  if (!made) return 'make';
  if (made.rejected) return 'rejected';
  const isStale = received.length !== made.formAIds.length || received.some(form => !made.formAIds.includes(form.id));
  if (isStale) return 'stale';
  return made.submittedOn === null ? 'send' : undefined;
}
