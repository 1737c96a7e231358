import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { heic, takenInLeeds } from '#tests/cast/pictures.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { expenseInput } from './input.ts';
import { addExpense, addExpenseWithReceipt, deleteExpense } from './keep-expense.ts';
import { attachReceipt, readReceipt, removeReceipt } from './keep-receipt.ts';
import { listReceipts } from './receipt-store.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  owner = await it.makeAccount();
});
afterAll(() => it.close());

const input = (change: Readonly<Record<string, unknown>> = {}) =>
  readInput(expenseInput, {
    category: 'adminCosts',
    spentOn: '2026-11-02',
    description: 'Printer ink',
    amount: '41.37',
    ...change,
  });
const photo = async () => ({ name: 'IMG_1.jpg', bytes: new Uint8Array(await takenInLeeds().jpeg().toBuffer()) });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return Object.keys(fault.fields);
  return fault instanceof Refusal ? fault.reason.code : fault;
};
const receiptsOf = (id: Awaited<ReturnType<typeof addExpense>>) =>
  asOwner(it.ctx.db, owner, tx => listReceipts(tx, id));

test('a phone’s photo goes with the expense in one step, made anew without the place it was taken at', async () => {
  const browser = await signedIn(it, app, 'photo@example.org');
  const form = (await browser.get('/expenses/new')).text;
  expect(form).toContain('capture="environment"');
  const id = /name="id" value="(exp_[^"]+)"/.exec(form)?.[1] ?? '';
  const fields = { id, category: 'adminCosts', spentOn: '2026-11-02', description: 'Ink', amount: '41.37' };
  for (const _ of [1, 2])
    expect((await browser.upload('/expenses/new', fields, await photo())).location).toBe(
      '/expenses?done=expense-saved',
    );
  const page = (await browser.get(`/expenses/${id}`)).text;
  const links = [...page.matchAll(/src="(\/expenses\/[^"]+\/receipts\/[^"]+)"/g)].map(found => found[1] ?? '');
  expect(links).toHaveLength(1);
  const picture = await browser.get(links[0] ?? '');
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  expect(picture.headers.get('content-disposition')).toMatch(/^inline/);
  expect(picture.text).not.toMatch(/GPS|53,48/);
  expect((await browser.get(`${links[0]}?download`)).headers.get('content-disposition')).toMatch(/^attachment/);
  const stranger = await signedIn(it, app, 'other@example.org');
  expect((await stranger.get(links[0] ?? '')).status).toBe(404);
});

test('what is no picture and no PDF is refused, what was typed stays, and neither expense nor file is kept', async () => {
  const browser = await signedIn(it, app, 'bad@example.org');
  const before = it.onDisk().length;
  const fields = { category: 'adminCosts', spentOn: '2026-11-02', description: 'Toner', amount: '9.99' };
  const html = { name: 'receipt.jpg', bytes: new TextEncoder().encode('<script>alert(1)</script>') };
  const answer = await browser.upload('/expenses/new', fields, html);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Toner');
  expect((await browser.get('/expenses')).text).not.toContain('Toner');
  expect(it.onDisk().length).toBe(before);
});

test('an expense takes several receipts, a HEIC among them, and the same file once', async () => {
  const id = await addExpense(it.ctx, owner, input());
  const first = await attachReceipt(it.ctx, owner, id, await photo());
  expect(await attachReceipt(it.ctx, owner, id, await photo())).toBe(first);
  await attachReceipt(it.ctx, owner, id, { name: 'IMG_2.HEIC', bytes: new Uint8Array(heic()) });
  expect((await receiptsOf(id)).map(receipt => receipt.contentType)).toHaveLength(2);
  await removeReceipt(it.ctx, owner, id, first);
  expect(await refused(readReceipt(it.ctx, owner, id, first))).toBe('not_found');
  expect(await receiptsOf(id)).toHaveLength(1);
});

test('a deleted expense takes its receipts with it, bytes and all', async () => {
  const before = it.onDisk().length;
  const id = await addExpenseWithReceipt(it.ctx, owner, input(), await photo());
  expect(it.onDisk().length).toBe(before + 1);
  await deleteExpense(it.ctx, owner, id);
  expect(it.onDisk().length).toBe(before);
});

test('a receipt is nobody else’s to see, to add or to take off', async () => {
  const other = await it.makeAccount();
  const id = await addExpenseWithReceipt(it.ctx, owner, input(), await photo());
  const fileId = (await receiptsOf(id))[0]?.fileId ?? newId('file');
  expect(await refused(readReceipt(it.ctx, other, id, fileId))).toBe('not_found');
  expect(await refused(attachReceipt(it.ctx, other, id, await photo()))).toBe('not_found');
  expect(await refused(removeReceipt(it.ctx, other, id, fileId))).toBe('not_found');
});

test('60% of a £41.37 bill counts as £24.82, and the whole stays known', async () => {
  const browser = await signedIn(it, app, 'share@example.org');
  const fields = { category: 'adminCosts', spentOn: '2026-11-02', description: 'Broadband', amount: '41.37' };
  await browser.post('/expenses/new', { ...fields, businessShare: '60' });
  const list = (await browser.get('/expenses')).text;
  for (const text of ['£24.82', '60% of', '£41.37']) expect(list).toContain(text);
  const answer = await browser.post('/expenses/new', { ...fields, businessShare: '0' });
  expect(answer.status).toBe(422);
});

test('a thing that lasts for years stands apart from running costs, and each sum opens to its rows', async () => {
  const browser = await signedIn(it, app, 'capital@example.org');
  const cost = (description: string, amount: string, change = {}) =>
    browser.post('/expenses/new', { category: 'adminCosts', spentOn: '2026-11-02', description, amount, ...change });
  await cost('Paper', '18.00');
  await cost('Laptop', '1100.00', { isCapital: 'on' });
  const list = (await browser.get('/expenses')).text;
  expect(list).toContain('/expenses?year=2026-27&amp;category=adminCosts&amp;kind=running');
  const running = (await browser.get('/expenses?year=2026-27&category=adminCosts&kind=running')).text;
  expect(running).toContain('Paper');
  expect(running).not.toContain('Laptop');
  const capital = (await browser.get('/expenses?year=2026-27&kind=capital')).text;
  expect(capital).toContain('£1,100.00');
  expect(capital).not.toContain('Paper');
});

test('what is billed to a practice names the booking', async () => {
  expect(await refused(Promise.resolve().then(() => input({ isBilled: 'on' })))).toEqual(['booking']);
  expect(showId('expense', await addExpense(it.ctx, owner, input()))).toMatch(/^exp_/);
});
