import type { Invoice } from '#features/invoices/index.ts';
import { listPayments } from '#features/payments/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { daysBetween } from '#rules/dates.ts';
import { compensationFor, type LatePayment, latePayment } from '#rules/late-payment.ts';
import { type Pence, pence, sumPence, ZERO } from '#rules/money.ts';
import { type InterestInvoice, listInterestInvoices } from './interest-store.ts';

export type InterestDue =
  | {
      readonly ok: true;
      /** What was owed when it fell late: the size that compensation goes by. */
      readonly owedPence: Pence;
      readonly interest: LatePayment;
      /** Nought where an earlier interest invoice has asked for it. */
      readonly compensationPence: Pence;
      readonly totalPence: Pence;
    }
  | { readonly ok: false; readonly reason: 'nothing_due' }
  | { readonly ok: false; readonly reason: 'rate_unknown'; readonly referenceDay: Temporal.PlainDate };

/**
 * What the Act gives on an invoice up to today and no earlier interest invoice has asked for; what was waived is not asked for again.
 * Credit notes count from the beginning: what was never owed bears no interest.
 */
export async function interestDue(ctx: Needs<'clock'>, tx: OwnedTransaction, invoice: Invoice): Promise<InterestDue> {
  const due = invoice.dueDate;
  if (due === null || (invoice.state !== 'issued' && invoice.state !== 'paid'))
    return { ok: false, reason: 'nothing_due' };
  const payments = (await listPayments(tx, invoice.id)).filter(payment => payment.withdrawnAt === null);
  const inTime = payments.filter(payment => daysBetween(payment.receivedOn, due) >= 0);
  const owed = invoice.totalPence - invoice.creditedPence - sumPence(inTime.map(payment => payment.amountPence));
  const owedPence = pence(Math.max(0, owed));
  const asked = await listInterestInvoices(tx, invoice.id);
  const interest = latePayment(
    {
      dueOn: due,
      amountPence: owedPence,
      payments: payments
        .filter(payment => daysBetween(due, payment.receivedOn) > 0)
        .map(payment => ({ on: payment.receivedOn, amountPence: payment.amountPence })),
    },
    ctx.clock.today(),
    chargedTo(asked),
  );
  if (!interest.ok) return interest.reason === 'rate_unknown' ? interest : { ok: false, reason: 'nothing_due' };
  const compensationPence = asked.length > 0 ? ZERO : compensationFor(owedPence);
  const totalPence = sumPence([interest.interestPence, compensationPence]);
  if (totalPence === 0) return { ok: false, reason: 'nothing_due' };
  return { ok: true, owedPence, interest, compensationPence, totalPence };
}

function chargedTo(asked: readonly InterestInvoice[]): Temporal.PlainDate | undefined {
  return asked
    .map(it => it.chargedTo)
    .toSorted(Temporal.PlainDate.compare)
    .at(-1);
}
