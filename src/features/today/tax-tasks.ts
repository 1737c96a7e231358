import { taxDueSoon } from '#features/taxes/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { daysBetween, formatDay, formatDistance } from '#rules/dates.ts';
import { formatPounds } from '#rules/money.ts';
import type { Task } from './task.ts';

const SOON_DAYS = 7;

/** Payments of tax on 31 January and 31 July, from thirty days before until they are recorded as paid. */
export async function taxTasks(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Task[]> {
  return (await taxDueSoon(tx, today)).map(it => ({
    text: `Tax of about ${formatPounds(it.pence)} ${daysBetween(today, it.on) < 0 ? 'was' : 'is'} due ${formatDistance(today, it.on)}`,
    detail: `By ${formatDay(it.on)}, by the estimate of ${it.year.replace('-', '/')}. Record it in the pot when it is paid.`,
    href: `/tax/${it.year}#due`,
    step: 'See what is due',
    tone: toneOf(daysBetween(today, it.on)),
  }));
}

function toneOf(days: number): Task['tone'] {
  if (days < 0) return 'error';
  return days <= SOON_DAYS ? 'warning' : 'info';
}
