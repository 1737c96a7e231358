import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, signedIn, testApp, tokenMailedTo } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { totpCode, totpStep } from './totp.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  await it.database.admin.query('DELETE FROM rate_limits');
});
afterAll(() => it.close());

const PASSWORD = 'three quiet words';
const later = (minutes: number) => it.ctx.clock.set(it.ctx.clock.now().add({ minutes }));
const signIn = (browser: Browser, email: string, headers = {}, password = PASSWORD) =>
  browser.post('/sign-in', { email, password, next: '/account' }, headers);
const codeNow = (secret: string) => totpCode(secret, totpStep(it.ctx.clock.now()));
const rowsOf = async (text: string, email: string) =>
  (await it.database.admin.query(text.replace('$account', '(SELECT id FROM accounts WHERE email = $1)'), [email])).rows;
const mailsTo = async (email: string) => {
  await it.work();
  return (await it.mailbox.list()).filter(mail => mail.to.address === email).map(mail => mail.subject);
};

/** Somebody with an app that shows codes. */
async function withApp(email: string) {
  const browser = await signedIn(it, app, email);
  const secret = secretIn((await browser.get('/account/second-factor')).text);
  const answer = await browser.post('/account/second-factor', { code: codeNow(secret) });
  const recovery = [...answer.text.matchAll(/>(\w{4}-\w{4}-\w{4}-\w{4})</g)].map(([, code]) => code ?? '');
  later(1);
  return { browser, secret, recovery };
}

function secretIn(text: string): string {
  return (/((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})/.exec(text)?.[1] ?? '').replaceAll(' ', '');
}

test('the app is asked for only once it gave a right code; then the password alone lets nobody in', async () => {
  const email = 'app@example.org';
  const browser = await signedIn(it, app, email);
  const secret = secretIn((await browser.get('/account/second-factor')).text);
  expect(secret).toHaveLength(32);
  expect(await browser.post('/account/second-factor', { code: '000000' })).toMatchObject({ status: 422 });
  expect(await signIn(app.browser(), email)).toMatchObject({ location: '/account' });
  expect((await browser.post('/account/second-factor', { code: codeNow(secret) })).text).toContain('recovery codes');
  later(1);
  const there = app.browser();
  expect(await signIn(there, email)).toMatchObject({ status: 303, location: '/sign-in/code?next=%2Faccount' });
  for (const path of ['/account', '/today', '/invoices', '/account/second-factor'])
    expect((await there.get(path)).location, path).toContain('/sign-in');
  expect(await there.post('/sign-in/code', { code: codeNow(secret), next: '/account' })).toMatchObject({
    status: 303,
    location: '/account',
  });
  expect(await there.get('/account')).toMatchObject({ status: 200 });
});

test('a code works once, also at another sign-in', async () => {
  const { secret } = await withApp('once@example.org');
  const [one, two] = [app.browser(), app.browser()];
  await signIn(one, 'once@example.org');
  await signIn(two, 'once@example.org');
  const code = codeNow(secret);
  expect(await one.post('/sign-in/code', { code })).toMatchObject({ status: 303 });
  expect(await two.post('/sign-in/code', { code })).toMatchObject({ status: 422 });
});

test('a recovery code lets in once, is noted, and is kept as a hash only', async () => {
  const email = 'lost-phone@example.org';
  const { recovery, secret } = await withApp(email);
  expect(recovery).toHaveLength(10);
  const kept = JSON.stringify([
    await rowsOf('SELECT * FROM recovery_codes WHERE account_id = $account', email),
    await rowsOf('SELECT * FROM second_factors WHERE account_id = $account', email),
  ]);
  for (const known of [...recovery, ...recovery.map(code => code.replaceAll('-', '')), secret])
    expect(kept).not.toContain(known);
  const there = app.browser();
  await signIn(there, email);
  const code = recovery[0]?.toUpperCase().replaceAll('-', ' ') ?? '';
  expect(await there.post('/sign-in/code', { code })).toMatchObject({ status: 303 });
  const again = app.browser();
  await signIn(again, email);
  expect(await again.post('/sign-in/code', { code })).toMatchObject({ status: 422 });
  expect((await there.get('/account/log?subject=second_factor')).text).toContain('Recovery code used');
  expect((await there.get('/account/second-factor')).text).toContain('9 of them still work');
});

