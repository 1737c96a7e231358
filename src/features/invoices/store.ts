import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { type InvoiceState, invoiceStanding, outstanding } from '#rules/invoice-standing.ts';
import type { Pence } from '#rules/money.ts';
import type { Invoice, Line } from './invoice.ts';
import type { InvoiceDocument } from './invoice-content.ts';

export interface InvoiceFilter {
  readonly organisationId?: Id<'organisation'> | undefined;
  readonly standing?: 'draft' | 'unpaid' | 'overdue' | 'paid' | 'void' | undefined;
  readonly issuedFrom?: Temporal.PlainDate | undefined;
  readonly issuedTo?: Temporal.PlainDate | undefined;
  /** Only those made before this one: the next page. */
  readonly before?: Id<'invoice'> | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listInvoices(
  tx: OwnedTransaction,
  filter: InvoiceFilter,
  today: Temporal.PlainDate,
): Promise<Invoice[]> {
  let query = invoices(tx).orderBy('i.id', 'desc').limit(filter.limit);
  if (filter.organisationId) query = query.where('i.organisation_id', '=', filter.organisationId);
  if (filter.before) query = query.where('i.id', '<', filter.before);
  if (filter.issuedFrom) query = query.where('i.issue_date', '>=', filter.issuedFrom);
  if (filter.issuedTo) query = query.where('i.issue_date', '<=', filter.issuedTo);
  if (filter.standing === 'unpaid') query = query.where('i.state', '=', 'issued');
  else if (filter.standing === 'overdue') query = query.where('i.state', '=', 'issued').where('i.due_date', '<', today);
  else if (filter.standing) query = query.where('i.state', '=', filter.standing);
  return (await query.execute()).map(row => fromRow(row, today));
}

export async function findInvoice(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
  today: Temporal.PlainDate,
): Promise<Invoice | undefined> {
  const row = await invoices(tx).where('i.id', '=', id).executeTakeFirst();
  return row && fromRow(row, today);
}

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

export async function listLines(tx: OwnedTransaction, id: Id<'invoice'>): Promise<Line[]> {
  const rows = await tx.db
    .selectFrom('invoice_lines')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map(row => ({
    bookingId: row.booking_id,
    kind: row.kind as Line['kind'],
    workedOn: row.worked_on ?? Temporal.PlainDate.from('2000-01-01'),
    description: row.description,
    quantityText: row.quantity_text,
    rateText: row.rate_text,
    pensioned: row.pensioned,
    amountPence: row.amount_pence,
  }));
}

export interface NewInvoice {
  readonly id: Id<'invoice'>;
  readonly organisationId: Id<'organisation'>;
  readonly paymentTermsDays: number;
  readonly purchaseOrder: string | null;
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

export async function deleteDraftRow(tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  await tx.db
    .deleteFrom('invoices')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

export interface SentMail {
  readonly toAddress: string;
  readonly state: 'queued' | 'sent' | 'refused';
  readonly reason: string | null;
  readonly at: Temporal.Instant;
}

/** The mails that carried an invoice, newest first. */
export async function listInvoiceMails(tx: OwnedTransaction, id: Id<'invoice'>): Promise<SentMail[]> {
  const rows = await tx.db
    .selectFrom('mails')
    .select(['to_address', 'state', 'reason', 'sent_at', 'created_at'])
    .where('account_id', '=', tx.accountId)
    .where('subject_id', '=', id)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    toAddress: row.to_address,
    state: row.state,
    reason: row.reason,
    at: row.sent_at ?? row.created_at,
  }));
}

export interface MoneyOwed {
  readonly toComePence: Pence;
  readonly overduePence: Pence;
}

/** What issued invoices still bring: in all, and of that past its due day. */
export async function sumOwed(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<MoneyOwed> {
  const row = await tx.db
    .selectFrom('invoices as i')
    .select([
      sql<Pence>`coalesce(sum(i.total_pence - ${paidOf} - ${creditedOf}), 0)::bigint`.as('to_come'),
      sql<Pence>`coalesce(sum(i.total_pence - ${paidOf} - ${creditedOf}) FILTER (WHERE i.due_date < ${today}), 0)::bigint`.as(
        'overdue',
      ),
    ])
    .where('i.account_id', '=', tx.accountId)
    .where('i.state', '=', 'issued')
    .executeTakeFirstOrThrow();
  return { toComePence: row.to_come, overduePence: row.overdue };
}

const paidOf = sql<Pence>`(SELECT coalesce(sum(p.amount_pence), 0)::bigint FROM payments p WHERE p.account_id = i.account_id AND p.invoice_id = i.id AND p.withdrawn_at IS NULL)`;
const creditedOf = sql<Pence>`(SELECT coalesce(sum(c.amount_pence), 0)::bigint FROM credit_notes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id)`;
const refundedOf = sql<Pence>`(SELECT coalesce(sum(c.amount_pence), 0)::bigint FROM credit_notes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id AND c.refunded_on IS NOT NULL)`;

function invoices(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('invoices as i')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select([
      'i.id',
      'i.organisation_id',
      'o.name as organisation_name',
      'i.state',
      'i.number_text',
      'i.issue_date',
      'i.due_date',
      'i.payment_terms_days',
      'i.purchase_order',
      'i.notes',
      'i.work_pence',
      'i.expenses_pence',
      'i.pensionable_fee_pence',
      'i.pensionable_pay_pence',
      'i.employer_contribution_pence',
      'i.employer_basis_points',
      'i.total_pence',
      'i.file_id',
      'i.issued_at',
      'i.void_reason',
      paidOf.as('paid_pence'),
      creditedOf.as('credited_pence'),
      refundedOf.as('refunded_pence'),
    ])
    .where('i.account_id', '=', tx.accountId);
}

type Row = Awaited<ReturnType<ReturnType<typeof invoices>['executeTakeFirstOrThrow']>>;

function fromRow(row: Row, today: Temporal.PlainDate): Invoice {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    state: row.state,
    standing: invoiceStanding({ state: row.state, dueDate: row.due_date, paidPence: row.paid_pence }, today),
    number: row.number_text,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    paymentTermsDays: row.payment_terms_days,
    purchaseOrder: row.purchase_order,
    notes: row.notes,
    workPence: row.work_pence,
    expensesPence: row.expenses_pence,
    pensionableFeePence: row.pensionable_fee_pence,
    pensionablePayPence: row.pensionable_pay_pence,
    employerContributionPence: row.employer_contribution_pence,
    employerBasisPoints: row.employer_basis_points,
    totalPence: row.total_pence,
    paidPence: row.paid_pence,
    creditedPence: row.credited_pence,
    outstandingPence: outstanding({
      totalPence: row.total_pence,
      paidPence: row.paid_pence,
      creditedPence: row.credited_pence,
      refundedPence: row.refunded_pence,
    }),
    fileId: row.file_id,
    issuedAt: row.issued_at,
    voidReason: row.void_reason,
  };
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
