import type { OwnedTransaction } from '#platform/access.ts';
import { DOCUMENT_CATEGORIES, type DocumentCategory } from '#rules/compliance-checklist.ts';
import type { Id } from '#rules/ids.ts';
import type { DocumentVersion, KeptDocument } from './document.ts';

/** All documents, those that expire first at the head. */
export async function listDocuments(tx: OwnedTransaction): Promise<KeptDocument[]> {
  const rows = await documents(tx)
    .orderBy('d.expires_on', order => order.asc().nullsLast())
    .orderBy('d.title')
    .execute();
  return rows.map(fromRow);
}

export async function readDocument(tx: OwnedTransaction, id: Id<'document'>): Promise<KeptDocument | undefined> {
  const row = await documents(tx).where('d.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

export interface DocumentToWrite {
  readonly id: Id<'document'>;
  readonly category: DocumentCategory;
  readonly title: string;
  readonly issuedOn: Temporal.PlainDate | null;
  readonly expiresOn: Temporal.PlainDate | null;
  readonly fileId: Id<'file'>;
}

/** Adds a document in its first version. */
export async function insertDocument(tx: OwnedTransaction, it: DocumentToWrite, now: Temporal.Instant): Promise<void> {
  await tx.db
    .insertInto('documents')
    .values({
      account_id: tx.accountId,
      id: it.id,
      category: it.category,
      title: it.title,
      issued_on: it.issuedOn,
      expires_on: it.expiresOn,
      file_id: it.fileId,
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await insertVersion(tx, it.id, 1, it, now);
}

/** Puts a newer paper in the place of the one that stands, which is kept as a version. */
export async function renewRow(
  tx: OwnedTransaction,
  id: Id<'document'>,
  it: Pick<DocumentToWrite, 'issuedOn' | 'expiresOn' | 'fileId'>,
  now: Temporal.Instant,
): Promise<number | undefined> {
  const row = await tx.db
    .updateTable('documents')
    .set(({ eb }) => ({
      issued_on: it.issuedOn,
      expires_on: it.expiresOn,
      file_id: it.fileId,
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirst();
  if (row) await insertVersion(tx, id, row.version, it, now);
  return row?.version;
}

/** Changes what is said of the version that stands. Reminders of another day of expiry are forgotten: the new one has its own. */
export async function correctRow(
  tx: OwnedTransaction,
  document: Pick<KeptDocument, 'id' | 'version' | 'expiresOn'>,
  it: Pick<DocumentToWrite, 'category' | 'title' | 'issuedOn' | 'expiresOn'>,
  now: Temporal.Instant,
): Promise<void> {
  const dates = { issued_on: it.issuedOn, expires_on: it.expiresOn };
  await tx.db
    .updateTable('documents')
    .set({ category: it.category, title: it.title, ...dates, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', document.id)
    .execute();
  await tx.db
    .updateTable('document_versions')
    .set(dates)
    .where('account_id', '=', tx.accountId)
    .where('document_id', '=', document.id)
    .where('version', '=', document.version)
    .execute();
  const isSame = it.expiresOn && document.expiresOn ? it.expiresOn.equals(document.expiresOn) : false;
  if (isSame) return;
  await tx.db
    .deleteFrom('document_reminders')
    .where('account_id', '=', tx.accountId)
    .where('document_id', '=', document.id)
    .where('version', '=', document.version)
    .execute();
}

/** All versions of a document, the newest first. */
export async function listVersions(tx: OwnedTransaction, id: Id<'document'>): Promise<DocumentVersion[]> {
  const rows = await tx.db
    .selectFrom('document_versions')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('document_id', '=', id)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(row => ({
    version: row.version,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    fileId: row.file_id,
    addedAt: row.added_at,
  }));
}

/** Deletes a document with its versions and file records; answers the keys whose bytes can go. */
export async function deleteDocumentRows(tx: OwnedTransaction, id: Id<'document'>): Promise<string[]> {
  const fileIds = (await listVersions(tx, id)).map(version => version.fileId);
  await tx.db.deleteFrom('documents').where('account_id', '=', tx.accountId).where('id', '=', id).execute();
  if (fileIds.length === 0) return [];
  const gone = await tx.db
    .deleteFrom('files')
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', fileIds)
    .returning('store_key')
    .execute();
  return gone.map(row => row.store_key);
}

/** Months by category, where the locum set their own. */
export async function readValidities(tx: OwnedTransaction): Promise<Map<DocumentCategory, number | null>> {
  const rows = await tx.db
    .selectFrom('document_validities')
    .select(['category', 'months'])
    .where('account_id', '=', tx.accountId)
    .execute();
  return new Map(rows.map(row => [categoryOf(row.category), row.months]));
}

export async function writeValidity(
  tx: OwnedTransaction,
  category: DocumentCategory,
  months: number | null,
): Promise<void> {
  await tx.db
    .insertInto('document_validities')
    .values({ account_id: tx.accountId, category, months })
    .onConflict(conflict => conflict.columns(['account_id', 'category']).doUpdateSet({ months }))
    .execute();
}

/** The reminders of the version that stands, by document. */
export async function listReminders(tx: OwnedTransaction): Promise<Map<Id<'document'>, number[]>> {
  const rows = await tx.db
    .selectFrom('document_reminders as r')
    .innerJoin('documents as d', join =>
      join
        .onRef('d.account_id', '=', 'r.account_id')
        .onRef('d.id', '=', 'r.document_id')
        .onRef('d.version', '=', 'r.version'),
    )
    .select(['r.document_id', 'r.days_before'])
    .where('r.account_id', '=', tx.accountId)
    .execute();
  const byDocument = Map.groupBy(rows, row => row.document_id);
  return new Map([...byDocument].map(([id, its]) => [id, its.map(row => row.days_before)]));
}

export async function insertReminder(
  tx: OwnedTransaction,
  it: Pick<KeptDocument, 'id' | 'version'>,
  daysBefore: number,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .insertInto('document_reminders')
    .values({
      account_id: tx.accountId,
      document_id: it.id,
      version: it.version,
      days_before: daysBefore,
      sent_at: now,
    })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

async function insertVersion(
  tx: OwnedTransaction,
  id: Id<'document'>,
  version: number,
  it: Pick<DocumentToWrite, 'issuedOn' | 'expiresOn' | 'fileId'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .insertInto('document_versions')
    .values({
      account_id: tx.accountId,
      document_id: id,
      version,
      issued_on: it.issuedOn,
      expires_on: it.expiresOn,
      file_id: it.fileId,
      added_at: now,
    })
    .execute();
}

function documents(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('documents as d')
    .innerJoin('files as f', join => join.onRef('f.account_id', '=', 'd.account_id').onRef('f.id', '=', 'd.file_id'))
    .selectAll('d')
    .select(['f.name', 'f.content_type', 'f.size_bytes'])
    .where('d.account_id', '=', tx.accountId);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof documents>['executeTakeFirstOrThrow']>>): KeptDocument {
  return {
    id: row.id,
    category: categoryOf(row.category),
    title: row.title,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    fileId: row.file_id,
    fileName: row.name,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    version: row.version,
    updatedAt: row.updated_at,
  };
}

function categoryOf(code: string): DocumentCategory {
  return DOCUMENT_CATEGORIES.find(category => category === code) ?? 'other';
}
