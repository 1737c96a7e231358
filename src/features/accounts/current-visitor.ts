import { ownerOf } from '#platform/access.ts';
import type { Visitor } from '#platform/web.ts';
import type { Id } from '#rules/ids.ts';
import type { SignInEngine } from './engine.ts';

/** Who the request's cookie belongs to, with the cookies to renew where the session was extended; undefined for strangers. */
export async function currentVisitor(
  engine: SignInEngine,
  headers: Headers,
): Promise<{ visitor: Visitor; setCookies: string[] } | undefined> {
  if (!headers.has('cookie')) return undefined;
  const { response, headers: answered } = await engine.api.getSession({ headers, returnHeaders: true });
  if (!response) return undefined;
  const { user, session } = response;
  return {
    visitor: {
      owner: ownerOf(user.id),
      accountId: user.id as Id<'account'>,
      sessionId: session.id as Id<'session'>,
      firstName: user.firstName,
      fullName: user.name,
      email: user.email,
      profession: user.profession,
      isDemo: user.isDemo === true,
      isSetUp: user.setupClosedAt !== null && user.setupClosedAt !== undefined,
    },
    setCookies: answered.getSetCookie(),
  };
}
