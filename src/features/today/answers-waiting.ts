import { listOpenProblems } from '#features/confirmations/index.ts';
import { listDocuments, standingOf } from '#features/documents/index.ts';
import { countWaiting } from '#features/expenses/index.ts';
import { countUnread } from '#features/messages/index.ts';
import { listClaims, listDisputes } from '#features/payments/index.ts';
import { listRequests } from '#features/requests/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { formatDay, formatDayShort, formatDistance } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import type { Task } from './task.ts';

const MOST = 20;

/** What organisations said that the locum has to answer: requests first, since somebody waits for them. */
export async function answersWaiting(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Task[]> {
  const unread = await countUnread(tx);
  const receipts = await countWaiting(tx);
  return [
    ...(await listRequests(tx, { state: 'waiting', limit: MOST })).map(
      (it): Task => ({
        text: `${it.organisationName} asks for ${it.days.length === 1 ? 'a day' : `${it.days.length} days`}`,
        detail: `${it.days[0] ? `From ${formatDay(it.days[0].date)}` : ''}, asked by ${it.contactName}.`,
        href: `/requests/${showId('request', it.id)}`,
        step: 'Answer it',
        tone: 'warning',
      }),
    ),
    ...(await listClaims(tx, { openOnly: true })).map(
      (it): Task => ({
        text: `${it.organisationName} says that ${it.invoiceNumber} is paid: ${formatPounds(it.amountPence)}`,
        detail: `On ${formatDayShort(it.paidOn)}, told by ${it.name}. Look at your account.`,
        href: `/invoices/${showId('invoice', it.invoiceId)}`,
        step: 'Confirm or reject',
        tone: 'info',
      }),
    ),
    ...(await listDisputes(tx, { openOnly: true })).map(
      (it): Task => ({
        text: `${it.organisationName} disputes ${it.invoiceNumber}`,
        detail: it.reason.slice(0, 120),
        href: `/invoices/${showId('invoice', it.invoiceId)}`,
        step: 'Open the invoice',
        tone: 'warning',
      }),
    ),
    ...(await listOpenProblems(tx)).map(
      (it): Task => ({
        text: `${it.organisationName}: something is wrong with ${formatDay(it.workDate)}`,
        detail: it.note.slice(0, 120),
        href: `/bookings/${showId('booking', it.bookingId)}/shared`,
        step: 'Open it',
        tone: 'warning',
      }),
    ),
    ...(await listDocuments(tx)).flatMap((it): Task[] => {
      const standing = standingOf(it, today);
      if (standing === 'valid' || it.expiresOn === null) return [];
      return [
        {
          text: `${it.title} ${standing === 'expired' ? 'expired' : 'expires'} ${formatDistance(today, it.expiresOn)}`,
          detail: `On ${formatDay(it.expiresOn)}.`,
          href: `/documents/${showId('document', it.id)}`,
          step: 'Renew it',
          tone: standing === 'expired' ? 'error' : 'info',
        },
      ];
    }),
    ...(unread > 0
      ? [
          {
            text: unread === 1 ? 'One new message' : `${unread} new messages`,
            detail: 'From your organisations.',
            href: '/messages',
            step: 'Read',
            tone: 'info' as const,
          },
        ]
      : []),
    ...(receipts > 0
      ? [
          {
            text: receipts === 1 ? 'One receipt to enter' : `${receipts} receipts to enter`,
            detail: 'Mailed in; an expense once it is entered.',
            href: '/expenses/receipts',
            step: 'Enter it',
            tone: 'info' as const,
          },
        ]
      : []),
  ];
}
