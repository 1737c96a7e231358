import type { Booking } from '#features/bookings/index.ts';
import { daysBetween } from '#rules/dates.ts';
import type { Nation } from '#rules/nation.ts';
import { formBDue, tenWeeks } from '#rules/pension/deadlines.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import type { KeptFormA, KeptFormB } from './store.ts';

/** Something about the pension that has a last day. */
export type PensionDeadline =
  | { readonly kind: 'form_b'; readonly month: PensionMonth; readonly due: Temporal.PlainDate }
  | {
      readonly kind: 'ten_weeks';
      /** Whether it is billed: an unbilled booking has no Form A yet, a billed one waits for its money. */
      readonly stage: 'not_billed' | 'not_paid';
      readonly label: string;
      readonly href: string;
      /** Ten weeks from the first day: what to go by. */
      readonly due: Temporal.PlainDate;
      /** Ten weeks from the last day: after it the work can no longer be pensioned. */
      readonly lastChance: Temporal.PlainDate;
    };

/** How long before the ten weeks end a warning starts. */
const WARNING_DAYS = 28;

export interface DeadlineInput {
  readonly formAs: readonly KeptFormA[];
  readonly formBs: readonly KeptFormB[];
  /** Pensionable bookings that are delivered and not billed. */
  readonly unbilled: readonly Booking[];
  readonly nation: Nation;
  readonly today: Temporal.PlainDate;
  readonly hrefs: { readonly booking: (booking: Booking) => string; readonly invoice: (form: KeptFormA) => string };
}

/** What is due, the nearest first: Forms B of months with money received, and work whose ten weeks run out. */
export function pensionDeadlines(it: DeadlineInput): PensionDeadline[] {
  const formBs = monthsOpen(it.formAs, it.formBs).map(month => ({
    kind: 'form_b' as const,
    month,
    due: formBDue(month, it.nation),
  }));
  const waiting = it.formAs
    .filter(form => form.paidOn === null)
    .map(form =>
      clock(
        form.firstDay,
        form.lastDay,
        'not_paid',
        `${form.invoiceNumber}, ${form.organisationName}`,
        it.hrefs.invoice(form),
      ),
    );
  const unbilled = it.unbilled.map(booking =>
    clock(booking.workDate, booking.workDate, 'not_billed', booking.organisationName, it.hrefs.booking(booking)),
  );
  const near = [...waiting, ...unbilled].filter(deadline => daysBetween(it.today, deadline.due) <= WARNING_DAYS);
  return [...formBs, ...near].toSorted((a, b) => Temporal.PlainDate.compare(a.due, b.due));
}

/** Months in which pensioned invoices were paid and whose Form B is not submitted, or lacks one of them. */
export function monthsOpen(formAs: readonly KeptFormA[], formBs: readonly KeptFormB[]): PensionMonth[] {
  const months = new Set(formAs.flatMap(form => (form.paidOn ? [pensionMonthOf(form.paidOn)] : [])));
  return [...months]
    .filter(month => {
      const form = formBs.find(it => it.month === month);
      const all = formAs.filter(it => it.paidOn && pensionMonthOf(it.paidOn) === month);
      return !form || form.submittedOn === null || all.some(it => !form.formAIds.includes(it.id));
    })
    .toSorted();
}

function clock(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  stage: 'not_billed' | 'not_paid',
  label: string,
  href: string,
): PensionDeadline & { kind: 'ten_weeks' } {
  const { safeUntil, lastChance } = tenWeeks(first, last);
  return { kind: 'ten_weeks', stage, label, href, due: safeUntil, lastChance };
}
