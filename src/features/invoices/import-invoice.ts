import type { OwnedTransaction } from '#platform/access.ts';
import { startOfDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, sumPence, ZERO } from '#rules/money.ts';

/** An invoice that was issued elsewhere, under its number there. */
export interface PastInvoice {
  readonly id: Id<'invoice'>;
  readonly batchId: Id<'importBatch'>;
  readonly organisationId: Id<'organisation'>;
  readonly number: string;
  readonly issueDate: Temporal.PlainDate;
  readonly dueDate: Temporal.PlainDate;
  readonly workPence: Pence;
  readonly expensesPence: Pence;
  readonly description: string;
  readonly purchaseOrder: string | null;
}

const MOST_TERMS = 120;

/**
 * Keeps an invoice of the past, in the caller's transaction: issued, with the number printed on it and none of our series. It has no paper
 * of ours, so it is never mailed, chased or certified; no fact is recorded, so that nobody is told.
 */
export async function importInvoiceIn(tx: OwnedTransaction, it: PastInvoice, now: Temporal.Instant): Promise<void> {
  const terms = it.issueDate.until(it.dueDate, { largestUnit: 'day' }).days;
  // lines can be added to drafts only
  await tx.db
    .insertInto('invoices')
    .values({
      account_id: tx.accountId,
      id: it.id,
      organisation_id: it.organisationId,
      import_batch_id: it.batchId,
      state: 'draft',
      payment_terms_days: Math.min(terms, MOST_TERMS),
      purchase_order: it.purchaseOrder,
      notes: '',
      work_pence: it.workPence,
      expenses_pence: it.expensesPence,
      total_pence: sumPence([it.workPence, it.expensesPence]),
      created_at: now,
      updated_at: now,
    })
    .execute();
  await tx.db.insertInto('invoice_lines').values(linesOf(tx, it)).execute();
  await tx.db
    .updateTable('invoices')
    .set({
      state: 'issued',
      number_text: it.number,
      issue_date: it.issueDate,
      due_date: it.dueDate,
      issued_at: startOfDay(it.issueDate),
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', it.id)
    .execute();
}

/** Takes imported invoices back, in the caller's transaction. What stands on one (a session, a credit note) makes the database refuse. */
export async function removeImportedInvoicesIn(tx: OwnedTransaction, ids: readonly Id<'invoice'>[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('invoices')
    .set({ state: 'draft' })
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...ids])
    .where('import_batch_id', 'is not', null)
    .where('state', 'in', ['issued', 'paid'])
    .execute();
  await tx.db
    .deleteFrom('invoices')
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...ids])
    .where('import_batch_id', 'is not', null)
    .where('state', '=', 'draft')
    .execute();
}

function linesOf(tx: OwnedTransaction, it: PastInvoice) {
  const parts = [
    { kind: 'fee', description: it.description, amount_pence: it.workPence },
    { kind: 'expense', description: `${it.description}: mileage and expenses`, amount_pence: it.expensesPence },
  ];
  return parts
    .filter(part => part.amount_pence !== ZERO)
    .map((part, position) => ({
      ...part,
      account_id: tx.accountId,
      invoice_id: it.id,
      position,
      worked_on: it.issueDate,
    }));
}
