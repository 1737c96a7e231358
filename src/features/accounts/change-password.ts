import { type Actor, asOwner, type Owner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import type { SignInEngine } from './engine.ts';
import { queueSecurityLetter } from './letters.ts';
import { deleteOtherSessions, markProved, readAccount } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/** Changes the password, ends every other session and tells the owner by mail. Refuses `password.wrong`. */
export async function changePassword(
  ctx: Ctx,
  engine: SignInEngine,
  visitor: { readonly owner: Owner; readonly sessionId: Id<'session'>; readonly headers: Headers },
  input: { readonly current: string; readonly password: string },
): Promise<void> {
  const answer = await engine.api.changePassword({
    body: { currentPassword: input.current, newPassword: input.password },
    headers: visitor.headers,
    asResponse: true,
  });
  if (!answer.ok) {
    throw new Refusal({
      code: 'password.wrong',
      message: 'That is not your present password.',
      field: 'current',
      status: 422,
    });
  }
  await asOwner(ctx.db, visitor.owner, async tx => {
    await deleteOtherSessions(tx, visitor.sessionId);
    await markProved(tx, visitor.sessionId, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'password.changed', subjectId: tx.accountId });
    await queueSecurityLetter(ctx, tx, await readAccount(tx), CHANGED);
  });
}

/** Whose link to a new password it is, as somebody who came from there; undefined where it works no more. */
export async function ownerOfReset(
  engine: SignInEngine,
  token: string,
  from: Pick<Actor, 'callerHash' | 'device'>,
): Promise<Owner | undefined> {
  const found = await (await engine.$context).internalAdapter.findVerificationValue(`reset-password:${token}`);
  return found ? ownerOf(found.value, { kind: 'owner', id: null, ...from }) : undefined;
}

/** Notes that the password was replaced by the mailed link, tells the owner, and answers the account's address. */
export async function notePasswordReset(ctx: Ctx, owner: Owner): Promise<string> {
  return asOwner(ctx.db, owner, async tx => {
    const account = await readAccount(tx);
    await recordFact(ctx, tx, { kind: 'password.reset', subjectId: tx.accountId });
    await queueSecurityLetter(ctx, tx, account, CHANGED);
    return account.email;
  });
}

const CHANGED = {
  kind: 'password_changed',
  subject: 'Your Sessional password was changed',
  paragraph:
    'Your password was changed just now, and every other session was ended. If that was you, nothing needs to be done.',
};
