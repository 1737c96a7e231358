import { sql } from 'kysely';
import type { ActorKind, OwnedTransaction } from '#platform/access.ts';
import type { Fact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';

/** One line of an account's audit log. */
export interface AuditEntry {
  readonly id: Id<'fact'>;
  /** 1, 2, 3 … without a gap. */
  readonly place: number;
  /** `invoice.issued` */
  readonly kind: string;
  readonly subjectId: string;
  readonly details: Fact['details'];
  /** `unrecorded`: it happened before the log was kept. */
  readonly actor: ActorKind | 'unrecorded';
  readonly actorId: string | null;
  readonly callerHash: string | null;
  readonly device: string | null;
  readonly happenedAt: Temporal.Instant;
  readonly hash: string;
}

/** What of the log is asked for; an empty filter asks for all. */
export interface AuditFilter {
  /** What stands before the dot of a kind: `invoice`. */
  readonly subject?: string | undefined;
  readonly actor?: AuditEntry['actor'] | undefined;
  /** Moments of its first day's beginning and of the day after its last. */
  readonly from?: Temporal.Instant | undefined;
  readonly before?: Temporal.Instant | undefined;
  /** Only entries that stand before this one. */
  readonly after?: Id<'fact'> | undefined;
}

/** Entries that fit the filter, the newest first. */
export async function listEntries(tx: OwnedTransaction, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  let query = tx.db
    .selectFrom('audit_entries')
    .select([
      'id',
      'place',
      'kind',
      'subject_id',
      'details',
      'actor_kind',
      'actor_id',
      'caller_hash',
      'device',
      'happened_at',
      'hash',
    ])
    .where('account_id', '=', tx.accountId)
    .orderBy('place', 'desc')
    .limit(limit);
  if (filter.subject !== undefined) query = query.where(sql`split_part(kind, '.', 1)`, '=', filter.subject);
  if (filter.actor !== undefined) query = query.where('actor_kind', '=', filter.actor);
  if (filter.from !== undefined) query = query.where('happened_at', '>=', filter.from);
  if (filter.before !== undefined) query = query.where('happened_at', '<', filter.before);
  if (filter.after !== undefined) {
    const { after } = filter;
    query = query.where('place', '<', ({ selectFrom }) =>
      selectFrom('audit_entries as a')
        .select('a.place')
        .where('a.account_id', '=', tx.accountId)
        .where('a.id', '=', after),
    );
  }
  const rows = await query.execute();
  return rows.map(row => ({
    id: row.id,
    place: row.place,
    kind: row.kind,
    subjectId: row.subject_id,
    details: row.details as Fact['details'],
    actor: row.actor_kind,
    actorId: row.actor_id,
    callerHash: row.caller_hash,
    device: row.device,
    happenedAt: row.happened_at,
    hash: row.hash,
  }));
}

/** What stands before the dot in the kinds that this log has, in their order. */
export async function listSubjects(tx: OwnedTransaction): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    SELECT DISTINCT split_part(kind, '.', 1) AS subject FROM audit_entries
    WHERE account_id = ${tx.accountId} ORDER BY 1`.execute(tx.db);
  return rows.map(row => row.subject);
}
