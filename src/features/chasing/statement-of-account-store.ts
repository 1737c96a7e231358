import { sql } from 'kysely';
import type { InvoiceDocument } from '#features/invoices/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { AccountEntry } from '#rules/account-statement.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { StatementDocument } from './statement-of-account-document.ts';

/** A statement of account as it was made; it stands. */
export interface AccountStatement {
  readonly id: Id<'accountStatement'>;
  readonly organisationId: Id<'organisation'>;
  readonly asOf: Temporal.PlainDate;
  readonly owedPence: Pence;
  readonly fileId: Id<'file'>;
  readonly madeAt: Temporal.Instant;
  /** Null where no address was known. */
  readonly sentTo: string | null;
}

/** Those of an organisation, the latest first. */
export async function listAccountStatements(
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
): Promise<AccountStatement[]> {
  const rows = await tx.db
    .selectFrom('account_statements')
    .select(['id', 'organisation_id', 'as_of', 'owed_pence', 'file_id', 'made_at', 'sent_to'])
    .where('account_id', '=', tx.accountId)
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(row => ({
    id: row.id,
    organisationId: row.organisation_id,
    asOf: row.as_of,
    owedPence: row.owed_pence,
    fileId: row.file_id,
    madeAt: row.made_at,
    sentTo: row.sent_to,
  }));
}

export async function insertAccountStatement(
  tx: OwnedTransaction,
  it: AccountStatement & { readonly content: StatementDocument },
): Promise<void> {
  await tx.db
    .insertInto('account_statements')
    .values({
      account_id: tx.accountId,
      id: it.id,
      organisation_id: it.organisationId,
      as_of: it.asOf,
      owed_pence: it.owedPence,
      content: JSON.stringify(it.content),
      file_id: it.fileId,
      made_at: it.madeAt,
      sent_to: it.sentTo,
    })
    .execute();
}

/** Letterhead, buyer and bank account as the newest invoice of an organisation printed them; undefined where none was made here. */
export async function readLatestPrinted(
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
): Promise<Pick<InvoiceDocument, 'seller' | 'buyer' | 'payment'> | undefined> {
  const row = await tx.db
    .selectFrom('invoices')
    .select('content')
    .where('account_id', '=', tx.accountId)
    .where('organisation_id', '=', organisationId)
    .where('state', '<>', 'draft')
    .where('content', 'is not', null)
    .orderBy('issue_date', 'desc')
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (!row?.content) return undefined;
  const { seller, buyer, payment } = row.content as unknown as InvoiceDocument;
  return { seller, buyer, payment };
}

/**
 * All that changed what an organisation owes: invoices in force, credit notes, money, write-offs, and money that went back. A remittance is
 * one entry whole, and the payments that came out of it are none. Reads tables of invoices and payments, writes none.
 */
export async function readEntries(tx: OwnedTransaction, organisationId: Id<'organisation'>): Promise<AccountEntry[]> {
  const { rows } = await sql<{ on: Temporal.PlainDate; what: string; amount: Pence }>`
    WITH its AS (
      SELECT * FROM invoices
      WHERE account_id = ${tx.accountId} AND organisation_id = ${organisationId} AND state IN ('issued', 'paid')
    )
    SELECT issue_date AS on, 'Invoice ' || number_text AS what, total_pence AS amount, 1 AS rank FROM its
    UNION ALL
    SELECT c.issue_date, 'Credit note ' || c.number_text || ' for ' || i.number_text, -c.amount_pence, 2
      FROM credit_notes c JOIN its i ON i.account_id = c.account_id AND i.id = c.invoice_id
    UNION ALL
    SELECT p.received_on, 'Payment of ' || i.number_text, -p.amount_pence, 3
      FROM payments p JOIN its i ON i.account_id = p.account_id AND i.id = p.invoice_id
      WHERE p.withdrawn_at IS NULL AND p.remittance_id IS NULL
    UNION ALL
    SELECT r.received_on, CASE WHEN r.source = 'credit_note' THEN 'Kept as credit' ELSE 'Payment' END
        || CASE WHEN r.reference = '' THEN '' ELSE ', ' || r.reference END, -r.amount_pence, 3
      FROM remittances r
      WHERE r.account_id = ${tx.accountId} AND r.organisation_id = ${organisationId} AND r.withdrawn_at IS NULL
    UNION ALL
    SELECT w.written_off_on, 'Not asked for any more, ' || i.number_text, -w.amount_pence, 4
      FROM write_offs w JOIN its i ON i.account_id = w.account_id AND i.id = w.invoice_id WHERE w.undone_at IS NULL
    UNION ALL
    SELECT c.refunded_on, 'Given back for ' || c.number_text, c.refund_pence, 5
      FROM credit_notes c JOIN its i ON i.account_id = c.account_id AND i.id = c.invoice_id
      WHERE c.refunded_on IS NOT NULL AND c.refund_pence > 0
    UNION ALL
    SELECT f.refunded_on, 'Sent back', f.amount_pence, 5
      FROM remittance_refunds f JOIN remittances r ON r.account_id = f.account_id AND r.id = f.remittance_id
      WHERE r.account_id = ${tx.accountId} AND r.organisation_id = ${organisationId}
    ORDER BY 1, 4, 2`.execute(tx.db);
  return rows.map(row => ({ on: row.on, what: row.what, amountPence: row.amount }));
}
