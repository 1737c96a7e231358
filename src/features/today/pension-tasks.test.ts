import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
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
  await bill(['2026-09-07', '2026-09-17']);
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
