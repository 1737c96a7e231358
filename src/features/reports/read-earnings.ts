import { type Booking, listBookingsBetween } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { startOfDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { isWithin } from '#rules/report-period.ts';
import type { Earning } from './earnings.ts';
import { inOrder } from './in-order.ts';
import { listImportedWork } from './store.ts';

interface Days {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** Work done in these days, whoever pays for it and whether or not anybody has: sessions worked, cancellation fees, imported invoices. */
export async function readEarnings(tx: OwnedTransaction, days: Days): Promise<Earning[]> {
  const worked = (await bookingsIn(tx, days)).filter(it => isWorked(it) || isCancelledWithFee(it)).map(earningOf);
  return inOrder([...worked, ...(await listImportedWork(tx, days))]);
}

/** Work agreed and not yet delivered in these days. */
export async function readBooked(tx: OwnedTransaction, days: Days): Promise<Earning[]> {
  return inOrder((await bookingsIn(tx, days)).filter(it => it.state === 'confirmed').map(earningOf));
}

/** All bookings whose day of work lies in these days. */
export async function bookingsIn(tx: OwnedTransaction, days: Days): Promise<Booking[]> {
  const [from, to] = [startOfDay(days.first), startOfDay(days.last.add({ days: 1 }))];
  return (await listBookingsBetween(tx, from, to)).filter(it => isWithin(days, it.workDate));
}

/** True where the work is done. */
export function isWorked({ state }: Booking): boolean {
  return state === 'delivered' || state === 'invoiced' || state === 'paid';
}

/** True where a cancellation brings money. */
export function isCancelledWithFee({ state, cancellationFeePence }: Booking): boolean {
  return state === 'cancelled' && (cancellationFeePence ?? 0) > 0;
}

function earningOf(it: Booking): Earning {
  const isCancelled = it.state === 'cancelled';
  return {
    on: it.workDate,
    what: it.organisationName,
    href: `/bookings/${showId('booking', it.id)}`,
    organisationId: it.organisationId,
    organisationName: it.organisationName,
    work: isCancelled ? 'cancelled' : it.workType,
    workLabel: isCancelled ? 'Cancellation fees' : it.workTypeLabel,
    minutes: isCancelled ? 0 : it.workedMinutes,
    pence: it.total.workPence,
  };
}