test('five wrong codes end what the password began, and so do ten minutes', async () => {
  const { secret } = await withApp('codes@example.org');
  const [guesser, slow] = [app.browser(), app.browser()];
  await signIn(guesser, 'codes@example.org');
  await signIn(slow, 'codes@example.org');
  for (let i = 0; i < 5; i++)
    expect(await guesser.post('/sign-in/code', { code: '000000' })).toMatchObject({ status: 422 });
  expect(await guesser.post('/sign-in/code', { code: codeNow(secret) })).toMatchObject({ location: '/sign-in' });
  later(10);
  expect(await slow.post('/sign-in/code', { code: codeNow(secret) })).toMatchObject({ location: '/sign-in' });
});

test('codes cannot be guessed by beginning again and again: twenty an hour, and then none', async () => {
  const { secret } = await withApp('patient@example.org');
  const statuses: number[] = [];
  for (let round = 0; round < 5; round++) {
    const guesser = app.browser();
    await signIn(guesser, 'patient@example.org', { 'x-caller': `198.51.100.${round}` });
    for (let i = 0; i < 4; i++) statuses.push((await guesser.post('/sign-in/code', { code: '000000' })).status);
    if (round === 4) statuses.push((await guesser.post('/sign-in/code', { code: codeNow(secret) })).status);
  }
  expect(statuses).toEqual([...Array(20).fill(422), 429]);
});

test('switched off, the password is enough again, and the owner is told by mail both times', async () => {
  const email = 'off@example.org';
  const { browser } = await withApp(email);
  expect(await browser.post('/account/second-factor/off', {})).toMatchObject({ status: 303 });
  expect(await signIn(app.browser(), email)).toMatchObject({ location: '/account' });
  expect(await mailsTo(email)).toEqual(
    expect.arrayContaining(['Sign-in codes are switched on', 'Sign-in codes are switched off']),
  );
});

test.each(['/api-keys', '/profile/billing', '/account/second-factor'])(
  '%s asks again who it is ten minutes after signing in',
  async path => {
    const email = `proof${path.replaceAll('/', '-')}@example.org`;
    const browser = await signedIn(it, app, email);
    later(9);
    expect(await browser.get(path)).toMatchObject({ status: 200 });
    later(1);
    const confirm = `/account/confirm?next=${encodeURIComponent(path)}`;
    expect(await browser.get(path)).toMatchObject({ status: 303, location: confirm });
    expect(await browser.post('/account/confirm', { password: 'not my password', next: path })).toMatchObject({
      status: 422,
    });
    expect(await browser.get(path)).toMatchObject({ status: 303 });
    expect(await browser.post('/account/confirm', { password: PASSWORD, next: path })).toMatchObject({
      location: `${path}?done=proved`,
    });
    expect(await browser.get(path)).toMatchObject({ status: 200 });
  },
);

test('a form that was open too long does nothing and keeps what was typed', async () => {
  const browser = await signedIn(it, app, 'slow-form@example.org');
  later(11);
  const key = await browser.post('/api-keys', { label: 'My spreadsheet', scope: 'read', days: '30' });
  expect(key.status).toBe(403);
  expect(key.text).toContain('value="My spreadsheet"');
  const bank = await browser.post('/profile/billing', { tradingAs: 'sole_trader', accountName: 'A Thief' });
  expect(bank.status).toBe(403);
  expect(await browser.post('/set-up/billing', { tradingAs: 'sole_trader', accountName: 'A Thief' })).toMatchObject({
    status: 403,
  });
  expect(await rowsOf('SELECT 1 FROM profiles WHERE account_id = $account', 'slow-form@example.org')).toEqual([]);
});

test('a code of the app confirms as well as the password', async () => {
  const { browser, secret } = await withApp('by-code@example.org');
  later(11);
  expect(await browser.post('/account/confirm', { code: '000000', next: '/api-keys' })).toMatchObject({ status: 422 });
  expect(await browser.get('/api-keys')).toMatchObject({ status: 303 });
  expect(await browser.post('/account/confirm', { code: codeNow(secret), next: '/api-keys' })).toMatchObject({
    status: 303,
  });
  expect(await browser.get('/api-keys')).toMatchObject({ status: 200 });
});

