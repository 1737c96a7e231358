import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';

/** A change of the legal pages that people with an account are told of, the newest first. Smaller ones are only dated. */
export interface LegalChange {
  readonly on: Temporal.PlainDate;
  readonly what: string;
}

export const LEGAL_CHANGES: readonly [LegalChange, ...LegalChange[]] = [
  {
    on: Temporal.PlainDate.from('2026-11-25'),
    what: 'First version of privacy policy, terms, cookies, sub-processors and accessibility statement.',
  },
];

/** The changes since the account was made, or since its owner last said that they had read them. */
export async function unreadChanges(
  tx: OwnedTransaction,
  changes: readonly LegalChange[] = LEGAL_CHANGES,
): Promise<readonly LegalChange[]> {
  const row = await tx.db
    .selectFrom('accounts')
    .leftJoin('legal_notices', 'legal_notices.account_id', 'accounts.id')
    .select(['accounts.created_at', 'legal_notices.read_up_to'])
    .where('accounts.id', '=', tx.accountId)
    .executeTakeFirst();
  if (!row) return [];
  const told = row.read_up_to ?? row.created_at.toZonedDateTimeISO('Europe/London').toPlainDate();
  return changes.filter(change => Temporal.PlainDate.compare(change.on, told) > 0);
}

/** Notes that the owner has read everything up to the newest change. */
export async function noteRead(ctx: Needs<'clock'>, tx: OwnedTransaction): Promise<void> {
  const values = { read_up_to: LEGAL_CHANGES[0].on, read_at: ctx.clock.now() };
  await tx.db
    .insertInto('legal_notices')
    .values({ account_id: tx.accountId, ...values })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
    .execute();
}
