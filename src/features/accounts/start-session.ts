import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import type { WebContext } from '#platform/web.ts';
import type { Id } from '#rules/ids.ts';
import { tokenIn } from './cookies.ts';
import type { SignInEngine } from './engine.ts';
import { knownDevice, rememberDevice } from './known-device.ts';
import { queueNewDeviceLetter } from './letters.ts';
import { markPlace } from './store.ts';

type Ctx = Needs<'db' | 'queue' | 'clock' | 'site' | 'links'>;

/** A session that was begun, and whose. */
export interface Begun {
  readonly accountId: Id<'account'>;
  readonly sessionId: Id<'session'>;
  readonly email: string;
  readonly name: string;
}

/** The session that better-auth's answer begins. */
export async function begunBy(
  engine: SignInEngine,
  answer: Headers,
): Promise<Begun & { readonly awaitsCode: boolean }> {
  const found = await (await engine.$context).internalAdapter.findSession(tokenIn(answer) ?? '');
  if (!found) throw new Error('a session that was just begun is not there');
  return {
    accountId: found.user.id as Id<'account'>,
    sessionId: found.session.id as Id<'session'>,
    email: found.user.email,
    name: found.user.name,
    awaitsCode: found.session.awaitsCode === true,
  };
}

/** Who acts in a session that was just begun, for the log. */
export function ownerIn(c: WebContext, begun: Begun): Owner {
  return ownerOf(begun.accountId, { kind: 'owner', id: begun.sessionId, ...callerOf(c) });
}

/** What follows every sign-in, however it was done: the log has it, and a device that was not seen before is told of by mail. */
export async function welcome(
  ctx: Ctx,
  c: WebContext,
  begun: Begun,
  by: 'password' | 'code' | 'recovery_code' | 'passkey' | 'mailed_link',
): Promise<void> {
  // the first sign-in is the owner's own: the mail with the link was in their hands a moment ago
  const isNew = by !== 'mailed_link' && knownDevice(ctx, c, begun.email) === undefined;
  await asOwner(ctx.db, ownerIn(c, begun), async tx => {
    await markPlace(tx, begun.sessionId, c.get('place'));
    const details = { by, newDevice: isNew };
    await recordFact(ctx, tx, { kind: 'session.started', subjectId: begun.sessionId, details });
    if (isNew) await queueNewDeviceLetter(ctx, tx, begun, { device: callerOf(c).device, place: c.get('place') });
  });
  rememberDevice(ctx, c, begun.email);
}
