import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Owner, ownerOf } from '#platform/access.ts';
import { liveATaxYear } from '#tests/cast/tax-year.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient } from '#tests/support/api-client.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Browser;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  browser = await signedIn(it, app, 'tax@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'tax@example.org'");
  owner = ownerOf(rows[0].id);
  await liveATaxYear(it, owner);
  it.ctx.clock.set(TUESDAY);
});
afterAll(() => it.close());

const PAGES = ['/tax/2026-27', '/tax/2025-26', '/tax/pot', '/tax/2026-27/quarters', '/tax/2026-27/rows?of=received'];

test('a stranger is sent to sign in', async () => {
  for (const path of ['/tax', ...PAGES, '/tax/2026-27/quarters.csv'])
    expect(await app.browser().get(path)).toMatchObject({ status: 303, location: expect.stringContaining('/sign-in') });
});

test('a year shows both bases, the estimate, its due dates and what to put aside', async () => {
  expect(await browser.get('/tax')).toMatchObject({ status: 303, location: '/tax/2026-27' });
  const { text } = await browser.get('/tax/2026-27');
  for (const part of [
    'Put aside now',
    '£41,200.00',
    '£41,400.00',
    '£40,616.60',
    '£5,593.57',
    '£1,682.80',
    'Employer’s NHS pension share, not counted above',
    'Entertaining (never allowable), left out',
    'Mon 31 Jan 2028',
    'Mon 31 Jul 2028',
    'http://www.legislation.gov.uk/ukpga/2021/26/section/5',
  ])
    expect(text).toContain(part);
});

test('every figure of the tax pages opens: to a page that answers or a place on its own', async () => {
  const seen = new Map<string, ReturnType<Browser['get']>>();
  const open = (page: string) => seen.getOrInsertComputed(page, () => browser.get(page));
  for (const path of PAGES) {
    const { text } = await open(path);
    const content = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    const figures = [...content.matchAll(/(<a href="([^"]*)"[^>]*>)?<span class="tabular-nums">([^<]*)/g)];
    expect(figures.length).toBeGreaterThan(0);
    for (const [, link, href = '', amount] of figures) {
      if (!link) {
        // the sum beneath a list of rows is made of the rows above it
        expect(path, `${amount} on ${path} does not open`).toContain('/rows');
        continue;
      }
      const [page = '', place] = href.replaceAll('&amp;', '&').split('#');
      const target = page === '' ? text : (await open(page)).text;
      if (page !== '') expect((await open(page)).status, `${href} on ${path}`).toBe(200);
      if (place !== undefined) expect(target, `${href} on ${path}`).toContain(`id="${place}"`);
    }
  }
});

test('settings are kept, and a slip keeps what was typed', async () => {
  const typed = { basis: 'accruals', region: 'scotland', employment: 'lots', loanPlans: ['plan1', 'postgraduate'] };
  const slip = await browser.post('/tax/2024-25', typed);
  expect(slip.status).toBe(422);
  for (const part of ['value="lots"', 'Enter your pay from employment in pounds']) expect(slip.text).toContain(part);
  expect(slip.text).toMatch(/value="plan1"[^>]*checked/);
  expect(await browser.post('/tax/2024-25', { ...typed, employment: '40,000.00' })).toMatchObject({ status: 303 });
  const { text } = await browser.get('/tax/2024-25');
  for (const part of ['value="40000.00"', 'Scottish rates', 'Student loan, Plan 1', 'Postgraduate loan'])
    expect(text).toContain(part);
});

test('the pot is filled and corrected by its page', async () => {
  const move = { kind: 'put_in', movedOn: '2026-11-24', amount: '1,500', note: 'Savings account' };
  expect(await browser.post('/tax/pot', { ...move, movedOn: '2026-11-25' })).toMatchObject({ status: 422 });
  expect(await browser.post('/tax/pot', move)).toMatchObject({ status: 303 });
  const { text } = await browser.get('/tax/pot');
  for (const part of ['£1,500.00', 'Savings account', 'Put in']) expect(text).toContain(part);
  const path = /action="(\/tax\/pot\/pot_[^"]+\/delete)"/.exec(text)?.[1] ?? '';
  expect(await browser.post(path, {})).toMatchObject({ status: 303 });
  expect((await browser.get('/tax/pot')).text).not.toContain('Savings account');
});

test('a year that is none, and figures that are none, are not found', async () => {
  for (const path of ['/tax/2026-28', '/tax/next', '/tax/2026-27/rows?of=everything'])
    expect(await browser.get(path)).toMatchObject({ status: 404 });
});

test('quarters are downloaded as CSV', async () => {
  const answer = await browser.get('/tax/2026-27/quarters.csv');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  expect(answer.text).toContain('2026-07-05,2026-08-07,40700.00');
});

test('the API answers a year, and says of an unknown one that nothing is reckoned', async () => {
  const client = await apiClient(it, owner, 'read');
  expect(await client.call('GET', '/tax/2026-27')).toMatchObject({
    status: 200,
    json: {
      cash: { turnover: '41200.00', employerPensionShare: '90.59', profit: '40616.60' },
      accruals: { turnover: '41400.00', profit: '40816.60' },
      pensionContributions: '78.75',
      estimate: { incomeTax: '5593.57', class4: '1682.80', total: '7276.37', region: 'rest_of_uk' },
    },
  });
  expect(await client.call('GET', '/tax/2030-31')).toMatchObject({ status: 200, json: { estimate: null } });
  expect(await client.call('GET', '/tax/soon')).toMatchObject({ status: 404 });
});

test('Today tells of tax that is due', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2028-01-20T10:00:00Z'));
  const { text } = await browser.get('/today');
  it.ctx.clock.set(TUESDAY);
  expect(text).toContain('is due in 11 days');
});

test('a company sees its income and expenses, and no guess at a person’s tax', async () => {
  await fillProfile(it, owner, { trading_as: 'limited_company' });
  const { text } = await browser.get('/tax/2026-27');
  await fillProfile(it, owner, { trading_as: 'sole_trader' });
  for (const part of ['£41,200.00', '£463.00', 'limited company']) expect(text).toContain(part);
  for (const part of ['Put aside now', 'Class 4', 'Personal allowance']) expect(text).not.toContain(part);
});
