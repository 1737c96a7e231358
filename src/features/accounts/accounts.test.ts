import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, signedIn, testApp, tokenMailedTo } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const person = {
  title: '',
  firstName: 'Ffion',
  lastName: 'Davies',
  password: 'three quiet words',
  profession: 'pharmacist',
  adult: 'on',
};
const signIn = (browser: Browser, email: string, password = person.password, headers = {}) =>
  browser.post('/sign-in', { email, password, next: '/account' }, headers);

test('from sign-up by the mailed link to a session, and out again', async () => {
  const browser = app.browser();
  expect(await browser.post('/sign-up', { ...person, email: 'Ffion@Example.org' })).toMatchObject({
    status: 303,
    location: '/verify-email',
  });
  expect(await signIn(browser, 'ffion@example.org')).toMatchObject({ location: '/verify-email' });
  const token = await tokenMailedTo(it, 'ffion@example.org');
  expect((await browser.get(`/verify?token=${encodeURIComponent(token)}`)).text).toContain('Confirm my address');
  expect(await browser.get('/account')).toMatchObject({ status: 303, location: '/sign-in?next=%2Faccount' });
  expect(await browser.post('/verify', { token })).toMatchObject({ status: 303, location: '/set-up' });
  const account = await browser.get('/account');
  expect(account.text).toContain('ffion@example.org');
  await browser.post('/sign-out', {});
  expect(await browser.get('/account')).toMatchObject({ status: 303 });
  expect(await signIn(browser, 'ffion@example.org')).toMatchObject({ status: 303, location: '/account' });
});

test('what is wrong is said beside its field, and what was typed stays, the password excepted', async () => {
  const answer = await app
    .browser()
    .post('/sign-up', { ...person, firstName: '', email: 'not an address', password: 'short', adult: '' });
  expect(answer.status).toBe(422);
  for (const text of [
    'Enter your first name.',
    'Choose a password of at least 10 characters.',
    'not an address',
    'value="Davies"',
    'Please confirm that you are.',
  ])
    expect(answer.text).toContain(text);
  expect(answer.text).not.toContain('value="short"');
});

test('an address that is here already is told by mail only', async () => {
  await signedIn(it, app, 'known@example.org');
  const again = await app.browser().post('/sign-up', { ...person, email: 'known@example.org' });
  expect(again).toMatchObject({ status: 303, location: '/verify-email' });
  await it.work();
  const [mail] = await it.mailbox.list();
  expect(mail?.subject).toBe('You already have an account with Sessional');
});

test('a forgotten password is replaced once by the mailed link, and all sessions end', async () => {
  const elsewhere = await signedIn(it, app, 'forgetful@example.org');
  const browser = app.browser();
  await browser.post('/forgotten-password', { email: 'forgetful@example.org' });
  const token = await tokenMailedTo(it, 'forgetful@example.org');
  expect(await browser.post('/reset-password', { token, password: 'another quiet word' })).toMatchObject({
    status: 303,
  });
  expect(await browser.post('/reset-password', { token, password: 'a third quiet word' })).toMatchObject({
    status: 410,
  });
  expect(await elsewhere.get('/account')).toMatchObject({ status: 303 });
  expect(await signIn(browser, 'forgetful@example.org')).toMatchObject({ status: 422 });
  expect(await signIn(browser, 'forgetful@example.org', 'another quiet word')).toMatchObject({ status: 303 });
});

test('sessions are listed, and ending one works at once', async () => {
  const here = await signedIn(it, app, 'two-places@example.org');
  const there = app.browser();
  await signIn(there, 'two-places@example.org');
  const id = /\/account\/sessions\/(ses_\w+)/.exec((await here.get('/account')).text)?.[1];
  expect(await app.browser().post(`/account/sessions/${id}`, {})).toMatchObject({ status: 303, location: '/sign-in' });
  const stranger = await signedIn(it, app, 'stranger@example.org');
  expect(await stranger.post(`/account/sessions/${id}`, {})).toMatchObject({ status: 404 });
  expect(await here.post(`/account/sessions/${id}`, {})).toMatchObject({ status: 303 });
  expect(await there.get('/account')).toMatchObject({ status: 303, location: '/sign-in?next=%2Faccount' });
  expect(await here.get('/account')).toMatchObject({ status: 200 });
});

test('guessing is slowed down from one place without locking the owner out elsewhere', async () => {
  await signedIn(it, app, 'target@example.org');
  const attacker = app.browser();
  for (let i = 0; i < 8; i++)
    expect(
      await signIn(attacker, 'target@example.org', `guess number ${i}`, { 'x-caller': '198.51.100.7' }),
    ).toMatchObject({ status: 422 });
  expect(await signIn(attacker, 'target@example.org', person.password, { 'x-caller': '198.51.100.7' })).toMatchObject({
    status: 429,
  });
  expect(
    await signIn(app.browser(), 'target@example.org', person.password, { 'x-caller': '203.0.113.9' }),
  ).toMatchObject({ status: 303 });
});

test('another site’s page cannot make a browser act, whatever it sends', async () => {
  const browser = await signedIn(it, app, 'cautious@example.org');
  const forged: Record<string, string>[] = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
    { origin: 'null', 'sec-fetch-site': 'none' },
  ];
  for (const headers of forged) expect(await browser.post('/sign-out', {}, headers)).toMatchObject({ status: 403 });
  expect(await browser.get('/account')).toMatchObject({ status: 200 });
});

test('after signing in nobody is sent to another site', async () => {
  await signedIn(it, app, 'traveller@example.org');
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const answer = await app
      .browser()
      .post('/sign-in', { email: 'traveller@example.org', password: person.password, next });
    expect(answer).toMatchObject({ status: 303, location: '/today' });
  }
});

test('every page says which scripts may run and is never cached', async () => {
  const { headers } = await app.browser().get('/sign-in');
  expect(headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[^']+'/);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-frame-options')).toBe('DENY');
});