test('a device that was not seen before is told of by mail, once', async () => {
  const email = 'devices@example.org';
  const told = async () => (await mailsTo(email)).filter(it => it.startsWith('A new device signed in')).length;
  const here = await signedIn(it, app, email);
  expect(await told()).toBe(0);
  await here.post('/sign-out', {});
  await signIn(here, email);
  expect(await told()).toBe(0);
  const there = app.browser();
  await signIn(there, email, { 'x-country': 'FR', 'user-agent': 'Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1' });
  expect(await told()).toBe(1);
  const [mail] = (await it.mailbox.list()).filter(it => it.to.address === email);
  expect(mail?.text).toContain('Safari on iPhone, France');
  expect((await here.get('/account')).text).toContain('France');
  await signIn(there, email);
  expect(await told()).toBe(1);
});

test('guessing from a hundred networks ends at thirty an hour, and the owner is let in all the same', async () => {
  const email = 'famous@example.org';
  const owner = await signedIn(it, app, email);
  await owner.post('/sign-out', {});
  const elsewhere = (n: number) => ({ 'x-caller': `198.51.100.${n}` });
  for (let n = 0; n < 30; n++)
    expect(await signIn(app.browser(), email, elsewhere(n), 'not the password')).toMatchObject({ status: 422 });
  const newPhone = app.browser();
  expect(await signIn(newPhone, email, elsewhere(99))).toMatchObject({ status: 429 });
  expect(await signIn(owner, email)).toMatchObject({ status: 303, location: '/account' });
  await newPhone.post('/forgotten-password', { email });
  const token = await tokenMailedTo(it, email);
  expect(await newPhone.post('/reset-password', { token, password: 'a fresh start today' })).toMatchObject({
    status: 303,
  });
  expect(await signIn(newPhone, email, elsewhere(99), 'a fresh start today')).toMatchObject({ location: '/account' });
});

test('a mark of a device that somebody made up, or took to another account, is none', async () => {
  const email = 'marked@example.org';
  await signedIn(it, app, email);
  const thief = await signedIn(it, app, 'thief@example.org');
  const answer = await signIn(thief, email, {}, 'not the password');
  expect(answer.status).toBe(422);
  await signIn(thief, email);
  expect((await mailsTo(email)).filter(it => it.startsWith('A new device signed in'))).toHaveLength(1);
});

test('a changed password ends every other session and is told by mail', async () => {
  const email = 'changer@example.org';
  const here = await signedIn(it, app, email);
  const there = app.browser();
  await signIn(there, email);
  const input = { current: PASSWORD, password: 'a better set of words' };
  expect(await here.post('/account/password', { ...input, current: 'wrong one here' })).toMatchObject({ status: 422 });
  expect(await there.get('/account')).toMatchObject({ status: 200 });
  expect(await here.post('/account/password', input)).toMatchObject({ status: 303 });
  expect(await there.get('/account')).toMatchObject({ status: 303 });
  expect(await here.get('/account')).toMatchObject({ status: 200 });
  expect(await mailsTo(email)).toContain('Your Sessional password was changed');
});

test('common passwords are refused wherever one is chosen', async () => {
  const email = 'common@example.org';
  const browser = await signedIn(it, app, email);
  const words = 'among the first that are guessed';
  expect((await browser.post('/account/password', { current: PASSWORD, password: 'Password2026!' })).text).toContain(
    words,
  );
  await browser.post('/forgotten-password', { email });
  const token = await tokenMailedTo(it, email);
  expect((await browser.post('/reset-password', { token, password: 'qwertyuiop' })).text).toContain(words);
  const fields = { title: '', firstName: 'A', lastName: 'B', email: 'x@example.org', profession: 'gp', adult: 'on' };
  expect((await app.browser().post('/sign-up', { ...fields, password: 'liverpool99' })).text).toContain(words);
});

test('a session ends thirty days after it was last used, and use puts that off', async () => {
  const email = 'idle@example.org';
  const browser = await signedIn(it, app, email);
  const shift = (days: number) =>
    it.database.admin.query(
      `UPDATE sessions SET updated_at = updated_at - interval '1 day' * $2, expires_at = expires_at - interval '1 day' * $2
       WHERE account_id = (SELECT id FROM accounts WHERE email = $1)`,
      [email, days],
    );
  await shift(29);
  expect(await browser.get('/account')).toMatchObject({ status: 200 });
  const [row] = await rowsOf(
    "SELECT expires_at > now() + interval '29 days' AS put_off FROM sessions WHERE account_id = $account",
    email,
  );
  expect(row).toEqual({ put_off: true });
  await shift(30);
  expect(await browser.get('/account')).toMatchObject({ status: 303 });
});
