import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

export interface Payment {
  readonly id: Id<'payment'>;
  readonly invoiceId: Id<'invoice'>;
  readonly receivedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  readonly note: string;
  readonly withdrawnAt: Temporal.Instant | null;
  /** The sum of money that it is part of. */
  readonly remittanceId: Id<'remittance'> | null;
}

/** All payments of an invoice, withdrawn ones too, in the order of their days. */
export async function listPayments(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<Payment[]> {
  const rows = await tx.db
    .selectFrom('payments')
    .select(['id', 'invoice_id', 'received_on', 'amount_pence', 'note', 'withdrawn_at', 'remittance_id'])
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('received_on')
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    invoiceId: row.invoice_id,
    receivedOn: row.received_on,
    amountPence: row.amount_pence,
    note: row.note,
    withdrawnAt: row.withdrawn_at,
    remittanceId: row.remittance_id,
  }));
}

/** Adds a payment; answers false where one with that id is there already. */
export async function insertPayment(
  tx: OwnedTransaction,
  payment: Omit<Payment, 'withdrawnAt'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('payments')
    .values({
      account_id: tx.accountId,
      id: payment.id,
      invoice_id: payment.invoiceId,
      received_on: payment.receivedOn,
      amount_pence: payment.amountPence,
      note: payment.note,
      remittance_id: payment.remittanceId,
      recorded_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Takes a payment back; answers false where there is none that counts. */
export async function withdrawRow(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  id: Id<'payment'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('payments')
    .set({ withdrawn_at: now })
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** What was received between two days, both included. */
export async function sumReceived(
  tx: OwnedTransaction,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Promise<Pence> {
  const row = await tx.db
    .selectFrom('payments')
    .select(sql<Pence>`coalesce(sum(amount_pence), 0)::bigint`.as('sum'))
    .where('account_id', '=', tx.accountId)
    .where('withdrawn_at', 'is', null)
    .where('received_on', '>=', first)
    .where('received_on', '<=', last)
    .executeTakeFirstOrThrow();
  return row.sum;
}
