import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { creditInvoice, findInvoice, listCreditNotes } from '#features/invoices/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { recordPayment, withdrawPayment } from './record-payment.ts';
import {
  allocateCredit,
  keepRefundAsCredit,
  recordRemittance,
  refundCredit,
  withdrawRemittance,
} from './record-remittance.ts';
import { findRemittance, listAllocations, listRemittances } from './remittance-store.ts';
import { listPayments } from './store.ts';
import { undoWriteOff, writeOff } from './write-off.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
let [first, second]: Id<'invoice'>[] = [];

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
  [first, second] = [await bill('2026-11-16'), await bill('2026-11-17')];
});

/** £700.00 of work that is not pensioned. */
async function bill(day: string, at = practice, pensionable = false): Promise<Id<'invoice'>> {
  const bookings = [await addDelivered(it, owner, at, day, { pensionable })];
  return billDelivered(it.ctx, owner, { organisation: at, bookings, purchaseOrder: null, notes: null });
}

const today = () => it.ctx.clock.today();
const some = (id: Id<'invoice'> | undefined) => id ?? ('' as Id<'invoice'>);
const read = (id: Id<'invoice'> | undefined) => asOwner(it.ctx.db, owner, tx => findInvoice(tx, some(id), today()));
const remittance = (id: Id<'remittance'>) => asOwner(it.ctx.db, owner, tx => findRemittance(tx, id));
const advise = (
  amount: number,
  shares: readonly (readonly [Id<'invoice'> | undefined, number])[],
  id?: Id<'remittance'>,
) =>
  recordRemittance(it.ctx, owner, {
    ...(id ? { id } : {}),
    organisation: practice,
    receivedOn: today(),
    amount: pence(amount),
    reference: 'BACS 4711',
    shares: shares.map(([invoiceId, share]) => ({ invoiceId: some(invoiceId), amountPence: pence(share) })),
  });
const pay = (id: Id<'invoice'> | undefined, amount: number, keepRest = false) =>
  recordPayment(it.ctx, owner, some(id), { receivedOn: today(), amount: pence(amount), note: null, keepRest });
const giveUp = (id: Id<'invoice'> | undefined, on = today()) =>
  writeOff(it.ctx, owner, some(id), { writtenOffOn: on, reason: 'The practice closed.' });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => 'nothing refused',
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('one sum pays several invoices, each with its part, and the page of the sum shows them', async () => {
  const id = await advise(1_200_00, [
    [first, 700_00],
    [second, 500_00],
  ]);
  expect(await read(first)).toMatchObject({ state: 'paid', outstandingPence: 0 });
  expect(await read(second)).toMatchObject({ standing: 'part_paid', outstandingPence: 200_00 });
  expect(await remittance(id)).toMatchObject({ allocatedPence: 1_200_00, creditPence: 0, reference: 'BACS 4711' });
  const its = await asOwner(it.ctx.db, owner, tx => listAllocations(tx, id));
  expect(its.map(payment => [payment.invoiceNumber, payment.amountPence])).toEqual([
    ['INV-0001', 700_00],
    ['INV-0002', 500_00],
  ]);
});

test('where the advice says more than is outstanding, the invoice is paid and no more; the rest is kept and said', async () => {
  const id = await advise(750_00, [[first, 750_00]]);
  expect(await read(first)).toMatchObject({ state: 'paid', outstandingPence: 0, paidPence: 700_00 });
  expect(await remittance(id)).toMatchObject({ creditPence: 50_00 });
  const [payment] = await asOwner(it.ctx.db, owner, tx => listPayments(tx, some(first)));
  expect(payment?.note).toBe('BACS 4711. The advice says £750.00');
});

test('more on invoices than arrived, a day to come, and another organisation’s invoice are refused, and nothing is written', async () => {
  const elsewhere = await bill('2026-11-18', await addPractice(it, owner, { name: 'Hill Surgery' }));
  expect(await refused(advise(600_00, [[first, 700_00]]))).toBe('input.invalid');
  expect(await refused(advise(700_00, [[elsewhere, 700_00]]))).toBe('remittance.other_organisation');
  expect(
    await refused(
      advise(700_00, [
        [first, 100_00],
        [first, 100_00],
      ]),
    ),
  ).toBe('input.invalid');
  expect(await asOwner(it.ctx.db, owner, tx => listRemittances(tx))).toEqual([]);
  expect(await read(first)).toMatchObject({ paidPence: 0 });
});

