import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { deleteEndedKeys } from '#features/api-keys/index.ts';
import { deleteEndedLinks } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { forgetWords } from '#platform/mail/forget-words.ts';
import { KEPT_DAYS } from '#rules/retention.ts';

type Kind = keyof typeof KEPT_DAYS;

/** What the nightly sweep takes from each account: what ended longer ago than rules/retention.ts says. */
const OF_ACCOUNTS: Partial<Record<Kind, (tx: OwnedTransaction, before: Temporal.Instant) => Promise<number>>> = {
  accessLink: deleteEndedLinks,
  apiKey: deleteEndedKeys,
  mailBody: forgetWords,
};

/** Takes away what one account need not keep any longer, and says how much in the log. Bears to run twice. */
export async function sweepAccount(ctx: Needs<'db' | 'clock' | 'log'>, owner: Owner): Promise<void> {
  for (const [what, take] of Object.entries(OF_ACCOUNTS)) {
    const before = ctx.clock.now().subtract({ hours: 24 * KEPT_DAYS[what as Kind] });
    const taken = await asOwner(ctx.db, owner, tx => take(tx, before));
    if (taken > 0) ctx.log.write('info', 'retention.swept', { what, taken, accountId: owner.accountId });
  }
}

/** The same of what belongs to sign-in and to accounts that are gone. `accounts` is the role of sign-in. */
export async function sweepSignIn(ctx: Needs<'clock' | 'log'>, accounts: Kysely<Tables>): Promise<void> {
  const now = ctx.clock.now();
  const before = (days: number) => now.subtract({ hours: 24 * days });
  const taken = {
    // a session's end is thirty days after its last activity, and is moved with each
    session: await accounts.deleteFrom('sessions').where('expires_at', '<', now).executeTakeFirst(),
    verification: await accounts.deleteFrom('verifications').where('expires_at', '<', now).executeTakeFirst(),
    tries: await accounts.deleteFrom('rate_limits').where('resets_at', '<', now).executeTakeFirst(),
    // the database lets nothing else be deleted, whatever is asked
    auditLog: await accounts.deleteFrom('audit_entries').executeTakeFirst(),
    certificate: await accounts
      .deleteFrom('erasures')
      .where('erased_at', '<', before(KEPT_DAYS.certificate))
      // the database knows by this row that a log may go
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('audit_entries').select('account_id').whereRef('account_id', '=', 'erased_account'))),
      )
      .executeTakeFirst(),
  };
  for (const [what, { numDeletedRows }] of Object.entries(taken))
    if (numDeletedRows > 0n) ctx.log.write('info', 'retention.swept', { what, taken: Number(numDeletedRows) });
}
