import { createHash, randomBytes } from 'node:crypto';
import { readAccount } from '#features/accounts/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { formatDay } from '#rules/dates.ts';
import { eraseDay, leavingReminder } from '#rules/leaving.ts';
import { type Closure, deleteClosure, insertClosure, markReminded, readClosure } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/**
 * Closes the account in thirty days unless its owner comes back. Nothing is taken away yet; the public page goes at once. Asked again it
 * answers the same day and mails nothing.
 */
export async function askToLeave(ctx: Ctx, owner: Owner): Promise<Closure> {
  return asOwner(ctx.db, owner, async tx => {
    const closure = { askedAt: ctx.clock.now(), eraseOn: eraseDay(ctx.clock.today()) };
    const secret = randomBytes(24).toString('base64url');
    const isNew = await insertClosure(tx, { ...closure, certificateHash: certificateHash(secret) });
    if (!isNew) return (await readClosure(tx)) ?? { ...closure, remindedDays: null };
    await recordFact(ctx, tx, { kind: 'account.closing', subjectId: tx.accountId });
    await tell(ctx, tx, `Your account will be deleted on ${formatDay(closure.eraseOn)}`, [
      `You asked to close your account. On ${formatDay(closure.eraseOn)} everything in it will be deleted for good: bookings, invoices, pension forms, expenses, documents and messages. Your public page is hidden from now on.`,
      'Until then you can sign in as before, download what you need, and keep your account after all.',
      `Once it is deleted we can no longer write to you. What was deleted will be certified at this address, for a year: ${ctx.site.baseUrl}/erased/${secret}`,
    ]);
    return { ...closure, remindedDays: null };
  });
}

/** Keeps the account after all. Not closing is not an error. */
export async function stayAfterAll(ctx: Ctx, owner: Owner): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteClosure(tx))) return;
    await recordFact(ctx, tx, { kind: 'account.kept', subjectId: tx.accountId });
    await tell(ctx, tx, 'Your account stays', [
      'Your account will not be deleted. Everything is as it was, and your public page is shown again if it was before.',
    ]);
  });
}

/** Reminds the owner of a closing account seven days and one day before the end. Run every day; bears to run twice. */
export async function remindOfErasure(ctx: Ctx, owner: Owner): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const closure = await readClosure(tx);
    const days = closure && leavingReminder(closure.eraseOn, ctx.clock.today(), closure.remindedDays);
    if (!closure || days === undefined) return;
    await markReminded(tx, days);
    await tell(ctx, tx, `Your account will be deleted on ${formatDay(closure.eraseOn)}`, [
      `On ${formatDay(closure.eraseOn)} everything in your account will be deleted for good. Download what you need before, or keep your account.`,
    ]);
  });
}

/** What is kept of the secret part of a certificate's address. */
export function certificateHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

async function tell(ctx: Ctx, tx: OwnedTransaction, subject: string, paragraphs: readonly string[]): Promise<void> {
  const account = await readAccount(tx);
  await queueMail(ctx, tx, {
    kind: 'leaving',
    to: { name: account.name, address: account.email },
    fromName: 'Sessional',
    subject,
    letter: {
      greeting: `Hello ${account.name},`,
      paragraphs,
      button: { label: 'Open my account', url: `${ctx.site.baseUrl}/account/leave` },
      closing: ['If this was not you, sign in, keep the account and change your password.'],
      footer: `Sent by Sessional, run by ${ctx.site.operatorName}.`,
    },
  });
}
