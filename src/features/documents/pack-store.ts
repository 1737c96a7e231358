import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { DOCUMENT_CATEGORIES } from '#rules/compliance-checklist.ts';
import type { Id } from '#rules/ids.ts';
import type { Pack, PackAsk, PackedDocument } from './pack.ts';

export async function insertPack(
  tx: OwnedTransaction,
  pack: Pack,
  documents: readonly { readonly id: Id<'document'>; readonly version: number }[],
): Promise<void> {
  await tx.db
    .insertInto('compliance_packs')
    .values({
      account_id: tx.accountId,
      id: pack.id,
      label: pack.label,
      recipient_name: pack.recipientName,
      recipient_email: pack.recipientEmail,
      guard: pack.guard,
      passcode_hash: pack.passcodeHash,
      watermark: pack.watermark,
      follows_renewals: pack.followsRenewals,
      created_at: pack.createdAt,
    })
    .execute();
  await tx.db
    .insertInto('compliance_pack_documents')
    .values(
      documents.map(document => ({
        account_id: tx.accountId,
        pack_id: pack.id,
        document_id: document.id,
        version: document.version,
      })),
    )
    .execute();
}

export async function listPacks(tx: OwnedTransaction): Promise<Pack[]> {
  const rows = await tx.db
    .selectFrom('compliance_packs')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(packOf);
}

export async function readPack(tx: OwnedTransaction, id: Id<'pack'>): Promise<Pack | undefined> {
  const row = await tx.db
    .selectFrom('compliance_packs')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && packOf(row);
}

/** What a pack shows now: exactly the chosen documents, in the version it is bound to. */
export async function listPacked(tx: OwnedTransaction, pack: Pack): Promise<PackedDocument[]> {
  const rows = await tx.db
    .selectFrom('compliance_pack_documents as p')
    .innerJoin('documents as d', join =>
      join.onRef('d.account_id', '=', 'p.account_id').onRef('d.id', '=', 'p.document_id'),
    )
    .innerJoin('document_versions as v', join =>
      join
        .onRef('v.account_id', '=', 'd.account_id')
        .onRef('v.document_id', '=', 'd.id')
        .on('v.version', '=', pack.followsRenewals ? sql<number>`d.version` : sql<number>`p.version`),
    )
    .select(['d.id', 'd.category', 'd.title', 'v.version', 'v.issued_on', 'v.expires_on', 'v.file_id'])
    .where('p.account_id', '=', tx.accountId)
    .where('p.pack_id', '=', pack.id)
    .orderBy('d.title')
    .execute();
  return rows.map(row => ({
    id: row.id,
    category: DOCUMENT_CATEGORIES.find(category => category === row.category) ?? 'other',
    title: row.title,
    version: row.version,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    fileId: row.file_id,
  }));
}

/** Keeps a fresh code in place of the one before. */
export async function writeCode(
  tx: OwnedTransaction,
  packId: Id<'pack'>,
  code: { readonly code_id: string; readonly expires_at: Temporal.Instant },
): Promise<void> {
  await tx.db
    .insertInto('compliance_codes')
    .values({ account_id: tx.accountId, pack_id: packId, ...code })
    .onConflict(conflict => conflict.columns(['account_id', 'pack_id']).doUpdateSet(code))
    .execute();
}

/** The id of the code that still counts. */
export async function readCode(
  tx: OwnedTransaction,
  packId: Id<'pack'>,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('compliance_codes')
    .select('code_id')
    .where('account_id', '=', tx.accountId)
    .where('pack_id', '=', packId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.code_id;
}

/** A code is used once: answers false where it was used, or replaced by another, since it was read. */
export async function deleteCode(tx: OwnedTransaction, packId: Id<'pack'>, codeId: string): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('compliance_codes')
    .where('account_id', '=', tx.accountId)
    .where('pack_id', '=', packId)
    .where('code_id', '=', codeId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function insertAsk(tx: OwnedTransaction, packId: Id<'pack'>, ask: PackAsk): Promise<void> {
  await tx.db
    .insertInto('compliance_asks')
    .values({
      account_id: tx.accountId,
      id: newId('pack'),
      pack_id: packId,
      name: ask.name,
      wanted: ask.wanted,
      asked_at: ask.askedAt,
    })
    .execute();
}

export async function listAsks(tx: OwnedTransaction, packId: Id<'pack'>): Promise<PackAsk[]> {
  const rows = await tx.db
    .selectFrom('compliance_asks')
    .select(['name', 'wanted', 'asked_at'])
    .where('account_id', '=', tx.accountId)
    .where('pack_id', '=', packId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({ name: row.name, wanted: row.wanted, askedAt: row.asked_at }));
}

function packOf(row: {
  id: Id<'pack'>;
  label: string;
  recipient_name: string;
  recipient_email: string | null;
  guard: 'none' | 'passcode' | 'email';
  passcode_hash: string | null;
  watermark: boolean;
  follows_renewals: boolean;
  created_at: Temporal.Instant;
}): Pack {
  return {
    id: row.id,
    label: row.label,
    recipientName: row.recipient_name,
    recipientEmail: row.recipient_email,
    guard: row.guard,
    passcodeHash: row.passcode_hash,
    watermark: row.watermark,
    followsRenewals: row.follows_renewals,
    createdAt: row.created_at,
  };
}
