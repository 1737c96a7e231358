import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { LetterDocument } from './letter-document.ts';

/** A letter before claim about one invoice. */
export interface FormalLetter {
  readonly id: Id<'formalLetter'>;
  readonly invoiceId: Id<'invoice'>;
  readonly madeOn: Temporal.PlainDate;
  readonly payBy: Temporal.PlainDate;
  readonly totalPence: Pence;
  readonly fileId: Id<'file'>;
  readonly sentAt: Temporal.Instant | null;
  readonly sentTo: string | null;
  readonly postedOn: Temporal.PlainDate | null;
}

/** Those of one invoice, the latest first. */
export async function listLetters(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<FormalLetter[]> {
  const rows = await tx.db
    .selectFrom('formal_letters')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    invoiceId: row.invoice_id,
    madeOn: row.made_on,
    payBy: row.pay_by,
    totalPence: row.total_pence,
    fileId: row.file_id,
    sentAt: row.sent_at,
    sentTo: row.sent_to,
    postedOn: row.posted_on,
  }));
}

export async function insertLetter(
  tx: OwnedTransaction,
  it: Omit<FormalLetter, 'sentAt' | 'sentTo' | 'postedOn'> & { readonly content: LetterDocument },
): Promise<void> {
  await tx.db
    .insertInto('formal_letters')
    .values({
      account_id: tx.accountId,
      id: it.id,
      invoice_id: it.invoiceId,
      made_on: it.madeOn,
      pay_by: it.payBy,
      total_pence: it.totalPence,
      content: JSON.stringify(it.content),
      file_id: it.fileId,
      made_at: it.content.madeAt,
    })
    .execute();
}

/** Notes how a letter went out. */
export async function markLetter(
  tx: OwnedTransaction,
  id: Id<'formalLetter'>,
  out: { readonly sent_at: Temporal.Instant; readonly sent_to: string } | { readonly posted_on: Temporal.PlainDate },
): Promise<void> {
  await tx.db
    .updateTable('formal_letters')
    .set(out)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}
