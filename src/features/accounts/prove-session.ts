import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Visitor } from '#platform/web.ts';
import type { SignInEngine } from './engine.ts';
import { markProved } from './store.ts';

/** Notes that whoever sits before a session proved again who they are: sensitive steps are open for a while. */
export async function proveSession(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  visitor: Visitor,
  by: 'password' | 'code' | 'passkey',
): Promise<void> {
  await asOwner(ctx.db, visitor.owner, async tx => {
    await markProved(tx, visitor.sessionId, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'session.proved', subjectId: visitor.sessionId, details: { by } });
  });
}

/** Looks whether the password is the account's. Refuses `password.wrong`. */
export async function checkPassword(engine: SignInEngine, headers: Headers, password: string): Promise<void> {
  const answer = await engine.api.verifyPassword({ body: { password }, headers, asResponse: true });
  if (answer.ok) return;
  throw new Refusal({
    code: 'password.wrong',
    message: 'That is not your password.',
    field: 'password',
    status: 422,
  });
}
