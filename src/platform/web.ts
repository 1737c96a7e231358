import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import type { Id } from '#rules/ids.ts';
import type { Owner } from './access.ts';
import { Refusal } from './errors.ts';
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
  /** When a password, a code or a passkey was given last in this session. */
  readonly provedAt: Temporal.Instant;
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
    /** Country of the caller in words, where a proxy tells it. */
    place: string | undefined;
    today: Temporal.PlainDate;
    now: Temporal.Instant;
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

/** How long after a password, a code or a passkey sensitive steps are open. */
export const PROOF_MINUTES = 10;

/** True where the signed-in person proved so lately who they are that sensitive steps are open. */
export function isProven(c: WebContext): boolean {
  const { isDemo, provedAt } = visitorOf(c);
  // the demo's cast has no password to give, and nothing to lose
  return isDemo || Temporal.Instant.compare(provedAt.add({ minutes: PROOF_MINUTES }), c.get('now')) > 0;
}

/** The signed-in person, who proved lately who they are: for sensitive steps. Refuses `proof.needed`; what was typed stays. */
export function provenVisitor(c: WebContext): Visitor {
  const visitor = visitorOf(c);
  if (!isProven(c)) {
    throw new Refusal({
      code: 'proof.needed',
      message: `More than ${PROOF_MINUTES} minutes have passed since you signed in. Open “Account” in another tab, press “Confirm it is you”, then press the button here again.`,
      status: 403,
    });
  }
  return visitor;
}

/** Before the page of a sensitive step: asks strangers to sign in, and who did so a while ago to confirm that it is them. */
export const requireProof: MiddlewareHandler<WebEnv> = async (c, next) => {
  const visitor = c.get('visitor');
  if (visitor && c.req.method === 'GET' && !isProven(c))
    return c.redirect(`/account/confirm?next=${encodeURIComponent(pathOf(c))}`, 303);
  return requireVisitor(c, next);
};

/** A path of our own to go to, or the fallback: never another site's. */
export function safePath(wanted: string | undefined, fallback: string): string {
  return wanted !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : fallback;
}

function pathOf(c: WebContext): string {
  const url = new URL(c.req.url);
  return `${url.pathname}${url.search}`;
}
