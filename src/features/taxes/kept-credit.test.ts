import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { creditInvoice, listCreditNotes } from '#features/invoices/index.ts';
import { moneyByOrganisation } from '#features/organisations/index.ts';
import { allocateCredit, keepRefundAsCredit, recordPayment } from '#features/payments/index.ts';
import { asOwner } from '#platform/access.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { sumRows } from './books.ts';
import { readBooks } from './read-books.ts';

let it: TestContext;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

test('what a credit note gives back, kept as credit and put on another invoice, counts as received once', async () => {
  it.ctx.clock.set(TUESDAY);
  const owner = await it.makeAccount();
  await fillProfile(it, owner);
  const organisation = await addPractice(it, owner);
  const bill = async (day: string) => {
    const bookings = [await addDelivered(it, owner, organisation, day, { pensionable: false })];
    return billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  };
  const today = it.ctx.clock.today();
  const turnover = async () => {
    const days = { first: today.subtract({ days: 60 }), last: today };
    const { cash, accruals } = await asOwner(it.ctx.db, owner, tx => readBooks(tx, days));
    return [sumRows(cash.turnover), sumRows(accruals.turnover)];
  };
  const [first, second] = [await bill('2026-11-16'), await bill('2026-11-17')];
  const pay = (invoice: typeof first, amount: number) =>
    recordPayment(it.ctx, owner, invoice, { receivedOn: today, amount: pence(amount), note: null });
  await pay(first, 700_00);
  await creditInvoice(it.ctx, owner, first, { lines: [], amount: pence(100_00), reason: 'Half an hour less.' });
  // £1,400.00 worked less the £100.00; £700.00 came
  expect(await turnover()).toEqual([700_00, 1_300_00]);
  const [note] = await asOwner(it.ctx.db, owner, tx => listCreditNotes(tx, first));
  const kept = note && (await keepRefundAsCredit(it.ctx, owner, note.id));
  if (!kept) throw new Error('no credit');
  // kept credit is on no invoice: it counts from the day on which it is put on one
  expect(await turnover()).toEqual([600_00, 1_300_00]);
  await allocateCredit(it.ctx, owner, kept, { invoice: second, amount: pence(100_00) });
  expect(await turnover()).toEqual([700_00, 1_300_00]);
  await pay(second, 600_00);
  expect(await turnover()).toEqual([1_300_00, 1_300_00]);
  const money = await asOwner(it.ctx.db, owner, moneyByOrganisation);
  expect(money.get(organisation)).toMatchObject({ earnedPence: 1_300_00, keptPence: 0 });
});
