import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { MoneyParts } from '#rules/credit-parts.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { CreditNoteDocument } from './credit-note-document.ts';
import type { InvoiceDocument } from './invoice-content.ts';

/** Money given back on an issued invoice; its parts together are the amount. */
export interface CreditNote extends MoneyParts {
  readonly id: Id<'creditNote'>;
  readonly invoiceId: Id<'invoice'>;
  /** As printed. */
  readonly number: string;
  readonly issueDate: Temporal.PlainDate;
  readonly reason: string;
  readonly amountPence: Pence;
  /** The Form A whose employer's share it gives back. */
  readonly formAId: Id<'formA'> | null;
  readonly fileId: Id<'file'>;
  /** What was paid already when it was issued, and has to go back. */
  readonly refundPence: Pence;
  /** Where the invoice was paid: the day on which the money went back. */
  readonly refundedOn: Temporal.PlainDate | null;
}

/** Those of one invoice, or all, in the order of their numbers. */
export async function listCreditNotes(tx: OwnedTransaction, invoiceId?: Id<'invoice'>): Promise<CreditNote[]> {
  let query = tx.db
    .selectFrom('credit_notes')
    .select(['id', 'invoice_id', 'number_text', 'issue_date', 'reason', 'amount_pence', 'form_a_id', 'file_id'])
    .select(['work_pence', 'expenses_pence', 'employer_pence', 'refund_pence', 'refunded_on'])
    .where('account_id', '=', tx.accountId)
    .orderBy('number');
  if (invoiceId !== undefined) query = query.where('invoice_id', '=', invoiceId);
  return (await query.execute()).map(row => ({
    id: row.id,
    invoiceId: row.invoice_id,
    number: row.number_text,
    issueDate: row.issue_date,
    reason: row.reason,
    amountPence: row.amount_pence,
    formAId: row.form_a_id,
    fileId: row.file_id,
    workPence: row.work_pence,
    expensesPence: row.expenses_pence,
    employerPence: row.employer_pence,
    refundPence: row.refund_pence,
    refundedOn: row.refunded_on,
  }));
}

/** The next number of the account's series of credit notes. The row stays locked until the transaction ends: that is what leaves no gap. */
export async function nextCreditNumber(tx: OwnedTransaction): Promise<number> {
  const row = await tx.db
    .insertInto('credit_note_counters')
    .values({ account_id: tx.accountId, last_number: 1 })
    .onConflict(conflict =>
      conflict.column('account_id').doUpdateSet({ last_number: sql<number>`credit_note_counters.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return row.last_number;
}

export async function insertCreditNote(
  tx: OwnedTransaction,
  note: Omit<CreditNote, 'number' | 'refundedOn'> & { readonly number: number; readonly content: CreditNoteDocument },
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .insertInto('credit_notes')
    .values({
      account_id: tx.accountId,
      id: note.id,
      invoice_id: note.invoiceId,
      number: note.number,
      number_text: note.content.number,
      issue_date: note.issueDate,
      reason: note.reason,
      amount_pence: note.amountPence,
      work_pence: note.workPence,
      expenses_pence: note.expensesPence,
      employer_pence: note.employerPence,
      refund_pence: note.refundPence,
      form_a_id: note.formAId,
      content: JSON.stringify(note.content),
      file_id: note.fileId,
      issued_at: now,
    })
    .execute();
}

/** Notes which lines of the invoice a credit note takes back; a line that was taken back before is a fault. */
export async function insertCreditedLines(
  tx: OwnedTransaction,
  id: Id<'creditNote'>,
  invoiceId: Id<'invoice'>,
  positions: readonly number[],
): Promise<void> {
  if (positions.length === 0) return;
  await tx.db
    .insertInto('credit_note_lines')
    .values(
      positions.map(position => ({ account_id: tx.accountId, credit_note_id: id, invoice_id: invoiceId, position })),
    )
    .execute();
}

/** Notes the day on which the money went back; answers false where there is no such note. */
export async function markRefunded(
  tx: OwnedTransaction,
  id: Id<'creditNote'>,
  on: Temporal.PlainDate,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('credit_notes')
    .set({ refunded_on: on })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Who sold and who was billed, as the issued invoice printed them. */
export async function readParties(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<Pick<InvoiceDocument, 'seller' | 'buyer'> | undefined> {
  const row = await tx.db
    .selectFrom('invoices')
    .select('content')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.content) return undefined;
  const { seller, buyer } = row.content as unknown as Pick<InvoiceDocument, 'seller' | 'buyer'>;
  return { seller, buyer };
}
