import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { makeFormB, submitFormB } from '#features/pensions/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { pensionTasks } from './pension-tasks.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

const tasks = async () =>
  (await asOwner(it.ctx.db, owner, tx => pensionTasks(tx, it.ctx.clock.today()))).map(task => [
    task.text,
    task.step,
    task.tone,
  ]);

async function bill(days: readonly string[], organisation = practice): Promise<Id<'invoice'>> {
  const bookings = [];
  for (const day of days) bookings.push(await addDelivered(it, owner, organisation, day));
  return billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
}

async function pay(id: Id<'invoice'>): Promise<void> {
  const today = it.ctx.clock.today();
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, today));
  if (!invoice) throw new Error('no invoice');
  await recordPayment(it.ctx, owner, id, { receivedOn: today, amount: invoice.outstandingPence, note: null });
}

test('work whose ten weeks run out is one task for each step; work through a provider or not pensioned is none', async () => {
  await bill(['2026-09-21', '2026-09-22']);
  await addDelivered(it, owner, practice, '2026-09-24');
  await addDelivered(it, owner, practice, '2026-09-25', { work_type: 'out_of_hours' });
  await addDelivered(it, owner, practice, '2026-09-26', { pensionable: false });
  await addDelivered(it, owner, practice, '2026-11-20');
  expect(await tasks()).toEqual([
    ['INV-0001, Riverside Surgery: ten weeks end in 6 days', 'Open the invoice', 'warning'],
    ['Riverside Surgery: ten weeks end in 9 days', 'Invoice it', 'info'],
  ]);
});

test('the last chance goes by the last day of the form, and after it the money is to be given back', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2026-10-01T10:00:00Z'));
  await bill(['2026-09-07', '2026-09-17']);
  it.ctx.clock.set(TUESDAY);
  // the ten weeks of the first day ended on 16 November, those of the last end on the 26th
  expect(await tasks()).toEqual([
    ['INV-0001, Riverside Surgery: ten weeks end 8 days ago', 'Open the invoice', 'error'],
  ]);
  it.ctx.clock.set(Temporal.Instant.from('2026-11-27T10:00:00Z'));
  expect(await tasks()).toEqual([
    ['INV-0001, Riverside Surgery: can no longer be pensioned', 'Give the money back', 'error'],
  ]);
});

test('a Form B is due by the day of its own scheme, and work whose ten weeks end sooner is told beside it', async () => {
  const belfast = await addPractice(it, owner, { name: 'Lagan Practice', nation: 'northern_ireland' });
  await pay(await bill(['2026-11-16']));
  await pay(await bill(['2026-11-17'], belfast));
  await pay(await bill(['2026-09-21']));
  expect(await tasks()).toEqual([
    ['INV-0003, Riverside Surgery: ten weeks end in 6 days', 'Open Form B', 'warning'],
    ['Form B for November 2026, Northern Ireland, is due in 12 days', 'Open Form B', 'info'],
    ['Form B for November 2026 is due in 13 days', 'Open Form B', 'info'],
  ]);
});

test('a Type 2 self-assessment is a task in the 28 days before its day', async () => {
  const provider = await addPractice(it, owner, { name: 'Aire Out of Hours', kind: 'out_of_hours' });
  await addDelivered(it, owner, provider, '2026-02-10');
  const on = async (day: string) => {
    it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
    return tasks();
  };
  expect(await on('2027-01-30')).toEqual([]);
  expect(await on('2027-01-31')).toEqual([
    ['Type 2 self-assessment of 2025/26 is due in 28 days', 'Open the year', 'info'],
  ]);
  expect((await on('2027-02-28')).map(task => task[0])).toEqual(['Type 2 self-assessment of 2025/26 is due today']);
  expect(await on('2027-03-01')).toEqual([]);
});

test('after three months without contributions in Northern Ireland, new work there asks for an SS14', async () => {
  const belfast = await addPractice(it, owner, { name: 'Lagan Practice', nation: 'northern_ireland' });
  const ss14 = async () => (await tasks()).filter(task => task[0]?.includes('SS14'));
  await pay(await bill(['2026-11-02'], belfast));
  expect(await ss14()).toEqual([]);
  await it.database.admin.query(
    "INSERT INTO pension_years (account_id, scheme_year, scheme, tier_basis_points, updated_at) VALUES ($1, '2026-27', 'northern_ireland', 1000, now())",
    [owner.accountId],
  );
  const formB = await makeFormB(it.ctx, owner, '2026-11' as PensionMonth, { scheme: 'northern_ireland' });
  await submitFormB(it.ctx, owner, formB, { on: it.ctx.clock.today(), to: 'HSC Pensions', reference: null });
  it.ctx.clock.set(Temporal.Instant.from('2027-02-24T09:00:00Z'));
  await addDelivered(it, owner, belfast, '2027-02-22');
  expect(await ss14()).toEqual([]);
  it.ctx.clock.set(Temporal.Instant.from('2027-02-25T09:00:00Z'));
  expect(await ss14()).toEqual([['Send SS14 to HSC Pensions before the next Form B', 'Open Pension', 'info']]);
});

test('in Scotland work past its ten weeks is asked about, not given back', async () => {
  await bill(['2026-09-07'], await addPractice(it, owner, { name: 'Leith Surgery', nation: 'scotland' }));
  expect(await tasks()).toEqual([
    ['INV-0001, Leith Surgery: ten weeks are over, not confirmed for Scotland', 'Open the invoice', 'warning'],
  ]);
});
