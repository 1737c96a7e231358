import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** A bank account that the locum keeps apart. Statements that name none stand together. */
export interface BankAccount {
  readonly id: Id<'bankAccount'>;
  readonly label: string;
  readonly purpose: 'business' | 'private';
}

export const PURPOSE_LABELS: Readonly<Record<BankAccount['purpose'], string>> = {
  business: 'Business',
  private: 'Private',
};

/** Those of business first. */
export async function listBankAccounts(tx: OwnedTransaction): Promise<BankAccount[]> {
  return tx.db
    .selectFrom('bank_accounts')
    .select(['id', 'label', 'purpose'])
    .where('account_id', '=', tx.accountId)
    .orderBy('purpose')
    .orderBy('label')
    .execute();
}

export async function insertBankAccount(tx: OwnedTransaction, it: BankAccount, now: Temporal.Instant): Promise<void> {
  await tx.db
    .insertInto('bank_accounts')
    .values({ account_id: tx.accountId, id: it.id, label: it.label, purpose: it.purpose, created_at: now })
    .execute();
}
