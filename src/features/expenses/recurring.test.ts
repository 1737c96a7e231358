import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { startOfDay } from '#rules/dates.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { recurringInput } from './input.ts';
import { deleteExpense } from './keep-expense.ts';
import { addRecurring, changeRecurring, endRecurring, makeRecurring } from './keep-recurring.ts';
import { listRecurring } from './recurring-store.ts';
import { listExpenses } from './store.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

const day = (text: string) => Temporal.PlainDate.from(text);
const input = (change: Readonly<Record<string, unknown>> = {}) =>
  readInput(recurringInput, {
    category: 'adminCosts',
    description: 'Mobile',
    amount: '18.00',
    everyMonths: '1',
    firstOn: '2026-11-30',
    ...change,
  });
const on = (text: string) => it.ctx.clock.set(startOfDay(day(text)).add({ hours: 4 }));
const made = async () =>
  (await asOwner(it.ctx.db, owner, tx => listExpenses(tx, day('2020-01-01'), day('2030-01-01'))))
    .map(expense => `${expense.spentOn} ${expense.amountPence}`)
    .toReversed();
async function newLocum(): Promise<void> {
  on('2026-11-24');
  owner = await it.makeAccount();
}
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return Object.keys(fault.fields);
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('it is recorded on its day, once, however often the day’s work runs', async () => {
  await newLocum();
  await addRecurring(it.ctx, owner, input());
  expect(await made()).toEqual([]);
  on('2026-11-30');
  await Promise.all([makeRecurring(it.ctx, owner), makeRecurring(it.ctx, owner)]);
  await makeRecurring(it.ctx, owner);
  expect(await made()).toEqual(['2026-11-30 1800']);
});

test('days that no worker saw are made up for, each on its own day', async () => {
  await newLocum();
  await addRecurring(it.ctx, owner, input({ firstOn: '2026-08-31' }));
  expect(await made()).toEqual(['2026-08-31 1800', '2026-09-30 1800', '2026-10-31 1800']);
  on('2027-02-01');
  await makeRecurring(it.ctx, owner);
  expect((await made()).slice(3)).toEqual(['2026-11-30 1800', '2026-12-31 1800', '2027-01-31 1800']);
});

test('what was deleted is not made again', async () => {
  await newLocum();
  await addRecurring(it.ctx, owner, input({ firstOn: '2026-11-01' }));
  const [expense] = await asOwner(it.ctx.db, owner, tx => listExpenses(tx, day('2026-11-01'), day('2026-11-30')));
  if (expense) await deleteExpense(it.ctx, owner, expense.id);
  await makeRecurring(it.ctx, owner);
  expect(await made()).toEqual([]);
});

test('a change counts from tomorrow on, what was made stays; the business share goes with it', async () => {
  await newLocum();
  const id = await addRecurring(it.ctx, owner, input({ firstOn: '2026-11-10' }));
  await changeRecurring(it.ctx, owner, id, input({ firstOn: '2026-11-10', amount: '20.00', businessShare: '60' }));
  on('2026-12-10');
  await makeRecurring(it.ctx, owner);
  expect(await made()).toEqual(['2026-11-10 1800', '2026-12-10 1200']);
});

test('after its last day, and once ended, nothing comes any more', async () => {
  await newLocum();
  await addRecurring(it.ctx, owner, input({ firstOn: '2026-11-01', untilOn: '2026-12-01' }));
  const ended = await addRecurring(it.ctx, owner, input({ firstOn: '2026-11-02', description: 'Broadband' }));
  await endRecurring(it.ctx, owner, ended);
  on('2027-03-01');
  await makeRecurring(it.ctx, owner);
  expect(await made()).toEqual(['2026-11-01 1800', '2026-11-02 1800', '2026-12-01 1800']);
  expect(await asOwner(it.ctx.db, owner, listRecurring)).toHaveLength(2);
});

test('one that made nothing yet is gone when it is ended', async () => {
  await newLocum();
  await endRecurring(it.ctx, owner, await addRecurring(it.ctx, owner, input()));
  expect(await asOwner(it.ctx.db, owner, listRecurring)).toEqual([]);
});

test('it is nobody else’s, and a first day of long ago is taken for a slip', async () => {
  await newLocum();
  const id = await addRecurring(it.ctx, owner, input());
  const other = await it.makeAccount();
  expect(await refused(changeRecurring(it.ctx, other, id, input()))).toBe('not_found');
  expect(await refused(endRecurring(it.ctx, other, id))).toBe('not_found');
  expect(await refused(addRecurring(it.ctx, owner, input({ firstOn: '2016-11-24' })))).toEqual(['firstOn']);
  expect(await refused(Promise.resolve().then(() => input({ untilOn: '2026-11-29' })))).toEqual(['untilOn']);
});

test('the day’s own job makes it', async () => {
  await newLocum();
  await addRecurring(it.ctx, owner, input({ firstOn: '2026-11-25' }));
  on('2026-11-25');
  await it.ctx.db.connection().execute(async db => {
    const runner = {
      executeSql: async (text: string, values: readonly unknown[] = []) => {
        const { CompiledQuery } = await import('kysely');
        const { rows } = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]));
        return { rows };
      },
    };
    await it.queue.enqueue(runner, { name: 'day.account', payload: { accountId: owner.accountId } });
  });
  await it.work();
  expect(await made()).toEqual(['2026-11-25 1800']);
});
