import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { type OwnedTransaction, type Owner, ownerOf } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

export interface ApiKey {
  readonly id: Id<'apiKey'>;
  readonly label: string;
  readonly tail: string;
  readonly scope: 'read' | 'write';
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly revokedAt: Temporal.Instant | null;
  readonly lastUsedAt: Temporal.Instant | null;
}

/** All keys, the newest first. */
export async function listKeys(tx: OwnedTransaction): Promise<ApiKey[]> {
  const rows = await tx.db
    .selectFrom('api_keys')
    .select(['id', 'label', 'tail', 'scope', 'created_at', 'expires_at', 'revoked_at', 'last_used_at'])
    .where('account_id', '=', tx.accountId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    label: row.label,
    tail: row.tail,
    scope: row.scope,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  }));
}

export async function insertKey(
  tx: OwnedTransaction,
  key: {
    readonly id: Id<'apiKey'>;
    readonly text: string;
    readonly label: string;
    readonly scope: 'read' | 'write';
    readonly createdAt: Temporal.Instant;
    readonly expiresAt: Temporal.Instant;
  },
): Promise<void> {
  await tx.db
    .insertInto('api_keys')
    .values({
      account_id: tx.accountId,
      id: key.id,
      label: key.label,
      key_hash: hashOf(key.text),
      tail: key.text.slice(-4),
      scope: key.scope,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .execute();
}

/** Answers false where there is no such key that works. */
export async function revokeKeyRow(tx: OwnedTransaction, id: Id<'apiKey'>, now: Temporal.Instant): Promise<boolean> {
  const result = await tx.db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Notes that a key was used, to the minute at the most. */
export async function touchKey(tx: OwnedTransaction, id: Id<'apiKey'>, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<', now.subtract({ minutes: 1 }))]))
    .execute();
}

export interface KeyHolder {
  readonly owner: Owner;
  readonly keyId: Id<'apiKey'>;
  readonly scope: 'read' | 'write';
}

/** Whose key it is, where it still works. `db` is a connection of the sign-in role: the owner is not known yet. */
export async function holderOfKey(
  db: Kysely<Tables>,
  text: string,
  now: Temporal.Instant,
): Promise<KeyHolder | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .select(['account_id', 'id', 'scope'])
    .where('key_hash', '=', hashOf(text))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { owner: ownerOf(row.account_id), keyId: row.id, scope: row.scope };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Takes away keys that ended before that moment. Answers how many. */
export async function deleteEndedKeys(tx: OwnedTransaction, before: Temporal.Instant): Promise<number> {
  const result = await tx.db
    .deleteFrom('api_keys')
    .where('account_id', '=', tx.accountId)
    .where(eb => eb.or([eb('revoked_at', '<', before), eb('expires_at', '<', before)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
