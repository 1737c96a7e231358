import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import type { Id } from '#rules/ids.ts';
import type { Owner } from './access.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Who is signed in, as every page needs it. */
export interface Visitor {
  readonly owner: Owner;
  readonly accountId: Id<'account'>;
  readonly sessionId: Id<'session'>;
  readonly firstName: string;
  /** Title as the person wants it, first and last name. */
  readonly fullName: string;
  readonly email: string;
  readonly profession: string;
  readonly isDemo: boolean;
  readonly isSetUp: boolean;
}

/** Names of the built files, from Vite's manifest. */
export interface Assets {
  readonly stylesheet: string;
  readonly island: (name: string) => string;
}

/** What the roof puts beside each request. */
export interface WebEnv {
  Variables: SecureHeadersVariables & {
    visitor: Visitor | undefined;
    assets: Assets;
    limits: RateLimiter;
    /** Keyed hash of the caller's address: for counting, never for knowing. */
    callerHash: string;
    today: Temporal.PlainDate;
    isDevelopment: boolean;
  };
}

export type WebContext = HonoContext<WebEnv>;

/** The signed-in person. Only behind {@link requireVisitor}. */
export function visitorOf(c: WebContext): Visitor {
  const visitor = c.get('visitor');
  if (!visitor) throw new Error('a page without requireVisitor asked who is signed in');
  return visitor;
}

/** Sends strangers to sign in and back again. An account whose address is not confirmed cannot sign in at all. */
export const requireVisitor: MiddlewareHandler<WebEnv> = async (c, next) => {
  const visitor = c.get('visitor');
  if (!visitor) {
    const back = c.req.method === 'GET' ? `?next=${encodeURIComponent(pathOf(c))}` : '';
    return c.redirect(`/sign-in${back}`, 303);
  }
  return next();
};

/** A path of our own to go to, or the fallback: never another site's. */
export function safePath(wanted: string | undefined, fallback: string): string {
  return wanted !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : fallback;
}

function pathOf(c: WebContext): string {
  const url = new URL(c.req.url);
  return `${url.pathname}${url.search}`;
}
