import type { OwnedTransaction } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { AccessLink, Caller, LinkAction, LinkScope, LinkUse } from './link.ts';

const COLUMNS = [
  'id',
  'scope',
  'subject_id',
  'actions',
  'recipient_name',
  'recipient_address',
  'created_at',
  'expires_at',
  'revoked_at',
] as const;

export async function insertLink(tx: OwnedTransaction, link: AccessLink): Promise<void> {
  await tx.db
    .insertInto('access_links')
    .values({
      account_id: tx.accountId,
      id: link.id,
      scope: link.scope,
      subject_id: link.subjectId,
      actions: [...link.actions],
      recipient_name: link.recipientName,
      recipient_address: link.recipientAddress,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute();
}

/** One link, whatever its state. */
export async function readLink(tx: OwnedTransaction, id: Id<'link'>): Promise<AccessLink | undefined> {
  const row = await tx.db
    .selectFrom('access_links')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The links of one thing, or all, the newest first. */
export async function listLinks(tx: OwnedTransaction, subjectId?: string): Promise<AccessLink[]> {
  const query = tx.db
    .selectFrom('access_links')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .orderBy('id', 'desc')
    .limit(500);
  const rows = await (subjectId === undefined ? query : query.where('subject_id', '=', subjectId)).execute();
  return rows.map(fromRow);
}

/** Ends a link; answers false where it had ended already. */
export async function markRevoked(tx: OwnedTransaction, id: Id<'link'>, now: Temporal.Instant): Promise<boolean> {
  const result = await tx.db
    .updateTable('access_links')
    .set({ revoked_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Notes that a link was used. Every use is kept, and shown to its owner. */
export async function recordUse(
  tx: OwnedTransaction,
  linkId: Id<'link'>,
  use: { readonly action: string; readonly caller: Caller; readonly at: Temporal.Instant },
): Promise<void> {
  await tx.db
    .insertInto('access_link_uses')
    .values({
      account_id: tx.accountId,
      id: newId('link'),
      link_id: linkId,
      used_at: use.at,
      action: use.action,
      device: use.caller.device,
      caller_hash: use.caller.callerHash,
    })
    .execute();
}

/** The uses of links, the latest first. */
export async function listUses(tx: OwnedTransaction, links: readonly Id<'link'>[]): Promise<LinkUse[]> {
  if (links.length === 0) return [];
  const rows = await tx.db
    .selectFrom('access_link_uses')
    .select(['link_id', 'used_at', 'action', 'device', 'caller_hash'])
    .where('account_id', '=', tx.accountId)
    .where('link_id', 'in', links)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map(row => ({
    linkId: row.link_id,
    usedAt: row.used_at,
    action: row.action,
    device: row.device,
    callerHash: row.caller_hash,
  }));
}

interface Row {
  readonly id: Id<'link'>;
  readonly scope: LinkScope;
  readonly subject_id: string;
  readonly actions: string[];
  readonly recipient_name: string | null;
  readonly recipient_address: string | null;
  readonly created_at: Temporal.Instant;
  readonly expires_at: Temporal.Instant | null;
  readonly revoked_at: Temporal.Instant | null;
}

function fromRow(row: Row): AccessLink {
  return {
    id: row.id,
    scope: row.scope,
    subjectId: row.subject_id,
    actions: row.actions as LinkAction[],
    recipientName: row.recipient_name,
    recipientAddress: row.recipient_address,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  };
}
