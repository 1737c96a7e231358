import { type Kysely, sql } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { type Id, isUuid } from '#rules/ids.ts';

declare const owner: unique symbol;
declare const owned: unique symbol;

/** Who can act for an account: its owner in a session, who holds an API key or a link, a stranger who asks, or the system itself. */
export type ActorKind = 'owner' | 'delegate' | 'api_key' | 'link' | 'stranger' | 'staff' | 'system';

/** Who acts and from where, as the audit log keeps it. */
export interface Actor {
  readonly kind: ActorKind;
  /** Id of the session, key or link; null for strangers and the system. */
  readonly id: string | null;
  /** Keyed hash of the address; null where nobody called. */
  readonly callerHash: string | null;
  /** Browser and system in words. */
  readonly device: string | null;
}

/** Proof that somebody may act for an account, and who that is. Only this file makes one. */
export interface Owner {
  readonly accountId: Id<'account'>;
  readonly actor: Actor;
  readonly [owner]: true;
}

/** An open transaction that sees one owner's rows and no others. What every store function takes. */
export interface OwnedTransaction {
  readonly db: Kysely<Tables>;
  readonly accountId: Id<'account'>;
  readonly actor: Actor;
  readonly [owned]: true;
}

/** For the doors, after they have established who asks: from a session, an API key, or a job's payload. The system acts unless told. */
export function ownerOf(accountId: string, actor: Actor = SYSTEM): Owner {
  if (!isUuid(accountId)) throw new TypeError('not an account id');
  return { accountId, actor } as Owner;
}

/** The same account, acted for by somebody else. */
export function actingAs(who: Owner, actor: Actor): Owner {
  return { ...who, actor };
}

const SYSTEM: Actor = { kind: 'system', id: null, callerHash: null, device: null };

/**
 * Runs the work in one transaction under the owner's row-level security. Commits when the work resolves, rolls back when it throws.
 * Beginning and naming the owner travel together, in one message to the server.
 */
export async function asOwner<Result>(
  db: Kysely<Tables>,
  who: Owner,
  work: (tx: OwnedTransaction) => Promise<Result>,
): Promise<Result> {
  return db.connection().execute(async connection => {
    // safe to put into the text: ownerOf let only a UUID through
    await sql.raw(`BEGIN; SET LOCAL app.account_id = '${who.accountId}'`).execute(connection);
    try {
      const result = await work({
        db: connection,
        accountId: who.accountId,
        actor: who.actor,
      } as OwnedTransaction);
      await sql.raw('COMMIT').execute(connection);
      return result;
    } catch (fault) {
      await sql.raw('ROLLBACK').execute(connection);
      throw fault;
    }
  });
}
