import { Kysely, PostgresDialect } from 'kysely';
import { signInEngine } from '#features/accounts/index.ts';
import { routes } from '#main/routes.tsx';
import { rateLimiter } from '#platform/rate-limit.ts';
import type { TestContext } from './context.ts';

/** Somebody with a browser: keeps cookies, sends forms as our own pages do. */
export interface Browser {
  get(path: string): Promise<Answer>;
  /** Posts a form from one of our pages; a list sends its field several times. */
  post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Posts a form with a file, as a browser does; a file of no bytes is none chosen. */
  upload(
    path: string,
    fields: Readonly<Record<string, string>>,
    file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
  ): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  /** Where a redirect leads, as a path. */
  readonly location: string | undefined;
  readonly text: string;
  readonly headers: Headers;
}

const HOME = 'http://localhost:3000';

/** The whole web application over a test's context, without a server or a build. */
export function testApp(test: TestContext): {
  browser(): Browser;
  request(url: string, init: RequestInit): Promise<Response>;
  /** Every method and path that is answered, as the routes name them. */
  readonly paths: readonly { readonly method: string; readonly path: string }[];
} {
  const secret = 'a secret of tests, longer than thirty-two characters';
  const app = routes(
    {
      ctx: test.ctx,
      database: test.database,
      queue: { ...test.queue, start: async () => {}, stop: async () => {}, open: async () => {} },
      mailbox: test.mailbox,
      inboundSecret: 'a secret of tests for mail',
      limits: rateLimiter(test.database.signIn, test.ctx.clock, secret),
      engine: signInEngine(test.ctx, {
        database: new Kysely({ dialect: new PostgresDialect({ pool: test.database.authPool }) }),
        secret,
      }),
      hashCaller: address => `hash of ${address}`,
    },
    {
      assets: { stylesheet: '/styles.css', island: name => `/${name}.js` },
      clientFolder: 'dist/client',
      callerHeader: 'x-caller',
      countryHeader: 'x-country',
      addressOf: () => '192.0.2.1',
    },
  );
  return {
    request: async (url, init) => app.request(url, init),
    paths: app.routes.filter(route => route.method !== 'ALL'),
    browser() {
      const cookies = new Map<string, string>();
      const send = async (path: string, init: RequestInit): Promise<Answer> => {
        const headers = new Headers(init.headers);
        if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
        const answer = await app.request(`${HOME}${path}`, { ...init, headers });
        for (const cookie of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          if (value === '' || /max-age=0/i.test(cookie)) cookies.delete(name);
          else cookies.set(name, value);
        }
        const location = answer.headers.get('location') ?? undefined;
        return {
          status: answer.status,
          location: location?.replace(HOME, ''),
          text: await answer.text(),
          headers: answer.headers,
        };
      };
      return {
        get: path => send(path, { headers: { host: 'localhost:3000' } }),
        post: (path, fields, headers = {}) => {
          const body = new URLSearchParams();
          for (const [name, value] of Object.entries(fields))
            for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
          return send(path, {
            method: 'POST',
            body,
            headers: { host: 'localhost:3000', origin: HOME, 'sec-fetch-site': 'same-origin', ...headers },
          });
        },
        upload: (path, fields, file) => {
          const body = new FormData();
          for (const [name, value] of Object.entries(fields)) body.append(name, value);
          body.append('file', new File([file.bytes], file.bytes.length > 0 ? file.name : ''));
          return send(path, {
            method: 'POST',
            body,
            headers: { host: 'localhost:3000', origin: HOME, 'sec-fetch-site': 'same-origin' },
          });
        },
      };
    },
  };
}

/** Signs a new person up, confirms the address by the mail, and answers their browser, signed in. */
export async function signedIn(
  test: TestContext,
  app: ReturnType<typeof testApp>,
  email: string,
  profession = 'gp',
): Promise<Browser> {
  const browser = app.browser();
  await browser.post('/sign-up', {
    title: 'Dr',
    firstName: 'Amara',
    lastName: 'Okafor',
    email,
    password: 'three quiet words',
    profession,
    adult: 'on',
  });
  await browser.post('/verify', { token: await tokenMailedTo(test, email) });
  return browser;
}

/** The token of the link in the newest mail to an address. */
export async function tokenMailedTo(test: TestContext, email: string): Promise<string> {
  await test.work();
  const mail = (await test.mailbox.list()).find(it => it.to.address === email);
  return decodeURIComponent(/token=([^\s"&]+)/.exec(mail?.text ?? '')?.[1] ?? '');
}
