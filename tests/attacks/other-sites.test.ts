import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, signedIn, testApp } from '../support/app.ts';
import { type TestContext, testContext } from '../support/context.ts';

/** What another site, or whoever stands between, wants of a signed-in browser and does not get. */
let it: TestContext;
let app: ReturnType<typeof testApp>;
let mine: Browser;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  mine = await signedIn(it, app, 'amara@locums.example');
});
afterAll(() => it.close());

/** What a browser sends, or an old one leaves out, when another site's page submits a form. */
const FROM_ELSEWHERE: readonly Readonly<Record<string, string>>[] = [
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'http://evil.localhost:3000', 'sec-fetch-site': 'same-site' },
  { origin: 'null', 'sec-fetch-site': 'none' },
  { origin: 'https://evil.example' },
  { origin: 'http://localhost:3000.evil.example' },
  { origin: 'null' },
  {},
];

/** Answered without cookies: the API by its key, a provider's mail by its secret. */
const WITHOUT_COOKIES = /^\/(api\/v1|hooks)\//;

const unsafePages = () =>
  app.paths.filter(route => !['GET', 'HEAD', 'OPTIONS'].includes(route.method) && !WITHOUT_COOKIES.test(route.path));

test('no form of any page can be sent from another site, whatever the browser says of its origin', async () => {
  expect(unsafePages().length).toBeGreaterThan(150);
  for (const route of unsafePages())
    for (const headers of FROM_ELSEWHERE) {
      const answer = await app.request(`http://localhost:3000${route.path.replaceAll(/:[^/]+/g, 'x')}`, {
        method: route.method,
        headers: { host: 'localhost:3000', 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: 'a=b',
      });
      expect([route.method, route.path, headers, answer.status]).toEqual([route.method, route.path, headers, 403]);
    }
});

test('a host that a proxy or a caller makes up turns no other origin into ours', async () => {
  const answer = await app.request('http://localhost:3000/sign-out', {
    method: 'POST',
    headers: { host: 'localhost:3000', origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  });
  expect(answer.status).toBe(403);
});

const ELSEWHERE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n//evil.example',
  ' //evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'x@evil.example',
];

test('no way of writing an address of another site is followed after signing in', async () => {
  for (const next of ELSEWHERE) {
    await it.database.admin.query('DELETE FROM rate_limits');
    const fields = { email: 'amara@locums.example', password: 'three quiet words', next };
    const answer = await app.browser().post('/sign-in', fields);
    expect([next, answer.status, answer.location]).toEqual([next, 303, '/today']);
    const already = await mine.get(`/sign-in?next=${encodeURIComponent(next)}`);
    expect([next, already.location]).toEqual([next, '/today']);
    const confirmed = await mine.post('/account/confirm', { password: 'three quiet words', next });
    expect([next, confirmed.location?.startsWith('/account?')]).toEqual([next, true]);
  }
});

test('a made-up host reaches no mailed link', async () => {
  await app.request('http://evil.example/forgotten-password', {
    method: 'POST',
    headers: {
      host: 'evil.example',
      origin: 'http://evil.example',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'email=amara%40locums.example',
  });
  await it.work();
  const mails = await it.mailbox.list();
  expect(mails.some(mail => mail.text.includes('http://localhost:3000/reset-password'))).toBe(true);
  for (const mail of mails) expect(JSON.stringify(mail)).not.toContain('evil.example');
});

test('every kind of answer carries the headers: page, redirect, refusal, missing page, file, API and its errors', async () => {
  const { browser } = app;
  const answers = {
    page: await browser().get('/sign-in'),
    redirect: await browser().get('/today'),
    ownPage: await mine.get('/account'),
    missing: await browser().get('/nothing-here'),
    refused: await browser().post('/sign-out', {}, { 'sec-fetch-site': 'cross-site' }),
    wrongForm: await mine.post('/profile', {}),
    feed: await browser().get('/calendar-feed/nothing'),
    text: await browser().get('/.well-known/security.txt'),
    api: await browser().get('/api/v1/openapi.json'),
    apiError: await browser().get('/api/v1/bookings'),
    file: await mine.get('/account/log.csv'),
  };
  for (const [kind, { headers, status }] of Object.entries(answers)) {
    const said = [kind, status, headers.get('x-content-type-options'), headers.get('x-frame-options')];
    expect(said).toEqual([kind, status, 'nosniff', 'DENY']);
    const policy = headers.get('content-security-policy') ?? '';
    expect([kind, policy]).toEqual([kind, expect.stringContaining("default-src 'none'")]);
    expect([kind, /unsafe-(inline|eval)|\*/.test(policy)]).toEqual([kind, false]);
    expect([kind, headers.get('referrer-policy')]).toEqual([kind, 'same-origin']);
    expect([kind, headers.has('x-powered-by') || headers.has('access-control-allow-origin')]).toEqual([kind, false]);
  }
});

test('a nonce is never used twice', async () => {
  const policies = [];
  for (let i = 0; i < 3; i++)
    policies.push((await app.browser().get('/sign-in')).headers.get('content-security-policy'));
  expect(new Set(policies).size).toBe(3);
});
