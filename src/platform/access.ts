import { type Kysely, sql } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { type Id, isUuid } from '#rules/ids.ts';

declare const owner: unique symbol;
declare const owned: unique symbol;

/** Proof that somebody may act for an account. Only this file makes one. */
export interface Owner {
  readonly accountId: Id<'account'>;
  readonly [owner]: true;
}

/** An open transaction that sees one owner's rows and no others. What every store function takes. */
export interface OwnedTransaction {
  readonly db: Kysely<Tables>;
  readonly accountId: Id<'account'>;
  readonly [owned]: true;
}

/** For the doors, after they have established who asks: from a session, an API key, or a job's payload. */
export function ownerOf(accountId: string): Owner {
  if (!isUuid(accountId)) throw new TypeError('not an account id');
  return { accountId } as Owner;
}

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
      const result = await work({ db: connection, accountId: who.accountId } as OwnedTransaction);
      await sql.raw('COMMIT').execute(connection);
      return result;
    } catch (fault) {
      await sql.raw('ROLLBACK').execute(connection);
      throw fault;
    }
  });
}
