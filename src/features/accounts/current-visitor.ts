import { ownerOf } from '#platform/access.ts';
import type { Visitor } from '#platform/web.ts';
import type { Id } from '#rules/ids.ts';
import type { SignInEngine } from './engine.ts';

/** Somebody who gave the right password and is still asked for a code. */
export interface HalfSignedIn {
  readonly accountId: Id<'account'>;
  readonly sessionId: Id<'session'>;
  readonly email: string;
  readonly name: string;
  /** When the password was given. */
  readonly since: Temporal.Instant;
}

/** Who the request's cookie belongs to, with the cookies to renew where the session was extended; undefined for strangers. */
export async function currentVisitor(
  engine: SignInEngine,
  headers: Headers,
  callerHash: string,
): Promise<{ visitor: Visitor; setCookies: string[] } | undefined> {
  if (!headers.has('cookie')) return undefined;
  const { response, headers: answered } = await engine.api.getSession({ headers, returnHeaders: true });
  if (!response || response.session.awaitsCode) return undefined;
  const { user, session } = response;
  return {
    visitor: {
      owner: ownerOf(user.id, { kind: 'owner', id: session.id, callerHash, device: session.userAgent ?? null }),
      accountId: user.id as Id<'account'>,
      sessionId: session.id as Id<'session'>,
      firstName: user.firstName,
      fullName: user.name,
      email: user.email,
      profession: user.profession,
      isDemo: user.isDemo === true,
      isSetUp: user.setupClosedAt !== null && user.setupClosedAt !== undefined,
      provedAt: momentOf(session.provedAt),
    },
    setCookies: answered.getSetCookie(),
  };
}

/** Whose cookie it is, where a code is still awaited. */
export async function halfSignedIn(engine: SignInEngine, headers: Headers): Promise<HalfSignedIn | undefined> {
  const found = await engine.api.getSession({ headers });
  if (!found?.session.awaitsCode) return undefined;
  return {
    accountId: found.user.id as Id<'account'>,
    sessionId: found.session.id as Id<'session'>,
    email: found.user.email,
    name: found.user.name,
    since: momentOf(found.session.provedAt),
  };
}

/** Sessions that began before it was kept count as proved long ago. */
function momentOf(date: Date | null | undefined): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date ? date.getTime() : 0);
}
