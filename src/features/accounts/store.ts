import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

export interface SessionRow {
  readonly id: Id<'session'>;
  readonly device: string;
  /** Country in words; null where no proxy told it. */
  readonly place: string | null;
  readonly createdAt: Temporal.Instant;
  readonly lastActiveAt: Temporal.Instant;
}

/** Sessions that still work, last active first. */
export async function listSessions(tx: OwnedTransaction, now: Temporal.Instant): Promise<SessionRow[]> {
  const rows = await tx.db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'place', 'created_at', 'updated_at'])
    .where('account_id', '=', tx.accountId)
    .where('expires_at', '>', now)
    .where('awaits_code', '=', false)
    .orderBy('updated_at', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    device: row.user_agent ?? 'A browser',
    place: row.place,
    createdAt: row.created_at,
    lastActiveAt: row.updated_at,
  }));
}

/** Notes where a session was begun. */
export async function markPlace(tx: OwnedTransaction, id: Id<'session'>, place: string | undefined): Promise<void> {
  if (place === undefined) return;
  await tx.db
    .updateTable('sessions')
    .set({ place })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** The session is proved now; one that awaited a code is whole. */
export async function markProved(tx: OwnedTransaction, id: Id<'session'>, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('sessions')
    .set({ proved_at: now, awaits_code: false, wrong_codes: 0 })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Counts a wrong code of a session and answers how many there are; undefined where the session is gone. */
export async function countWrongCode(tx: OwnedTransaction, id: Id<'session'>): Promise<number | undefined> {
  const row = await tx.db
    .updateTable('sessions')
    .set(({ eb }) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .returning('wrong_codes')
    .executeTakeFirst();
  return row?.wrong_codes;
}

/** Ends one session; answers false where there was none. */
export async function deleteSession(tx: OwnedTransaction, id: Id<'session'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('sessions')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Ends all sessions but one. */
export async function deleteOtherSessions(tx: OwnedTransaction, keep: Id<'session'>): Promise<void> {
  await tx.db.deleteFrom('sessions').where('account_id', '=', tx.accountId).where('id', '!=', keep).execute();
}

export interface AccountRow {
  readonly id: Id<'account'>;
  readonly email: string;
  readonly title: string | null;
  readonly firstName: string;
  readonly lastName: string;
  /** Title, first and last name. */
  readonly name: string;
  readonly profession: string;
}

export async function readAccount(tx: OwnedTransaction): Promise<AccountRow> {
  const row = await tx.db
    .selectFrom('accounts')
    .select(['id', 'email', 'title', 'first_name', 'last_name', 'name', 'profession'])
    .where('id', '=', tx.accountId)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    email: row.email,
    title: row.title,
    firstName: row.first_name,
    lastName: row.last_name,
    name: row.name,
    profession: row.profession,
  };
}

export async function updateName(
  tx: OwnedTransaction,
  change: { title: string | null; firstName: string; lastName: string; profession: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({
      title: change.title,
      first_name: change.firstName,
      last_name: change.lastName,
      name: fullName(change),
      profession: change.profession,
      updated_at: now,
    })
    .where('id', '=', tx.accountId)
    .execute();
}

/** The first-run set-up is finished, or left for good. */
export async function closeSetup(tx: OwnedTransaction, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({ setup_closed_at: now })
    .where('id', '=', tx.accountId)
    .where('setup_closed_at', 'is', null)
    .execute();
}

/** The name as others see it: the title only where the person wants one. */
export function fullName(person: { title: string | null; firstName: string; lastName: string }): string {
  return [person.title, person.firstName, person.lastName].filter(Boolean).join(' ');
}
