import { afterAll, beforeAll, expect, test } from 'vitest';
import { setGoal } from '#features/reports/index.ts';
import { type Owner, ownerOf } from '#platform/access.ts';
import { pence } from '#rules/money.ts';
import { readTaxYear } from '#rules/tax-year.ts';
import { liveATaxYear } from './cast/tax-year.ts';
import { addDelivered, addPractice } from './cast/working-locum.ts';
import { type Browser, signedIn, testApp } from './support/app.ts';
import { type TestContext, TUESDAY, testContext } from './support/context.ts';
import { footsOf, numbersOf, plainHref } from './support/page-numbers.ts';

/** Issue 5, "must show" 7: every number on Today, reports and tax pages opens to its rows. */
const PAGES = [
  '/today',
  '/reports',
  '/reports?period=scheme_year&year=2026-27',
  '/reports?period=calendar_year&year=2026',
  '/reports?period=own&from=2026-05-01&to=2026-11-24',
  '/tax/2026-27',
  '/tax/2025-26',
  '/tax/2026-27/quarters',
  '/tax/pot',
];

let it: TestContext;
let browser: Browser;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  browser = await signedIn(it, testApp(it), 'numbers@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'numbers@example.org'");
  owner = ownerOf(rows[0].id);
  await liveATaxYear(it, owner);
  it.ctx.clock.set(TUESDAY);
  const agency = await addPractice(it, owner, { name: 'Calder Agency', kind: 'agency', pensionable: false });
  await addDelivered(it, owner, agency, '2026-10-02', { billing_mode: 'agency', pensionable: false });
  await addDelivered(it, owner, agency, '2026-11-27', { state: 'confirmed', delivered_at: null, pensionable: false });
  const year = readTaxYear('2026-27');
  if (year) await setGoal(it.ctx, owner, year, pence(90_000_00));
  await browser.post('/tax/pot', {
    id: 'pot_00000000000000000000000001',
    kind: 'put_in',
    movedOn: '2026-06-01',
    amount: '5000',
  });
});
afterAll(() => it.close());

test.each(PAGES)('every number of %s stands at a link, and the link leads somewhere', async path => {
  const { status, text } = await browser.get(path);
  expect(status).toBe(200);
  const numbers = numbersOf(text);
  expect(numbers.length).toBeGreaterThan(2);
  const alone = numbers.filter(it => it.href === undefined && it.beside.length === 0);
  expect(alone.map(it => `${it.text} in "${it.where}"`)).toEqual([]);
  for (const href of new Set(numbers.flatMap(it => it.href ?? it.beside).map(plainHref))) {
    if (href.startsWith('http')) continue;
    if (href.startsWith('#')) expect(text, `${path} has no ${href}`).toContain(`id="${href.slice(1)}"`);
    else expect((await browser.get(href)).status, href).toBe(200);
  }
});

test.each(PAGES)('what opens to rows is what the rows of %s come to', async path => {
  const { text } = await browser.get(path);
  const sums = numbersOf(text).filter(
    ({ href = '', text: number }) => /\/rows\?|standing=(unpaid|overdue)/.test(href) && !/^-?(£0\.00|0)$/.test(number),
  );
  expect(sums.length).toBeGreaterThan(path === '/tax/pot' ? -1 : 0);
  // a figure brought to a whole year stands in a row with the sum that it was made of
  for (const [at, its] of Map.groupBy(sums, it => `${it.where} at ${it.href}`)) {
    const rows = (await browser.get(plainHref(its[0]?.href ?? ''))).text;
    const foot = footsOf(rows).join(' ');
    // money handed over or left out is shown with a minus, its rows without
    const found = its.filter(it => foot.includes(it.text.replace('-', '')));
    expect(found.length, `${its.map(it => it.text)} of ${at}: ${foot}`).toBeGreaterThan(0);
  }
});

test('the walk finds a number that stands alone', () => {
  const page = '<main><p>You have £1.00</p><p>and <a href="/x">£2.00</a></p><p>£3.00 <a href="/y">rows</a></p></main>';
  const alone = numbersOf(page).filter(it => it.href === undefined && it.beside.length === 0);
  expect(alone.map(it => it.text)).toEqual(['£1.00']);
});
