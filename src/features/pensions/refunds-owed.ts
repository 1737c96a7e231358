import { findInvoice, listCreditNotes } from '#features/invoices/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence } from '#rules/money.ts';

/** The employer's share of work that was given up, received and not sent back yet. */
export interface RefundOwed {
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly organisationName: string;
  readonly amountPence: Pence;
  /** The day of its credit note. */
  readonly since: Temporal.PlainDate;
}

/** What has to go back to practices since Forms A were given up, the earliest first. What was paid since against it is owed no more. */
export async function readRefundsOwed(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<RefundOwed[]> {
  const notes = (await listCreditNotes(tx)).filter(
    note => note.formAId !== null && note.refundedOn === null && note.refundPence > 0,
  );
  const owed: RefundOwed[] = [];
  for (const note of notes) {
    const invoice = await findInvoice(tx, note.invoiceId, today);
    if (!invoice || invoice.outstandingPence >= 0) continue;
    owed.push({
      invoiceId: note.invoiceId,
      invoiceNumber: invoice.number ?? '',
      organisationName: invoice.organisationName,
      amountPence: pence(Math.min(note.refundPence, -invoice.outstandingPence)),
      since: note.issueDate,
    });
  }
  return owed;
}
