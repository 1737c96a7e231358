import { readPayGaps } from '#features/payslips/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import type { Task } from './task.ts';

/** What an agency, an umbrella company or a payroll left out, until it is paid. */
export async function payTasks(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Task[]> {
  return (await readPayGaps(tx, today)).map(it => {
    const asked = it.works.every(work => work.askedAt !== undefined);
    return {
      text: `${it.payerName} still owes you ${formatPounds(it.gapPence)} of pay`,
      detail: `${it.works.length === 1 ? 'One booking is' : `${it.works.length} bookings are`} missing or short on its payslips.${asked ? ' You have asked about it.' : ''}`,
      href: `/payslips/ask/${showId('organisation', it.payerId)}`,
      step: asked ? 'See what you asked' : 'Write to them',
      tone: 'warning',
    };
  });
}
