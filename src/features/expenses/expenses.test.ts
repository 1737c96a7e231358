import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { expenseInput } from './input.ts';
import { addExpense, changeExpense, deleteExpense } from './keep-expense.ts';
import { bookingChoices, readExpense } from './store.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const input = (change: Readonly<Record<string, unknown>> = {}) =>
  readInput(expenseInput, {
    category: 'professionalFees',
    spentOn: '2026-11-02',
    description: 'GMC fee',
    amount: '463.00',
    ...change,
  });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return Object.keys(fault.fields);
  return fault instanceof Refusal ? fault.reason.code : fault;
};
const read = (owner: Owner, id: Awaited<ReturnType<typeof addExpense>>) =>
  asOwner(it.ctx.db, owner, tx => readExpense(tx, id));

test('expenses are summed by category within their tax year, the fifth of April in the old one', async () => {
  const browser = await signedIn(it, app, 'spender@example.org');
  for (const [category, amount, spentOn] of [
    ['adminCosts', '18.00', '2026-11-01'],
    ['adminCosts', '41.37', '2026-04-06'],
    ['adminCosts', '9.99', '2026-04-05'],
    ['carVanTravelExpenses', '100.10', '2026-11-02'],
  ] as const) {
    expect(await browser.post('/expenses/new', { category, description: 'It', amount, spentOn })).toMatchObject({
      status: 303,
    });
  }
  const thisYear = (await browser.get('/expenses')).text;
  for (const sum of ['£59.37', '£100.10', '£159.47']) expect(thisYear).toContain(sum);
  expect(thisYear).not.toContain('£9.99');
  const lastYear = (await browser.get('/expenses?year=2025-26')).text;
  expect(lastYear).toContain('£9.99');
  expect(lastYear).not.toContain('£18.00');
});

test('an expense of a day to come is refused, and what was typed stays', async () => {
  const browser = await signedIn(it, app, 'early@example.org');
  const answer = await browser.post('/expenses/new', {
    category: 'adminCosts',
    description: 'Phone of next month',
    amount: '18',
    spentOn: '2026-11-25',
  });
  expect(answer.status).toBe(422);
  for (const text of ['This day is still to come.', 'Phone of next month', 'value="2026-11-25"'])
    expect(answer.text).toContain(text);
});

test('an expense is changed and deleted by its owner and by nobody else', async () => {
  const [owner, other] = [await it.makeAccount(), await it.makeAccount()];
  const id = await addExpense(it.ctx, owner, input());
  expect(await refused(changeExpense(it.ctx, other, id, input()))).toBe('not_found');
  expect(await refused(deleteExpense(it.ctx, other, id))).toBe('not_found');
  await changeExpense(it.ctx, owner, id, input({ amount: '470.00' }));
  expect(await read(owner, id)).toMatchObject({ amountPence: 470_00 });
  await deleteExpense(it.ctx, owner, id);
  expect(await read(owner, id)).toBeUndefined();
});

test('an expense may belong to an agreed booking of one’s own, and to no other', async () => {
  const [owner, other] = [await it.makeAccount(), await it.makeAccount()];
  const practice = await addPractice(it, owner);
  const worked = await addDelivered(it, owner, practice, '2026-11-16');
  const offered = await addDelivered(it, owner, practice, '2026-11-20', {
    state: 'offered',
    confirmed_at: null,
    delivered_at: null,
  });
  const choices = await asOwner(it.ctx.db, owner, tx => bookingChoices(tx, it.ctx.clock.today(), undefined));
  expect(choices.map(choice => choice.id)).toEqual([worked]);
  const parking = (booking: typeof worked) => input({ description: 'Parking', booking: showId('booking', booking) });
  expect(await read(owner, await addExpense(it.ctx, owner, parking(worked)))).toMatchObject({ bookingId: worked });
  expect(await refused(addExpense(it.ctx, owner, parking(offered)))).toEqual(['booking']);
  expect(await refused(addExpense(it.ctx, owner, parking(newId('booking'))))).toEqual(['booking']);
  expect(await refused(addExpense(it.ctx, other, parking(worked)))).toEqual(['booking']);
});
