import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { lessPence, type Pence, sumPence, ZERO } from '#rules/money.ts';

export type RemittanceSource = 'advice' | 'bank' | 'overpayment' | 'credit_note';

/** One sum of money of one organisation, and where it went. */
export interface Remittance {
  readonly id: Id<'remittance'>;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly receivedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  /** As the payer wrote it. */
  readonly reference: string;
  readonly source: RemittanceSource;
  readonly withdrawnAt: Temporal.Instant | null;
  /** On invoices, by payments that count. */
  readonly allocatedPence: Pence;
  readonly refundedPence: Pence;
  /** Neither on an invoice nor sent back: the organisation's credit. Nought once it is withdrawn. */
  readonly creditPence: Pence;
}

/** A payment that came out of a remittance. */
export interface Allocation {
  readonly paymentId: Id<'payment'>;
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly receivedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  readonly note: string;
  readonly withdrawnAt: Temporal.Instant | null;
}

export interface CreditRefund {
  readonly id: Id<'creditRefund'>;
  readonly refundedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
}

/** The latest first; of one organisation where it is named. */
export async function listRemittances(
  tx: OwnedTransaction,
  organisationId?: Id<'organisation'>,
): Promise<Remittance[]> {
  let query = remittances(tx).orderBy('r.received_on', 'desc').orderBy('r.id', 'desc').limit(500);
  if (organisationId) query = query.where('r.organisation_id', '=', organisationId);
  return (await query.execute()).map(fromRow);
}

export async function findRemittance(tx: OwnedTransaction, id: Id<'remittance'>): Promise<Remittance | undefined> {
  const row = await remittances(tx).where('r.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Locks one against changes by others until the transaction ends. Invoices are locked before it. */
export async function lockRemittance(tx: OwnedTransaction, id: Id<'remittance'>): Promise<void> {
  await tx.db
    .selectFrom('remittances')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

/** Adds one; answers false where one with that id is there already. */
export async function insertRemittance(
  tx: OwnedTransaction,
  it: Pick<Remittance, 'id' | 'organisationId' | 'receivedOn' | 'amountPence' | 'reference' | 'source'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('remittances')
    .values({
      account_id: tx.accountId,
      id: it.id,
      organisation_id: it.organisationId,
      received_on: it.receivedOn,
      amount_pence: it.amountPence,
      reference: it.reference,
      source: it.source,
      recorded_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function markRemittanceWithdrawn(
  tx: OwnedTransaction,
  id: Id<'remittance'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('remittances')
    .set({ withdrawn_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** The payments that came out of it, withdrawn ones too. */
export async function listAllocations(tx: OwnedTransaction, id: Id<'remittance'>): Promise<Allocation[]> {
  const rows = await tx.db
    .selectFrom('payments as p')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'p.account_id').onRef('i.id', '=', 'p.invoice_id'),
    )
    .select(['p.id', 'p.invoice_id', 'i.number_text', 'p.received_on', 'p.amount_pence', 'p.note', 'p.withdrawn_at'])
    .where('p.account_id', '=', tx.accountId)
    .where('p.remittance_id', '=', id)
    .orderBy('p.received_on')
    .orderBy('i.number_text')
    .execute();
  return rows.map(row => ({
    paymentId: row.id,
    invoiceId: row.invoice_id,
    invoiceNumber: row.number_text ?? '',
    receivedOn: row.received_on,
    amountPence: row.amount_pence,
    note: row.note,
    withdrawnAt: row.withdrawn_at,
  }));
}

export async function listRefunds(tx: OwnedTransaction, id: Id<'remittance'>): Promise<CreditRefund[]> {
  const rows = await tx.db
    .selectFrom('remittance_refunds')
    .select(['id', 'refunded_on', 'amount_pence'])
    .where('account_id', '=', tx.accountId)
    .where('remittance_id', '=', id)
    .orderBy('refunded_on')
    .orderBy('id')
    .execute();
  return rows.map(row => ({ id: row.id, refundedOn: row.refunded_on, amountPence: row.amount_pence }));
}

/** Adds money that went back; answers false where that id is there already. */
export async function insertRefund(
  tx: OwnedTransaction,
  remittanceId: Id<'remittance'>,
  it: CreditRefund,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('remittance_refunds')
    .values({
      account_id: tx.accountId,
      id: it.id,
      remittance_id: remittanceId,
      refunded_on: it.refundedOn,
      amount_pence: it.amountPence,
      recorded_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

const allocatedOf = sql<Pence>`(SELECT coalesce(sum(p.amount_pence), 0)::bigint FROM payments p WHERE p.account_id = r.account_id AND p.remittance_id = r.id AND p.withdrawn_at IS NULL)`;
const refundedOf = sql<Pence>`(SELECT coalesce(sum(f.amount_pence), 0)::bigint FROM remittance_refunds f WHERE f.account_id = r.account_id AND f.remittance_id = r.id)`;

function remittances(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('remittances as r')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'r.account_id').onRef('o.id', '=', 'r.organisation_id'),
    )
    .select(['r.id', 'r.organisation_id', 'o.name', 'r.received_on', 'r.amount_pence', 'r.reference', 'r.source'])
    .select(['r.withdrawn_at', allocatedOf.as('allocated'), refundedOf.as('refunded')])
    .where('r.account_id', '=', tx.accountId);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof remittances>['executeTakeFirstOrThrow']>>): Remittance {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.name,
    receivedOn: row.received_on,
    amountPence: row.amount_pence,
    reference: row.reference,
    source: row.source,
    withdrawnAt: row.withdrawn_at,
    allocatedPence: row.allocated,
    refundedPence: row.refunded,
    creditPence: row.withdrawn_at ? ZERO : lessPence(row.amount_pence, sumPence([row.allocated, row.refunded])),
  };
}
