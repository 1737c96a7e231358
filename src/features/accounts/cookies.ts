import type { WebContext } from '#platform/web.ts';

/** Carries better-auth's cookies over onto our own answer. */
export function passCookies(c: WebContext, from: Headers): void {
  for (const cookie of from.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
}