test('the same remittance sent twice is recorded once', async () => {
  const id = newId('remittance');
  await advise(700_00, [[first, 700_00]], id);
  await advise(700_00, [[first, 700_00]], id);
  expect(await read(first)).toMatchObject({ paidPence: 700_00 });
  expect(await asOwner(it.ctx.db, owner, tx => listRemittances(tx))).toHaveLength(1);
});

test('a payment above the balance is refused, or on the locum’s word kept as credit and put on the next invoice', async () => {
  expect(await refused(pay(first, 800_00))).toBe('input.invalid');
  await pay(first, 800_00, true);
  expect(await read(first)).toMatchObject({ state: 'paid', paidPence: 700_00, outstandingPence: 0 });
  const [kept] = await asOwner(it.ctx.db, owner, tx => listRemittances(tx, practice));
  if (!kept) throw new Error('no credit');
  expect(kept).toMatchObject({ source: 'overpayment', amountPence: 800_00, creditPence: 100_00 });
  const amount = pence(60_00);
  expect(await refused(allocateCredit(it.ctx, owner, kept.id, { invoice: some(second), amount: pence(100_01) }))).toBe(
    'input.invalid',
  );
  const payment = newId('payment');
  await allocateCredit(it.ctx, owner, kept.id, { id: payment, invoice: some(second), amount });
  await allocateCredit(it.ctx, owner, kept.id, { id: payment, invoice: some(second), amount });
  expect(await read(second)).toMatchObject({ outstandingPence: 640_00 });
  await refundCredit(it.ctx, owner, kept.id, { refundedOn: today(), amount: pence(40_00) });
  expect(await remittance(kept.id)).toMatchObject({ creditPence: 0, refundedPence: 40_00, allocatedPence: 760_00 });
  expect(await refused(withdrawRemittance(it.ctx, owner, kept.id))).toBe('remittance.refunded');
});

test('two who spend the same credit at one moment cannot spend it twice', async () => {
  await pay(first, 800_00, true);
  const [kept] = await asOwner(it.ctx.db, owner, tx => listRemittances(tx, practice));
  const third = await bill('2026-11-18');
  const spend = (invoice: Id<'invoice'> | undefined) =>
    refused(
      allocateCredit(it.ctx, owner, kept?.id ?? ('' as Id<'remittance'>), {
        invoice: some(invoice),
        amount: pence(80_00),
      }),
    );
  const both = await Promise.all([spend(second), spend(third)]);
  expect(both.toSorted()).toEqual(['input.invalid', 'nothing refused']);
});

test('withdrawing the payment of an overpayment takes the whole sum back; a remittance is withdrawn with its payments', async () => {
  const payment = await pay(first, 800_00, true);
  await withdrawPayment(it.ctx, owner, some(first), payment);
  expect(await asOwner(it.ctx.db, owner, tx => listRemittances(tx))).toMatchObject([{ creditPence: 0 }]);
  const id = await advise(700_00, [[second, 700_00]]);
  await withdrawRemittance(it.ctx, owner, id);
  await withdrawRemittance(it.ctx, owner, id);
  expect(await read(second)).toMatchObject({ state: 'issued', outstandingPence: 700_00 });
  expect(await remittance(id)).toMatchObject({ creditPence: 0, allocatedPence: 0 });
});

