import { getCookie, setCookie } from 'hono/cookie';
import type { Needs } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { WebContext } from '#platform/web.ts';

type Ctx = Needs<'links' | 'site'>;

const NAME = 'sessional_device';
/** As long as browsers keep a cookie. */
const DAYS = 400;
/** A browser at home that several people sign in from. */
const MOST = 5;

/**
 * The id of this browser where somebody signed in from it to that account before: the cookie proves it by a mark that only we can make,
 * so nothing is looked up and nobody learns who has an account. Knowing a device lets nobody in: it spares a mail, and its tries are counted apart.
 */
export function knownDevice(ctx: Ctx, c: WebContext, email: string): string | undefined {
  return marksOf(c)
    .map(mark => mark.split('.'))
    .find(([id = '', mark]) => mark === ctx.links.mark(`device ${email.toLowerCase()} ${id}`))?.[0];
}

/** Has the browser remember that this account was signed in to from it. */
export function rememberDevice(ctx: Ctx, c: WebContext, email: string): void {
  if (knownDevice(ctx, c, email) !== undefined) return;
  const id = newId('session');
  const marks = [`${id}.${ctx.links.mark(`device ${email.toLowerCase()} ${id}`)}`, ...marksOf(c)].slice(0, MOST);
  setCookie(c, NAME, marks.join('~'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: ctx.site.baseUrl.startsWith('https:'),
    maxAge: DAYS * 24 * 60 * 60,
  });
}

function marksOf(c: WebContext): string[] {
  return (getCookie(c, NAME) ?? '').split('~').filter(mark => mark !== '');
}
