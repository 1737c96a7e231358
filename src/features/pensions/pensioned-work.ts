import { type Booking, listBookingsBetween } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { startOfDay } from '#rules/dates.ts';
import { type KeptFormB, listFormBs } from './form-b-store.ts';
import { type KeptFormA, listFormAs } from './store.ts';

/** A piece of work that is pensioned on Forms A and B, as far as it has come. */
export interface PensionedWork {
  readonly booking: Booking;
  /** None while it is not billed. */
  readonly form: KeptFormA | undefined;
  /** The standing Form B that it is on, rejected or not. */
  readonly formB: KeptFormB | undefined;
}

/** What was agreed, or worked, between two days and goes on Forms A and B, the earliest first. Given up work stays in. */
export async function listPensionedWork(
  tx: OwnedTransaction,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<PensionedWork[]> {
  const [formAs, formBs] = [await listFormAs(tx), await listFormBs(tx)];
  const bookings = await listBookingsBetween(tx, startOfDay(from), startOfDay(to.add({ days: 1 })));
  return bookings.flatMap(booking => {
    if (!WORKED.includes(booking.state)) return [];
    const form = formOf(booking, formAs);
    if (!form && !isUnbilled(booking)) return [];
    return [{ booking, form, formB: form && formBs.find(it => it.formAIds.includes(form.id)) }];
  });
}

const WORKED: readonly Booking['state'][] = ['confirmed', 'delivered', 'invoiced', 'paid'];

/** The part of its invoice's forms that has the day. */
function formOf(booking: Booking, formAs: readonly KeptFormA[]): KeptFormA | undefined {
  if (booking.invoiceId === null || booking.pensionRoute !== 'form_ab') return undefined;
  const parts = formAs.filter(form => form.invoiceId === booking.invoiceId);
  const { compare } = Temporal.PlainDate;
  const day = booking.workDate;
  return (
    parts.find(part => part.periods.some(run => compare(run.from, day) <= 0 && compare(day, run.to) <= 0)) ?? parts[0]
  );
}

/** Not on an issued invoice, and not through a provider or a payroll. What is billed without a Form A is not pensioned here. */
function isUnbilled(booking: Booking): boolean {
  return booking.pensionRoute === 'form_ab' && (booking.state === 'confirmed' || booking.state === 'delivered');
}
