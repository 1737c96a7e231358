import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Answer, signedIn, testApp } from '../support/app.ts';
import { type TestContext, testContext } from '../support/context.ts';

/** What somebody wants who tries to come in as another, or to learn who is here, and does not get. */
let it: TestContext;
let app: ReturnType<typeof testApp>;

const KNOWN = 'amara@locums.example';
const UNKNOWN = 'nobody@locums.example';
const PASSWORD = 'three quiet words';

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  await signedIn(it, app, KNOWN);
});
afterAll(() => it.close());
beforeEach(() => it.database.admin.query('DELETE FROM rate_limits'));

test('a session that somebody planted before the sign-in is not the one that is signed in', async () => {
  const planted = 'sessional.session_token=planted.by-an-attacker';
  const answer = await app.request('http://localhost:3000/sign-in', {
    method: 'POST',
    headers: { ...OURS, cookie: planted },
    body: new URLSearchParams({ email: KNOWN, password: PASSWORD }).toString(),
  });
  expect(answer.status).toBe(303);
  const cookie = answer.headers.getSetCookie().find(one => one.startsWith('sessional.session_token='));
  expect(cookie).toBeDefined();
  expect(cookie).not.toContain('planted');
  const again = await app.request('http://localhost:3000/account', {
    headers: { host: 'localhost:3000', cookie: planted },
  });
  expect(again.headers.get('location')).toContain('/sign-in');
});

test('two sign-ins never share a session, and one that was signed out is dead wherever its cookie was copied to', async () => {
  const cookieOf = async () => {
    const answer = await app.request('http://localhost:3000/sign-in', {
      method: 'POST',
      headers: OURS,
      body: new URLSearchParams({ email: KNOWN, password: PASSWORD }).toString(),
    });
    return (answer.headers.getSetCookie().find(one => one.includes('session_token')) ?? '').split(';')[0] ?? '';
  };
  const [first, second] = [await cookieOf(), await cookieOf()];
  expect(first).not.toBe(second);
  const account = async (cookie: string) =>
    (await app.request('http://localhost:3000/account', { headers: { host: 'localhost:3000', cookie } })).status;
  expect(await account(first)).toBe(200);
  await app.request('http://localhost:3000/sign-out', {
    method: 'POST',
    headers: { ...OURS, cookie: first },
    body: '',
  });
  expect([await account(first), await account(second)]).toEqual([303, 200]);
});

test('no script reads a cookie, no other site sends one, and none names a domain', async () => {
  const browser = await app.request('http://localhost:3000/sign-in', {
    method: 'POST',
    headers: OURS,
    body: new URLSearchParams({ email: KNOWN, password: PASSWORD }).toString(),
  });
  const cookies = browser.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; *HttpOnly/i);
    expect(cookie).toMatch(/; *SameSite=(Lax|Strict)/i);
    expect(cookie).toMatch(/; *Path=\//i);
    expect(cookie).not.toMatch(/; *Domain=/i);
  }
});

test('sign-up, sign-in, forgotten password and passkeys answer alike whether an address is known or not', async () => {
  const asked = async (email: string) => {
    const { browser } = app;
    const fields = { title: 'Dr', firstName: 'A', lastName: 'B', profession: 'gp', adult: 'on' };
    return {
      signIn: told(await browser().post('/sign-in', { email, password: 'not the password' }), email),
      forgotten: told(await browser().post('/forgotten-password', { email }), email),
      signUp: told(await browser().post('/sign-up', { ...fields, email, password: PASSWORD }), email),
      passkeys: Object.keys(JSON.parse((await browser().post('/sign-in/passkey/options', { email })).text)).sort(),
    };
  };
  const known = await asked(KNOWN);
  await it.database.admin.query('DELETE FROM rate_limits');
  expect(await asked(UNKNOWN)).toEqual(known);
});

const OURS = {
  host: 'localhost:3000',
  origin: 'http://localhost:3000',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
};

/** All that a stranger is told, without their own words and what differs each time. */
function told(answer: Answer, email: string): unknown {
  const plain = (text: string) =>
    text
      .replaceAll(email, '…')
      .replaceAll(encodeURIComponent(email), '…')
      .replaceAll(/nonce="[^"]*"/g, '');
  return {
    status: answer.status,
    location: plain(answer.location ?? ''),
    text: plain(answer.text),
    headers: [...answer.headers.keys()].sort(),
  };
}
