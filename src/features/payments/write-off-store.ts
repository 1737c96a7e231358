import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** The balance of an invoice that was given up. */
export interface WriteOff {
  readonly id: Id<'writeOff'>;
  readonly invoiceId: Id<'invoice'>;
  readonly writtenOffOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  readonly reason: string;
  readonly undoneAt: Temporal.Instant | null;
}

/** Those of an invoice, undone ones too, in the order in which they were made. */
export async function listWriteOffs(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<WriteOff[]> {
  const rows = await tx.db
    .selectFrom('write_offs')
    .select(['id', 'invoice_id', 'written_off_on', 'amount_pence', 'reason', 'undone_at'])
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    invoiceId: row.invoice_id,
    writtenOffOn: row.written_off_on,
    amountPence: row.amount_pence,
    reason: row.reason,
    undoneAt: row.undone_at,
  }));
}

export async function insertWriteOff(
  tx: OwnedTransaction,
  it: Omit<WriteOff, 'undoneAt'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .insertInto('write_offs')
    .values({
      account_id: tx.accountId,
      id: it.id,
      invoice_id: it.invoiceId,
      written_off_on: it.writtenOffOn,
      amount_pence: it.amountPence,
      reason: it.reason,
      recorded_at: now,
    })
    .execute();
}

export async function markUndone(tx: OwnedTransaction, id: Id<'writeOff'>, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('write_offs')
    .set({ undone_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}
