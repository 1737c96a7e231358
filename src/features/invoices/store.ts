import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { InvoiceState } from '#rules/invoice-standing.ts';
import type { Pence } from '#rules/money.ts';
import type { Provenance } from '#rules/pension/entered-figures.ts';
import type { Line } from './invoice.ts';
import type { InvoiceDocument } from './invoice-content.ts';

/** Locks an invoice against changes by others until the transaction ends; answers its state. */
export async function lockInvoice(tx: OwnedTransaction, id: Id<'invoice'>): Promise<InvoiceState | undefined> {
  const row = await tx.db
    .selectFrom('invoices')
    .select('state')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.state;
}

export interface NewInvoice {
  readonly id: Id<'invoice'>;
  readonly organisationId: Id<'organisation'>;
  readonly paymentTermsDays: number;
  readonly purchaseOrder: string | null;
  readonly buyerReference: string | null;
  readonly notes: string;
  readonly sums: Sums;
}

export interface Sums {
  readonly workPence: Pence;
  readonly expensesPence: Pence;
  readonly pensionableFeePence: Pence;
  readonly pensionablePayPence: Pence;
  readonly employerContributionPence: Pence;
  readonly employerBasisPoints: number | null;
  /** The rate is the locum's own entry: what is printed says so. */
  readonly rateEntered?: Provenance;
  readonly totalPence: Pence;
}

/** Adds a draft; answers false where one with that id is there already. */
export async function insertDraft(
  tx: OwnedTransaction,
  draft: NewInvoice,
  lines: readonly Line[],
  now: Temporal.Instant,
): Promise<boolean> {
  const inserted = await tx.db
    .insertInto('invoices')
    .values({
      account_id: tx.accountId,
      id: draft.id,
      organisation_id: draft.organisationId,
      state: 'draft',
      payment_terms_days: draft.paymentTermsDays,
      purchase_order: draft.purchaseOrder,
      buyer_reference: draft.buyerReference,
      notes: draft.notes,
      ...columnsOf(draft.sums),
      created_at: now,
      updated_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return false;
  await tx.db
    .insertInto('invoice_lines')
    .values(
      lines.map((line, position) => ({
        account_id: tx.accountId,
        invoice_id: draft.id,
        position,
        booking_id: line.bookingId,
        kind: line.kind,
        worked_on: line.workedOn,
        description: line.description,
        quantity_text: line.quantityText,
        rate_text: line.rateText,
        pensioned: line.pensioned,
        amount_pence: line.amountPence,
      })),
    )
    .execute();
  return true;
}

/** The next number of the account's series. The row stays locked until the transaction ends: that is what leaves no gap. */
export async function nextNumber(tx: OwnedTransaction): Promise<number> {
  const row = await tx.db
    .insertInto('invoice_counters')
    .values({ account_id: tx.accountId, last_number: 1 })
    .onConflict(conflict =>
      conflict.column('account_id').doUpdateSet({ last_number: sql<number>`invoice_counters.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return row.last_number;
}

export interface Issue {
  readonly number: number;
  readonly issueDate: Temporal.PlainDate;
  readonly dueDate: Temporal.PlainDate;
  readonly sums: Sums;
  readonly content: InvoiceDocument;
  readonly fileId: Id<'file'>;
}

export async function markIssued(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
  issue: Issue,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('invoices')
    .set({
      state: 'issued',
      number: issue.number,
      number_text: issue.content.number,
      issue_date: issue.issueDate,
      due_date: issue.dueDate,
      ...columnsOf(issue.sums),
      content: JSON.stringify(issue.content),
      file_id: issue.fileId,
      issued_at: now,
      updated_at: now,
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

export async function markVoid(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('invoices')
    .set({ state: 'void', voided_at: now, void_reason: reason, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Moves between issued and paid, as the payments say. */
export async function markSettled(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
  state: 'issued' | 'paid',
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('invoices')
    .set({ state, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Sets what the buyer wants to read on a draft; answers false where there is none. */
export async function setReferences(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
  it: { readonly purchaseOrder: string | null; readonly buyerReference: string | null },
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('invoices')
    .set({ purchase_order: it.purchaseOrder, buyer_reference: it.buyerReference, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteDraftRow(tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  await tx.db
    .deleteFrom('invoices')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

function columnsOf(sums: Sums) {
  return {
    work_pence: sums.workPence,
    expenses_pence: sums.expensesPence,
    pensionable_fee_pence: sums.pensionableFeePence,
    pensionable_pay_pence: sums.pensionablePayPence,
    employer_contribution_pence: sums.employerContributionPence,
    employer_basis_points: sums.employerBasisPoints,
    total_pence: sums.totalPence,
  };
}
