import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

export interface Passkey {
  readonly id: Id<'passkey'>;
  /** As its keeper names it, in base64url. */
  readonly credentialId: string;
  /** COSE, in base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly madeAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant | null;
}

/** All passkeys, the newest first. */
export async function listPasskeys(tx: OwnedTransaction): Promise<Passkey[]> {
  const rows = await tx.db
    .selectFrom('passkeys')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
    label: row.label,
    madeAt: row.made_at,
    lastUsedAt: row.last_used_at,
  }));
}

/** Keeps a passkey; one that is kept already stays as it is. */
export async function insertPasskey(tx: OwnedTransaction, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<void> {
  await tx.db
    .insertInto('passkeys')
    .values({
      account_id: tx.accountId,
      id: passkey.id,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
      label: passkey.label,
      made_at: passkey.madeAt,
    })
    .onConflict(conflict => conflict.column('credential_id').doNothing())
    .execute();
}

/** Notes that a passkey was used, and how far its keeper has counted. */
export async function touchPasskey(
  tx: OwnedTransaction,
  id: Id<'passkey'>,
  use: { readonly counter: number; readonly at: Temporal.Instant },
): Promise<void> {
  await tx.db
    .updateTable('passkeys')
    .set({ counter: use.counter, last_used_at: use.at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Answers false where there is no such passkey. */
export async function deletePasskey(tx: OwnedTransaction, id: Id<'passkey'>): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('passkeys')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
