import type { OwnedTransaction } from '#platform/access.ts';

export interface SecondFactor {
  readonly secretSealed: string;
  readonly switchedOnAt: Temporal.Instant | null;
  readonly lastStep: number;
}

/** The code app of the account, also one that is not switched on yet. Locked, where a code is about to be taken. */
export async function readSecondFactor(tx: OwnedTransaction, lock?: 'lock'): Promise<SecondFactor | undefined> {
  const query = tx.db
    .selectFrom('second_factors')
    .select(['secret_sealed', 'switched_on_at', 'last_step'])
    .where('account_id', '=', tx.accountId);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && { secretSealed: row.secret_sealed, switchedOnAt: row.switched_on_at, lastStep: row.last_step };
}

/** Keeps a new secret in the place of one that was never switched on; one that is on stays. */
export async function keepSecret(tx: OwnedTransaction, secretSealed: string, now: Temporal.Instant): Promise<void> {
  await tx.db
    .insertInto('second_factors')
    .values({ account_id: tx.accountId, secret_sealed: secretSealed, begun_at: now })
    .onConflict(conflict =>
      conflict
        .column('account_id')
        .doUpdateSet({ secret_sealed: secretSealed, begun_at: now })
        .where('second_factors.switched_on_at', 'is', null),
    )
    .execute();
}

export async function markSwitchedOn(tx: OwnedTransaction, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('second_factors')
    .set({ switched_on_at: now })
    .where('account_id', '=', tx.accountId)
    .execute();
}

/** Notes the step of a code that was taken. */
export async function markStep(tx: OwnedTransaction, step: number): Promise<void> {
  await tx.db.updateTable('second_factors').set({ last_step: step }).where('account_id', '=', tx.accountId).execute();
}

/** Removes the code app; answers false where none was switched on. */
export async function deleteSecondFactor(tx: OwnedTransaction): Promise<boolean> {
  const gone = await tx.db.deleteFrom('second_factors').where('account_id', '=', tx.accountId).executeTakeFirst();
  await tx.db.deleteFrom('recovery_codes').where('account_id', '=', tx.accountId).execute();
  return gone.numDeletedRows > 0n;
}

/** Puts new recovery codes in the place of all old ones. */
export async function replaceRecoveryCodes(
  tx: OwnedTransaction,
  hashes: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.db.deleteFrom('recovery_codes').where('account_id', '=', tx.accountId).execute();
  await tx.db
    .insertInto('recovery_codes')
    .values(hashes.map(hash => ({ account_id: tx.accountId, code_hash: hash, made_at: now })))
    .execute();
}

/** Uses a recovery code up; answers false where there is none that works. */
export async function useRecoveryCode(tx: OwnedTransaction, hash: string, now: Temporal.Instant): Promise<boolean> {
  const used = await tx.db
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('account_id', '=', tx.accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** How many recovery codes still work. */
export async function countRecoveryCodes(tx: OwnedTransaction): Promise<number> {
  const row = await tx.db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('account_id', '=', tx.accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
