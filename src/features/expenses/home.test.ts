import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { sumPence } from '#rules/money.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { forgetHomeMonth } from './home.ts';
import { homeInput, homeMonths, keepHomeMonths } from './index.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
});
afterAll(() => it.close());

const keep = (fields: Readonly<Record<string, unknown>>) =>
  keepHomeMonths(it.ctx, owner, readInput(homeInput, { by: 'hours', ...fields }));
const months = (year: string) => asOwner(it.ctx.db, owner, tx => homeMonths(tx, year as TaxYear));
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return Object.keys(fault.fields);
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('months alike are kept in one step, and entered again they are changed', async () => {
  await keep({ month: '2026-04', lastMonth: '2026-10', hours: '30' });
  await keep({ month: '2026-10', hours: '60' });
  const year = await months('2026-27');
  expect(year.map(it => it.claimPence)).toEqual([1000, 1000, 1000, 1000, 1000, 1000, 1800]);
  expect(sumPence(year.map(it => it.claimPence))).toBe(78_00);
});

test('April counts in the year that begins in it, March in the one that is about to end', async () => {
  await keep({ month: '2026-03', hours: '101' });
  expect((await months('2025-26')).map(it => it.month.toString())).toEqual(['2026-03']);
  expect((await months('2026-27'))[0]?.month.toString()).toBe('2026-04');
});

test('a share of real costs: 8% of £950.00 is £76.00', async () => {
  await keep({ month: '2026-11', by: 'share', cost: '950', businessShare: '8' });
  expect((await months('2026-27')).at(-1)?.claimPence).toBe(76_00);
  await forgetHomeMonth(it.ctx, owner, Temporal.PlainYearMonth.from('2026-11'));
  expect(await refused(forgetHomeMonth(it.ctx, owner, Temporal.PlainYearMonth.from('2026-11')))).toBe('not_found');
});

test('months to come, hours that are missing, and a share without a cost are refused', async () => {
  expect(await refused(keep({ month: '2026-12', hours: '30' }))).toEqual(['month']);
  expect(await refused(Promise.resolve().then(() => keep({ month: '2026-10' })))).toEqual(['hours']);
  expect(await refused(Promise.resolve().then(() => keep({ month: '2026-10', by: 'share' })))).toEqual([
    'cost',
    'businessShare',
  ]);
});

test('the page keeps what was typed, lists the months, and shows what they come to', async () => {
  const browser = await signedIn(it, testApp(it), 'home@example.org');
  const wrong = await browser.post('/expenses/home', { month: '2026-11', by: 'hours', hours: '9999' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="9999"');
  await browser.post('/expenses/home', { month: '2026-09', lastMonth: '2026-10', by: 'hours', hours: '55' });
  const page = (await browser.get('/expenses/home')).text;
  for (const text of ['September 2026', '£18.00', '£36.00']) expect(page).toContain(text);
});
