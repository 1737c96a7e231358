import { type Booking, billable, pastConfirmed, upcoming } from '#features/bookings/index.ts';
import { listInvoices, type MoneyOwed, sumOwed } from '#features/invoices/index.ts';
import { sumReceived } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay, formatDistance } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds, type Pence, sumPence } from '#rules/money.ts';
import { taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import { leavingTasks, legalTasks } from './account-tasks.ts';
import { answersWaiting } from './answers-waiting.ts';
import { payTasks } from './pay-tasks.ts';
import { pensionTasks } from './pension-tasks.ts';
import type { Task } from './task.ts';
import { taxTasks } from './tax-tasks.ts';

export interface Agenda {
  readonly tasks: readonly Task[];
  readonly next: readonly Booking[];
  readonly owed: MoneyOwed;
  readonly receivedThisYearPence: Pence;
  readonly worthDeliveredPence: Pence;
}

const NEXT = 5;

/** Everything that Today shows, in one transaction. */
export async function readAgenda(ctx: Needs<'db' | 'clock'>, owner: Owner): Promise<Agenda> {
  const [today, now] = [ctx.clock.today(), ctx.clock.now()];
  return asOwner(ctx.db, owner, async tx => {
    const waiting = await billable(tx);
    const past = await pastConfirmed(tx, now);
    const year = taxYearDays(taxYearOf(today));
    const answers = await answersWaiting(tx, today);
    const overdue = await listInvoices(tx, { standing: 'overdue', limit: 20 }, today);
    return {
      tasks: [
        ...(await leavingTasks(tx, today)),
        ...(await legalTasks(tx)),
        ...answers,
        ...(await pensionTasks(tx, today)),
        ...(await taxTasks(tx, today)),
        ...(await payTasks(tx, today)),
        ...overdue.map(
          (it): Task => ({
            text: `${it.number} is overdue: ${formatPounds(it.outstandingPence)}`,
            detail: `${it.organisationName}, due ${it.dueDate ? formatDistance(today, it.dueDate) : ''}.`,
            href: `/invoices/${showId('invoice', it.id)}`,
            step: 'Open it',
            tone: 'error',
          }),
        ),
        ...(past.length > 0
          ? [
              {
                text:
                  past.length === 1
                    ? 'One booking is over. Was it delivered?'
                    : `${past.length} bookings are over. Were they delivered?`,
                detail: `The last on ${formatDay(past.at(-1)?.workDate ?? today)}.`,
                href: '/bookings/deliver',
                step: 'Mark as delivered',
                tone: 'info' as const,
              },
            ]
          : []),
        ...byOrganisation(waiting),
      ],
      next: await upcoming(tx, now, NEXT),
      owed: await sumOwed(tx, today),
      receivedThisYearPence: await sumReceived(tx, year.first, year.last),
      worthDeliveredPence: sumPence(waiting.map(it => it.total.totalPence)),
    };
  });
}

function byOrganisation(waiting: readonly Booking[]): Task[] {
  return [...Map.groupBy(waiting, it => it.organisationId)].map(([id, bookings]) => ({
    text: `${bookings.length === 1 ? 'A delivered booking' : `${bookings.length} delivered bookings`} at ${bookings[0]?.organisationName} to invoice`,
    detail: `Worth ${formatPounds(sumPence(bookings.map(it => it.total.totalPence)))}.`,
    href: `/invoices/new?organisation=${showId('organisation', id)}`,
    step: 'Invoice and send',
    tone: 'info',
  }));
}
