import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const SECRETS = { niNumber: 'AB123456C', pensionNumber: '12345678', dateOfBirth: '09/03/1984' };

test('sensitive values are sealed in the table and shown by their end only', async () => {
  const browser = await signedIn(it, app, 'careful@example.org');
  await browser.post('/profile/pension', { ...SECRETS, hostCode: 'Q72' });
  await browser.post('/profile/billing', {
    tradingAs: 'sole_trader',
    sortCode: '20-09-15',
    accountNumber: '41011166',
    bankName: 'Northern Bank',
    utr: '2234567890',
  });
  const { rows } = await it.database.admin.query(
    "SELECT row_to_json(p)::text AS row FROM profiles p JOIN accounts a ON a.id = p.account_id WHERE a.email = 'careful@example.org'",
  );
  for (const secret of ['AB123456C', '12345678', '1984', '200915', '41011166', 'Northern', '2234567890'])
    expect(rows[0]?.row).not.toContain(secret);
  const page = await browser.get('/profile');
  expect(page.text).toContain('••••456C');
  const form = await browser.get('/profile/pension');
  for (const secret of ['AB123456C', '12345678', '1984-03-09']) expect(form.text).not.toContain(secret);
});

test('an empty field keeps what is stored, a tick removes it', async () => {
  const browser = await signedIn(it, app, 'keeper@example.org');
  await browser.post('/profile/pension', SECRETS);
  await browser.post('/profile/pension', { niNumber: '', pensionNumber: '', hostCode: 'Q72' });
  expect((await browser.get('/profile')).text).toContain('••••456C');
  await browser.post('/profile/pension', { remove: ['niNumber'] });
  const page = await browser.get('/profile');
  expect(page.text).not.toContain('••••456C');
  expect(page.text).toContain('••••5678');
});

test('a wrong number is refused beside its field, and the rest of what was typed stays', async () => {
  const browser = await signedIn(it, app, 'slip@example.org');
  const answer = await browser.post('/profile/billing', {
    tradingAs: 'limited_company',
    companyName: 'Okafor Medical Ltd',
    utr: '1234567890',
    sortCode: '12',
  });
  expect(answer.status).toBe(422);
  for (const text of ['its check digit is wrong', 'A sort code has six digits', 'value="Okafor Medical Ltd"'])
    expect(answer.text).toContain(text);
});

test('a bank account that does not seem right is kept with a warning', async () => {
  const browser = await signedIn(it, app, 'bank@example.org');
  expect(
    await browser.post('/profile/billing', { tradingAs: 'sole_trader', sortCode: '089999', accountNumber: '66374959' }),
  ).toMatchObject({ status: 303 });
  expect((await browser.get('/profile')).text).toContain('do not seem to belong together');
});

test('the set-up can be left at any step, and a pharmacist is not asked for pension forms', async () => {
  const browser = await signedIn(it, app, 'pharmacist@example.org', 'pharmacist');
  expect((await browser.get('/set-up/billing')).text).toContain('Step 3 of 3');
  expect(await browser.get('/set-up/pension')).toMatchObject({ status: 404 });
  expect(await browser.post('/set-up/leave', {})).toMatchObject({ status: 303, location: '/today' });
  expect((await browser.get('/today')).text).not.toContain('Go on with the set-up');
});

test('another locum’s organisation is not there, and a form with a mistake keeps what was typed', async () => {
  const [one, other] = [await signedIn(it, app, 'one@example.org'), await signedIn(it, app, 'other@example.org')];
  const saved = await one.post('/organisations/new', {
    name: 'Riverside Surgery',
    kind: 'gp_practice',
    nation: 'england',
    ownTerms: 'on',
    termsUnit: ['days', 'days'],
    termsLessThan: ['7', ''],
    termsPercent: ['50', ''],
  });
  const path = saved.location?.split('?')[0] ?? '';
  expect((await one.get(path)).text).toContain('Less than 7 days’ notice: 50% of the fee');
  expect(await other.get(path)).toMatchObject({ status: 404 });
  const wrong = await one.post('/organisations/new', {
    name: '',
    kind: 'gp_practice',
    nation: 'england',
    postcode: 'nowhere',
    addressLines: '2 River Lane',
  });
  for (const text of ['Enter its name.', 'That is not a postcode', '2 River Lane']) expect(wrong.text).toContain(text);
});

test('expenses are summed by category and tax year; a revoked API key is told', async () => {
  const browser = await signedIn(it, app, 'spender@example.org');
  for (const [amount, spentOn] of [
    ['18.00', '2026-11-01'],
    ['41.37', '2026-05-01'],
    ['9.99', '2026-04-05'],
  ] as const) {
    expect(
      await browser.post('/expenses/new', { category: 'adminCosts', description: 'Phone', amount, spentOn }),
    ).toMatchObject({ status: 303 });
  }
  expect((await browser.get('/expenses')).text).toContain('£59.37');
  expect((await browser.get('/expenses?year=2025-26')).text).toContain('£9.99');
  expect(
    await browser.post('/expenses/new', {
      category: 'adminCosts',
      description: 'Phone',
      amount: '1',
      spentOn: '2026-12-01',
    }),
  ).toMatchObject({ status: 422 });
  const made = await browser.post('/api-keys', { label: 'My spreadsheet', scope: 'read', days: '30' });
  expect(made.text).toMatch(/sk_live_[A-Za-z0-9_-]{43}/);
  const list = await browser.get('/api-keys');
  expect(list.text).not.toMatch(/sk_live_/);
  const id = /\/api-keys\/(key_\w+)\/revoke/.exec(list.text)?.[1];
  expect(await browser.post(`/api-keys/${id}/revoke`, {})).toMatchObject({ status: 303 });
  expect((await browser.get('/api-keys')).text).toContain('Revoked');
});
