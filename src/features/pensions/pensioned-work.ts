import { type Booking, listBookingsBetween } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { startOfDay } from '#rules/dates.ts';
import { type WorkedRun, workedRuns } from '#rules/pension/form-a.ts';
import { listAppraisalDays } from './appraisal-days-store.ts';
import { type KeptFormB, listFormBs } from './form-b-store.ts';
import { listOnFormA } from './pensioned-lines.ts';
import { type KeptFormA, listFormAs } from './store.ts';

/** A piece of work that is pensioned on Forms A and B, as far as it has come; an appraisal on separate days is a piece for each form. */
export interface PensionedWork {
  readonly booking: Booking;
  /** None while it is not billed. */
  readonly form: KeptFormA | undefined;
  /** The standing Form B that it is on, rejected or not. */
  readonly formB: KeptFormB | undefined;
  /** One of several forms of its booking, which has a part of the fee only. */
  readonly isPart: boolean;
}

/** What was agreed, or worked, between two days and goes on Forms A and B, the earliest first. Given up work stays in. */
export async function listPensionedWork(
  tx: OwnedTransaction,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<PensionedWork[]> {
  const [formAs, formBs] = [await listFormAs(tx), await listFormBs(tx)];
  const [onForms, appraisals] = [await listOnFormA(tx), await listAppraisalDays(tx)];
  const bookings = await listBookingsBetween(tx, startOfDay(from), startOfDay(to.add({ days: 1 })));
  return bookings.flatMap(booking => {
    if (!WORKED.includes(booking.state)) return [];
    const days = appraisals.get(booking.id)?.days ?? [booking.workDate];
    const forms = onForms.has(booking.id) ? formsOf(booking, workedRuns(days), formAs) : [];
    if (forms.length === 0 && !isUnbilled(booking)) return [];
    const isPart = forms.length > 1;
    return (forms.length === 0 ? [undefined] : forms).map(form => ({
      booking,
      form,
      formB: form && formBs.find(it => it.formAIds.includes(form.id)),
      isPart,
    }));
  });
}

const WORKED: readonly Booking['state'][] = ['confirmed', 'delivered', 'invoiced', 'paid'];

/** The parts of its invoice's forms that have its days; of separate runs each has a part of its own. */
function formsOf(booking: Booking, runs: readonly WorkedRun[], formAs: readonly KeptFormA[]): KeptFormA[] {
  const parts = formAs.filter(form => form.invoiceId === booking.invoiceId);
  const found = runs.flatMap(run => {
    const holding = parts.filter(part => part.periods.some(period => holds(period, run)));
    return (runs.length > 1 ? holding.find(part => part.periods.length === 1) : undefined) ?? holding[0] ?? [];
  });
  return found.length > 0 ? [...new Set(found)] : parts.slice(0, 1);
}

/** Whether a period has the first day of a run. */
function holds(period: WorkedRun, run: WorkedRun): boolean {
  const { compare } = Temporal.PlainDate;
  return compare(period.from, run.from) <= 0 && compare(run.from, period.to) <= 0;
}

/** Not on an issued invoice, and not through a provider or a payroll. What is billed without a Form A is not pensioned here. */
function isUnbilled(booking: Booking): boolean {
  return booking.pensionRoute === 'form_ab' && (booking.state === 'confirmed' || booking.state === 'delivered');
}
