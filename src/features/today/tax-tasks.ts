import { taxDueSoon, updatesDue } from '#features/taxes/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { daysBetween, formatDay, formatDistance } from '#rules/dates.ts';
import { formatPounds } from '#rules/money.ts';
import type { Task } from './task.ts';

const SOON_DAYS = 7;

const AHEAD_DAYS = 30;
const BEHIND_DAYS = 30;

/**
 * Payments of tax on 31 January and 31 July until they are recorded as paid, and quarterly updates until they are marked as sent; from
 * thirty days before to thirty after.
 */
export async function taxTasks(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Task[]> {
  const payments = await taxDueSoon(tx, today);
  const [from, to] = [today.subtract({ days: BEHIND_DAYS }), today.add({ days: AHEAD_DAYS })];
  // before its quarter is over nothing can be done about an update
  const updates = (await updatesDue(tx, today, from, to)).filter(it => Temporal.PlainDate.compare(it.last, today) < 0);
  return [
    ...payments.map(it => ({
      text: `Tax of about ${formatPounds(it.pence)} ${isOrWas(today, it.on)} due ${formatDistance(today, it.on)}`,
      detail: `By ${formatDay(it.on)}, by the estimate of ${it.year.replace('-', '/')}. Record it in the pot when it is paid.`,
      href: `/tax/${it.year}#due`,
      step: 'See what is due',
      tone: toneOf(daysBetween(today, it.on)),
    })),
    ...updates.map(it => ({
      text: `Quarterly update ${it.number} of ${it.year.replace('-', '/')} ${isOrWas(today, it.due)} due ${formatDistance(today, it.due)}`,
      detail: `By ${formatDay(it.due)}, everything up to ${formatDay(it.last)}. Mark it when your software has sent it.`,
      href: `/tax/${it.year}/quarters`,
      step: 'See the totals',
      tone: toneOf(daysBetween(today, it.due)),
    })),
  ];
}

function isOrWas(today: Temporal.PlainDate, on: Temporal.PlainDate): 'is' | 'was' {
  return daysBetween(today, on) < 0 ? 'was' : 'is';
}

function toneOf(days: number): Task['tone'] {
  if (days < 0) return 'error';
  return days <= SOON_DAYS ? 'warning' : 'info';
}
