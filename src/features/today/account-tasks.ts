import { readClosure } from '#features/leaving/index.ts';
import { unreadChanges } from '#features/legal/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { formatDay, formatDistance } from '#rules/dates.ts';
import type { Task } from './task.ts';

/** Says on every visit that the account is closing, and where it can be kept. */
export async function leavingTasks(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Task[]> {
  const closure = await readClosure(tx);
  if (!closure) return [];
  return [
    {
      text: `Your account will be deleted on ${formatDay(closure.eraseOn)}`,
      detail: `You asked for it; that is ${formatDistance(today, closure.eraseOn)}.`,
      href: '/account/leave',
      step: 'Keep it after all',
      tone: 'error',
    },
  ];
}

/** Changes of the legal pages that matter, until they were read. */
export async function legalTasks(tx: OwnedTransaction): Promise<Task[]> {
  const [newest] = await unreadChanges(tx);
  if (!newest) return [];
  return [
    {
      text: `Our privacy policy or terms changed on ${formatDay(newest.on)}`,
      detail: newest.what,
      href: '/privacy',
      step: 'Read it',
      tone: 'info',
    },
  ];
}
