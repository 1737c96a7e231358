import type { WebContext } from '#platform/web.ts';

/** Carries better-auth's cookies over onto our own answer. */
export function passCookies(c: WebContext, from: Headers): void {
  for (const cookie of from.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
}

/** The token of the session that better-auth's answer begins; undefined where it begins none. */
export function tokenIn(answer: Headers): string | undefined {
  for (const cookie of answer.getSetCookie()) {
    const value = /^(?:__Secure-)?sessional\.session_token=([^;]+)/.exec(cookie)?.[1];
    if (value) return decodeURIComponent(value).split('.')[0];
  }
  return undefined;
}
