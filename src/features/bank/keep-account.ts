import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { insertBankAccount, listBankAccounts } from './account-store.ts';
import type { BankAccountInput } from './input.ts';

/** Adds a bank account whose statements are kept apart from the others. Refuses a name that is there. Sent twice with one id it is made once. */
export async function addBankAccount(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  input: BankAccountInput,
): Promise<Id<'bankAccount'>> {
  return asOwner(ctx.db, owner, async tx => {
    const id = input.id ?? newId('bankAccount');
    const accounts = await listBankAccounts(tx);
    if (accounts.some(it => it.id === id)) return id;
    if (accounts.some(it => it.label.toLowerCase() === input.label.toLowerCase()))
      throw new InputRefusal({ label: 'You have an account of that name.' });
    await insertBankAccount(tx, { id, label: input.label, purpose: input.purpose }, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'bank.account_added', subjectId: id });
    return id;
  });
}

/** Refuses an account that is not the locum's. */
export async function checkBankAccount(tx: OwnedTransaction, id: Id<'bankAccount'> | null): Promise<void> {
  if (id !== null && !(await listBankAccounts(tx)).some(it => it.id === id))
    throw new InputRefusal({ bankAccount: 'Choose one of your accounts.' });
}
