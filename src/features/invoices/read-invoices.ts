import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { invoiceStanding, outstanding } from '#rules/invoice-standing.ts';
import type { Pence } from '#rules/money.ts';
import type { Invoice, Line } from './invoice.ts';

export interface InvoiceFilter {
  readonly organisationId?: Id<'organisation'> | undefined;
  /** Claimed and disputed: what the organisation said waits for the locum's answer. */
  readonly standing?: 'draft' | 'unpaid' | 'overdue' | 'claimed' | 'disputed' | 'paid' | 'void' | undefined;
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
  else if (filter.standing === 'claimed') query = query.where(openClaim);
  else if (filter.standing === 'disputed') query = query.where(openDispute);
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
      sql<Pence>`coalesce(sum(i.total_pence - ${paidOf} - ${creditedOf} - ${writtenOffOf}), 0)::bigint`.as('to_come'),
      sql<Pence>`coalesce(sum(i.total_pence - ${paidOf} - ${creditedOf} - ${writtenOffOf}) FILTER (WHERE i.due_date < ${today}), 0)::bigint`.as(
        'overdue',
      ),
    ])
    .where('i.account_id', '=', tx.accountId)
    .where('i.state', '=', 'issued')
    .executeTakeFirstOrThrow();
  return { toComePence: row.to_come, overduePence: row.overdue };
}

const openClaim = sql<boolean>`EXISTS (SELECT FROM payment_claims c WHERE c.account_id = i.account_id AND c.invoice_id = i.id AND c.state = 'open')`;
const openDispute = sql<boolean>`EXISTS (SELECT FROM invoice_disputes d WHERE d.account_id = i.account_id AND d.invoice_id = i.id AND d.settled_at IS NULL)`;
const paidOf = sql<Pence>`(SELECT coalesce(sum(p.amount_pence), 0)::bigint FROM payments p WHERE p.account_id = i.account_id AND p.invoice_id = i.id AND p.withdrawn_at IS NULL)`;
const creditedOf = sql<Pence>`(SELECT coalesce(sum(c.amount_pence), 0)::bigint FROM credit_notes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id)`;
const refundedOf = sql<Pence>`(SELECT coalesce(sum(c.refund_pence), 0)::bigint FROM credit_notes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id AND c.refunded_on IS NOT NULL)`;
const writtenOffOf = sql<Pence>`(SELECT coalesce(sum(w.amount_pence), 0)::bigint FROM write_offs w WHERE w.account_id = i.account_id AND w.invoice_id = i.id AND w.undone_at IS NULL)`;

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
      'i.buyer_reference',
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
      writtenOffOf.as('written_off_pence'),
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
    standing: invoiceStanding(
      {
        state: row.state,
        dueDate: row.due_date,
        paidPence: row.paid_pence,
        creditedPence: row.credited_pence,
        writtenOffPence: row.written_off_pence,
      },
      today,
    ),
    number: row.number_text,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    paymentTermsDays: row.payment_terms_days,
    purchaseOrder: row.purchase_order,
    buyerReference: row.buyer_reference,
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
    writtenOffPence: row.written_off_pence,
    outstandingPence: outstanding({
      totalPence: row.total_pence,
      paidPence: row.paid_pence,
      creditedPence: row.credited_pence,
      refundedPence: row.refunded_pence,
      writtenOffPence: row.written_off_pence,
    }),
    fileId: row.file_id,
    issuedAt: row.issued_at,
    voidReason: row.void_reason,
  };
}
