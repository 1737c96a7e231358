import { sql } from 'kysely';
import type { InvoiceDocument } from '#features/invoices/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { InterestDocument } from './interest-document.ts';

/** Interest and compensation that were asked for on one invoice that was paid late. */
export interface InterestInvoice {
  readonly id: Id<'interestInvoice'>;
  readonly invoiceId: Id<'invoice'>;
  /** As printed. */
  readonly number: string;
  readonly issueDate: Temporal.PlainDate;
  /** Interest up to and including this day is on it. */
  readonly chargedTo: Temporal.PlainDate;
  readonly interestPence: Pence;
  readonly compensationPence: Pence;
  readonly fileId: Id<'file'>;
  readonly paidOn: Temporal.PlainDate | null;
  readonly waivedAt: Temporal.Instant | null;
}

/** Those of one invoice, in the order of their numbers. */
export async function listInterestInvoices(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<InterestInvoice[]> {
  const rows = await tx.db
    .selectFrom('interest_invoices')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('number')
    .execute();
  return rows.map(row => ({
    id: row.id,
    invoiceId: row.invoice_id,
    number: row.number_text,
    issueDate: row.issue_date,
    chargedTo: row.charged_to,
    interestPence: row.interest_pence,
    compensationPence: row.compensation_pence,
    fileId: row.file_id,
    paidOn: row.paid_on,
    waivedAt: row.waived_at,
  }));
}

/** The next number of the account's series of interest invoices. The row stays locked until the transaction ends: that is what leaves no gap. */
export async function nextInterestNumber(tx: OwnedTransaction): Promise<number> {
  const row = await tx.db
    .insertInto('interest_invoice_counters')
    .values({ account_id: tx.accountId, last_number: 1 })
    .onConflict(conflict =>
      conflict
        .column('account_id')
        .doUpdateSet({ last_number: sql<number>`interest_invoice_counters.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return row.last_number;
}

export async function insertInterestInvoice(
  tx: OwnedTransaction,
  it: Omit<InterestInvoice, 'number' | 'paidOn' | 'waivedAt'> & {
    readonly number: number;
    readonly content: InterestDocument;
  },
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .insertInto('interest_invoices')
    .values({
      account_id: tx.accountId,
      id: it.id,
      invoice_id: it.invoiceId,
      number: it.number,
      number_text: it.content.number,
      issue_date: it.issueDate,
      charged_to: it.chargedTo,
      interest_pence: it.interestPence,
      compensation_pence: it.compensationPence,
      content: JSON.stringify(it.content),
      file_id: it.fileId,
      issued_at: now,
    })
    .execute();
}

/** Notes how an interest invoice ended; answers false where there is none that is open. */
export async function settleInterest(
  tx: OwnedTransaction,
  id: Id<'interestInvoice'>,
  end: { readonly paid_on: Temporal.PlainDate } | { readonly waived_at: Temporal.Instant },
): Promise<boolean> {
  const result = await tx.db
    .updateTable('interest_invoices')
    .set(end)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('paid_on', 'is', null)
    .where('waived_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Who sold, who was billed and where the money goes, as the issued invoice printed them. */
export async function readPrinted(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<Pick<InvoiceDocument, 'seller' | 'buyer' | 'payment'> | undefined> {
  const row = await tx.db
    .selectFrom('invoices')
    .select('content')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.content) return undefined;
  const { seller, buyer, payment } = row.content as unknown as InvoiceDocument;
  return { seller, buyer, payment };
}
