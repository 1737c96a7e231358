import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** A receipt that was mailed in and waits to be entered as an expense. */
export interface ReceiptMail {
  readonly id: Id<'receiptMail'>;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly subject: string;
  readonly body: string;
  readonly receivedAt: Temporal.Instant;
  /** Entered or put away. */
  readonly isSettled: boolean;
  readonly files: readonly { readonly id: Id<'file'>; readonly name: string; readonly sizeBytes: number }[];
}

/** Those that wait, the latest first. */
export async function listWaiting(tx: OwnedTransaction): Promise<ReceiptMail[]> {
  const rows = await mails(tx).where('settled_at', 'is', null).orderBy('received_at', 'desc').orderBy('id').execute();
  return withFiles(tx, rows);
}

export async function countWaiting(tx: OwnedTransaction): Promise<number> {
  return (await mails(tx).where('settled_at', 'is', null).execute()).length;
}

/** One of them, locked until the transaction ends. */
export async function lockReceiptMail(tx: OwnedTransaction, id: Id<'receiptMail'>): Promise<ReceiptMail | undefined> {
  return (await withFiles(tx, await mails(tx).where('id', '=', id).forUpdate().execute()))[0];
}

/** Adds one with its files; answers false where that mail is here already. */
export async function insertReceiptMail(
  tx: OwnedTransaction,
  it: Omit<ReceiptMail, 'isSettled' | 'files'> & { readonly inboundId: string },
): Promise<boolean> {
  const result = await tx.db
    .insertInto('receipt_mails')
    .values({
      account_id: tx.accountId,
      id: it.id,
      inbound_id: it.inboundId,
      sender_name: it.senderName,
      sender_address: it.senderAddress,
      subject: it.subject,
      body: it.body,
      received_at: it.receivedAt,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'inbound_id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function insertMailFile(
  tx: OwnedTransaction,
  mailId: Id<'receiptMail'>,
  fileId: Id<'file'>,
): Promise<void> {
  await tx.db
    .insertInto('receipt_mail_files')
    .values({ account_id: tx.accountId, file_id: fileId, receipt_mail_id: mailId })
    .execute();
}

/** Marks it as dealt with, and takes its files off it: they are an expense's now, or nobody's. */
export async function settleRow(tx: OwnedTransaction, id: Id<'receiptMail'>, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('receipt_mails')
    .set({ settled_at: now, body: '' })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
  await tx.db
    .deleteFrom('receipt_mail_files')
    .where('account_id', '=', tx.accountId)
    .where('receipt_mail_id', '=', id)
    .execute();
}

/** Which address stands: the id that its token names; undefined where none was made yet. */
export async function readAddress(tx: OwnedTransaction): Promise<Id<'link'> | undefined> {
  const row = await tx.db
    .selectFrom('receipt_addresses')
    .select('link_id')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return row?.link_id;
}

/** Puts an address in the place of the one that stands, if any. */
export async function writeAddress(tx: OwnedTransaction, linkId: Id<'link'>, now: Temporal.Instant): Promise<void> {
  await tx.db
    .insertInto('receipt_addresses')
    .values({ account_id: tx.accountId, link_id: linkId, made_at: now })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet({ link_id: linkId, made_at: now }))
    .execute();
}

function mails(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('receipt_mails')
    .select(['id', 'sender_name', 'sender_address', 'subject', 'body', 'received_at', 'settled_at'])
    .where('account_id', '=', tx.accountId);
}

async function withFiles(
  tx: OwnedTransaction,
  rows: readonly Awaited<ReturnType<ReturnType<typeof mails>['executeTakeFirstOrThrow']>>[],
): Promise<ReceiptMail[]> {
  if (rows.length === 0) return [];
  const files = await tx.db
    .selectFrom('receipt_mail_files as m')
    .innerJoin('files as f', join => join.onRef('f.account_id', '=', 'm.account_id').onRef('f.id', '=', 'm.file_id'))
    .select(['m.receipt_mail_id', 'f.id', 'f.name', 'f.size_bytes'])
    .where('m.account_id', '=', tx.accountId)
    .where(
      'm.receipt_mail_id',
      'in',
      rows.map(row => row.id),
    )
    .orderBy('f.id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    senderName: row.sender_name,
    senderAddress: row.sender_address,
    subject: row.subject,
    body: row.body,
    receivedAt: row.received_at,
    isSettled: row.settled_at !== null,
    files: files
      .filter(it => it.receipt_mail_id === row.id)
      .map(it => ({ id: it.id, name: it.name, sizeBytes: it.size_bytes })),
  }));
}
