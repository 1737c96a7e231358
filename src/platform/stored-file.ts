import { createHash } from 'node:crypto';
import type { Id } from '#rules/ids.ts';
import type { OwnedTransaction } from './access.ts';
import type { Needs } from './context.ts';
import { notFound } from './errors.ts';
import { newId } from './ids.ts';

export interface FileToStore {
  /** What it is: `invoice`, `form_a`, `form_b`. */
  readonly kind: string;
  /** The name a person saves it under. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface StoredFile {
  readonly id: Id<'file'>;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Keeps the bytes under a key of their own and records them. Bytes of a transaction that rolls back stay behind as orphans, never the other way round. */
export async function storeFile(
  ctx: Needs<'files' | 'clock'>,
  tx: OwnedTransaction,
  file: FileToStore,
): Promise<Id<'file'>> {
  const id = newId('file');
  const key = `${tx.accountId}/${file.kind}/${id}`;
  await ctx.files.put(key, file.bytes, file.contentType);
  await tx.db
    .insertInto('files')
    .values({
      account_id: tx.accountId,
      id,
      kind: file.kind,
      name: file.name,
      content_type: file.contentType,
      size_bytes: file.bytes.length,
      sha256: hashOf(file.bytes),
      store_key: key,
      created_at: ctx.clock.now(),
    })
    .execute();
  return id;
}

/** The file with its bytes. Refuses `not_found`; throws where the bytes are gone or are not those that were stored. */
export async function readStoredFile(ctx: Needs<'files'>, tx: OwnedTransaction, id: Id<'file'>): Promise<StoredFile> {
  const row = await tx.db
    .selectFrom('files')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('file');
  const bytes = await ctx.files.get(row.store_key);
  if (!bytes) throw new Error(`file ${id} has no bytes`);
  if (hashOf(bytes) !== row.sha256) throw new Error(`file ${id} has other bytes than were stored`);
  return { id, name: row.name, contentType: row.content_type, bytes };
}

/** Takes the record of a file away; answers the key whose bytes can go once that is committed. */
export async function forgetFile(tx: OwnedTransaction, id: Id<'file'>): Promise<string | undefined> {
  const row = await tx.db
    .deleteFrom('files')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .returning('store_key')
    .executeTakeFirst();
  return row?.store_key;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