test('what a credit note gives back can be kept as credit, once, and is then not to go back as well', async () => {
  await pay(first, 700_00);
  await creditInvoice(it.ctx, owner, some(first), { lines: [], amount: pence(100_00), reason: 'Half an hour less.' });
  const [note] = await asOwner(it.ctx.db, owner, tx => listCreditNotes(tx, some(first)));
  if (!note) throw new Error('no note');
  expect(await read(first)).toMatchObject({ outstandingPence: -100_00 });
  await Promise.all([keepRefundAsCredit(it.ctx, owner, note.id), keepRefundAsCredit(it.ctx, owner, note.id)]);
  expect(await read(first)).toMatchObject({ outstandingPence: 0 });
  expect(await asOwner(it.ctx.db, owner, tx => listRemittances(tx))).toMatchObject([
    { source: 'credit_note', creditPence: 100_00, reference: 'CN-0001' },
  ]);
});

test('money that was kept as credit cannot be withdrawn as never received; what was withdrawn is not kept as credit', async () => {
  for (const [invoice, isKept] of [
    [first, true],
    [second, false],
  ] as const) {
    const payment = await pay(invoice, 700_00);
    await creditInvoice(it.ctx, owner, some(invoice), {
      lines: [],
      amount: pence(100_00),
      reason: 'Half an hour less.',
    });
    const [note] = await asOwner(it.ctx.db, owner, tx => listCreditNotes(tx, some(invoice)));
    const keep = () => refused(keepRefundAsCredit(it.ctx, owner, note?.id ?? ('' as Id<'creditNote'>)));
    const withdraw = () => refused(withdrawPayment(it.ctx, owner, some(invoice), payment));
    if (isKept) {
      expect(await keep()).toBe('nothing refused');
      expect(await withdraw()).toBe('payment.gone_back');
    } else {
      expect([await withdraw(), await withdraw()]).toEqual(['nothing refused', 'nothing refused']);
      expect(await keep()).toBe('credit_note.not_overpaid');
    }
  }
  expect(await asOwner(it.ctx.db, owner, tx => listRemittances(tx))).toMatchObject([{ creditPence: 100_00 }]);
});

test('of what a credit note was to give back, only what is still overpaid is kept', async () => {
  await pay(first, 650_00);
  const slip = await pay(first, 50_00);
  await creditInvoice(it.ctx, owner, some(first), { lines: [], amount: pence(100_00), reason: 'Half an hour less.' });
  await withdrawPayment(it.ctx, owner, some(first), slip);
  const [note] = await asOwner(it.ctx.db, owner, tx => listCreditNotes(tx, some(first)));
  await keepRefundAsCredit(it.ctx, owner, note?.id ?? ('' as Id<'creditNote'>));
  expect(await asOwner(it.ctx.db, owner, tx => listRemittances(tx))).toMatchObject([{ creditPence: 50_00 }]);
  expect(await read(first)).toMatchObject({ state: 'paid', outstandingPence: 0 });
});

test('a balance that will not be paid is written off with a reason, closed without being paid, and can be undone', async () => {
  await pay(first, 200_00);
  const id = await giveUp(first);
  expect(await read(first)).toMatchObject({ standing: 'written_off', writtenOffPence: 500_00, outstandingPence: 0 });
  const states = await asOwner(it.ctx.db, owner, tx =>
    tx.db
      .selectFrom('bookings')
      .select('state')
      .where('account_id', '=', tx.accountId)
      .where('invoice_id', '=', some(first))
      .execute(),
  );
  expect(states).toEqual([{ state: 'invoiced' }]);
  expect(await refused(pay(first, 1))).toBe('payment.written_off');
  expect(await refused(giveUp(first))).toBe('write_off.nothing_open');
  await undoWriteOff(it.ctx, owner, some(first), id);
  await undoWriteOff(it.ctx, owner, some(first), id);
  expect(await read(first)).toMatchObject({ standing: 'part_paid', outstandingPence: 500_00 });
  await pay(first, 500_00);
  expect(await read(first)).toMatchObject({ standing: 'paid' });
});

test('while a Form A stands nothing is written off, nor on a day to come or before the invoice', async () => {
  const pensioned = await bill('2026-11-19', practice, true);
  expect(await refused(giveUp(pensioned))).toBe('write_off.pensioned');
  expect(await refused(giveUp(first, today().add({ days: 1 })))).toBe('input.invalid');
  expect(await refused(giveUp(first, today().subtract({ days: 1 })))).toBe('input.invalid');
});
