import { type Booking, billable, pastConfirmed, upcoming } from '#features/bookings/index.ts';
import { listInvoices, type MoneyOwed, sumOwed } from '#features/invoices/index.ts';
import { sumReceived } from '#features/payments/index.ts';
import { listFormAs, listFormBs, pensionDeadlines } from '#features/pensions/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay, formatDistance } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds, type Pence, sumPence } from '#rules/money.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import { answersWaiting } from './answers-waiting.ts';
import type { Task } from './task.ts';

export interface Agenda {
  readonly tasks: readonly Task[];
  readonly next: readonly Booking[];
  readonly owed: MoneyOwed;
  readonly receivedThisYearPence: Pence;
  readonly worthDeliveredPence: Pence;
}

const NEXT = 5;
const SOON_DAYS = 7;

/** Everything that Today shows, in one transaction. */
export async function readAgenda(ctx: Needs<'db' | 'clock' | 'cipher'>, owner: Owner): Promise<Agenda> {
  const [today, now] = [ctx.clock.today(), ctx.clock.now()];
  return asOwner(ctx.db, owner, async tx => {
    const waiting = await billable(tx);
    const past = await pastConfirmed(tx, now);
    const year = taxYearDays(taxYearOf(today));
    const deadlines = pensionDeadlines({
      formAs: await listFormAs(tx),
      formBs: await listFormBs(tx),
      unbilled: waiting.filter(it => it.pensionable && it.state === 'delivered'),
      nation: (await readProfile(ctx, tx)).nation,
      today,
      hrefs: {
        booking: it => `/invoices/new?organisation=${showId('organisation', it.organisationId)}`,
        invoice: it => `/invoices/${showId('invoice', it.invoiceId)}`,
      },
    });
    const answers = await answersWaiting(tx, today);
    const overdue = await listInvoices(tx, { standing: 'overdue', limit: 20 }, today);
    return {
      tasks: [
        ...answers,
        ...deadlines.map((it): Task => {
          const tone =
            Temporal.PlainDate.compare(it.due, today) < 0
              ? 'error'
              : today.until(it.due).days <= SOON_DAYS
                ? 'warning'
                : 'info';
          if (it.kind === 'form_b') {
            return {
              text: `Form B for ${formatPensionMonth(it.month)} is due ${formatDistance(today, it.due)}`,
              detail: `Forms and money must be in by ${formatDay(it.due)}.`,
              href: `/pension/form-b/${it.month}`,
              step: 'Open Form B',
              tone,
            };
          }
          return {
            text: `${it.label}: ten weeks end ${formatDistance(today, it.due)}`,
            detail:
              it.stage === 'not_billed'
                ? `Not billed yet, so there is no Form A. Safe until ${formatDay(it.due)}, last chance ${formatDay(it.lastChance)}.`
                : `Not paid yet, so it is on no Form B. Safe until ${formatDay(it.due)}, last chance ${formatDay(it.lastChance)}.`,
            href: it.href,
            step: it.stage === 'not_billed' ? 'Invoice it' : 'Open the invoice',
            tone,
          };
        }),
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
