import type { OwnedTransaction } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { sentRevision } from './form-b-history.ts';
import { listFormBs, lockFormBs } from './form-b-store.ts';
import { listFormAsOf, markWithdrawn } from './store.ts';

/** Withdraws the Forms A of an invoice that is voided. Refuses while the pension office has one of them on a Form B. */
export async function withdrawFormAs(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  now: Temporal.Instant,
): Promise<void> {
  await lockFormBs(tx);
  const formAs = await listFormAsOf(tx, invoiceId);
  const sent = (await listFormBs(tx)).find(formB =>
    formAs.some(form => sentRevision(formB)?.formAIds.includes(form.id)),
  );
  if (sent) {
    throw new Refusal({
      code: 'form_a.on_form_b',
      message: `Its Form A is on the Form B of ${formatPensionMonth(sent.month)}, which was sent. On the page of that Form B record that it was sent back, or that it was never sent; then the invoice can be voided.`,
    });
  }
  await markWithdrawn(tx, invoiceId, now);
}
