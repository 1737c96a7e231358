import { type ExpressionBuilder, sql } from 'kysely';
import type { Tables } from '#database/tables.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { AccessLink, Caller, LatestUse, LinkAction, LinkScope, LinkUse, UseAction } from './link.ts';

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

/** One link, whatever its state: for the door that its holder comes by. */
export async function readLink(tx: OwnedTransaction, id: Id<'link'>): Promise<AccessLink | undefined> {
  const row = await tx.db
    .selectFrom('access_links')
    .select(COLUMNS)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** One link as its owner may know it. */
export async function readOwnLink(tx: OwnedTransaction, id: Id<'link'>): Promise<AccessLink | undefined> {
  const row = await ownLinks(tx).where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** All links of one thing, the newest first. */
export async function listLinks(tx: OwnedTransaction, subjectId: string): Promise<AccessLink[]> {
  const rows = await ownLinks(tx).where('subject_id', '=', subjectId).orderBy('id', 'desc').execute();
  return rows.map(fromRow);
}

/** A page of all links, the newest first. */
export async function pageLinks(
  tx: OwnedTransaction,
  page: { readonly after?: Id<'link'> | undefined; readonly limit: number },
): Promise<AccessLink[]> {
  const query = ownLinks(tx).orderBy('id', 'desc').limit(page.limit);
  const rows = await (page.after === undefined ? query : query.where('id', '<', page.after)).execute();
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

/** Ends all links of one thing. */
export async function markAllRevoked(tx: OwnedTransaction, subjectId: string, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('access_links')
    .set({ revoked_at: now })
    .where('account_id', '=', tx.accountId)
    .where('subject_id', '=', subjectId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Notes that a link was used. Every use is kept, and shown to its owner. */
export async function recordUse(
  tx: OwnedTransaction,
  linkId: Id<'link'>,
  use: {
    readonly action: UseAction;
    readonly about?: string;
    readonly caller: Caller;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await tx.db
    .insertInto('access_link_uses')
    .values({
      account_id: tx.accountId,
      id: newId('link'),
      link_id: linkId,
      used_at: use.at,
      action: use.action,
      about: use.about ?? null,
      device: use.caller.device,
      caller_hash: use.caller.callerHash,
    })
    .execute();
}

/** How many uses of a link stand beside it; the others are on a page of their own. */
const LATEST = 20;

/** The latest uses of each link, with how many it has in all; the latest first. */
export async function listUses(tx: OwnedTransaction, links: readonly Id<'link'>[]): Promise<LatestUse[]> {
  if (links.length === 0) return [];
  const { rows } = await sql<UseRow & { readonly total: number }>`
    SELECT * FROM (
      SELECT id, link_id, used_at, action, about, device, caller_hash,
        row_number() OVER (PARTITION BY link_id ORDER BY id DESC) AS place,
        (count(*) OVER (PARTITION BY link_id))::int AS total
      FROM access_link_uses WHERE account_id = ${tx.accountId} AND link_id = ANY(${[...links]}::uuid[])
    ) u WHERE place <= ${LATEST} ORDER BY id DESC`.execute(tx.db);
  return rows.map(row => ({ ...useOf(row), total: row.total }));
}

/** A page of the uses of one link, the latest first. */
export async function pageUses(
  tx: OwnedTransaction,
  link: Id<'link'>,
  page: { readonly after?: Id<'link'> | undefined; readonly limit: number },
): Promise<LinkUse[]> {
  const query = tx.db
    .selectFrom('access_link_uses')
    .select(['id', 'link_id', 'used_at', 'action', 'about', 'device', 'caller_hash'])
    .where('account_id', '=', tx.accountId)
    .where('link_id', '=', link)
    .orderBy('id', 'desc')
    .limit(page.limit);
  const rows = await (page.after === undefined ? query : query.where('id', '<', page.after)).execute();
  return rows.map(useOf);
}

/** A link to a request is the asker's alone until the address is proved, and for good where it never was. */
function isOwners({ exists, selectFrom, eb, or }: ExpressionBuilder<Tables, 'access_links'>) {
  const proved = selectFrom('booking_requests as r')
    .select('r.id')
    .whereRef('r.account_id', '=', 'access_links.account_id')
    .whereRef('r.id', '=', 'access_links.subject_id')
    .where('r.state', '!=', 'unconfirmed');
  return or([eb('access_links.scope', '!=', 'request'), exists(proved)]);
}

function ownLinks(tx: OwnedTransaction) {
  return tx.db.selectFrom('access_links').select(COLUMNS).where('account_id', '=', tx.accountId).where(isOwners);
}

interface UseRow {
  readonly id: string;
  readonly link_id: Id<'link'>;
  readonly used_at: Temporal.Instant;
  readonly action: string;
  readonly about: string | null;
  readonly device: string;
  readonly caller_hash: string;
}

function useOf(row: UseRow): LinkUse {
  return {
    id: row.id as Id<'link'>,
    linkId: row.link_id,
    usedAt: row.used_at,
    action: row.action,
    about: row.about,
    device: row.device,
    callerHash: row.caller_hash,
  };
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

/** Takes away links that ended before that moment, with the log of their uses. Answers how many. */
export async function deleteEndedLinks(tx: OwnedTransaction, before: Temporal.Instant): Promise<number> {
  const result = await tx.db
    .deleteFrom('access_links')
    .where('account_id', '=', tx.accountId)
    .where(eb => eb.or([eb('revoked_at', '<', before), eb('expires_at', '<', before)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
