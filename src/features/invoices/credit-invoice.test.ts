import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { giveUpFormA } from '#features/pensions/give-up.ts';
import { listFormAsOf } from '#features/pensions/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { creditInvoice } from './credit-invoice.ts';
import { listCreditNotes } from './credit-note-store.ts';
import { readCreditable } from './creditable.ts';
import { findInvoice, sumOwed } from './read-invoices.ts';

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

/** One booking a day, £700.00 each; the miles are 10 at 45p. */
async function bill(days: readonly string[], pensionable: boolean, miles = 0) {
  const bookings = [];
  for (const day of days)
    bookings.push(
      await addDelivered(it, owner, practice, day, {
        pensionable,
        miles_tenths: miles * 10,
        mileage_rate_pence: 45,
      }),
    );
  return billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
}

const today = () => it.ctx.clock.today();
const read = async (id: Id<'invoice'>) => {
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, today()));
  if (!invoice) throw new Error('no invoice');
  return invoice;
};
const notes = () => asOwner(it.ctx.db, owner, tx => listCreditNotes(tx));
const creditable = async (id: Id<'invoice'>) => {
  const invoice = await read(id);
  return asOwner(it.ctx.db, owner, tx => readCreditable(tx, invoice));
};
const credit = (id: Id<'invoice'>, what: { lines?: number[]; amount?: number }, as?: Id<'creditNote'>, by = owner) =>
  creditInvoice(it.ctx, by, id, {
    ...(as ? { id: as } : {}),
    lines: what.lines ?? [],
    amount: what.amount === undefined ? null : pence(what.amount),
    reason: 'The second session was cancelled.',
  });
const pay = (id: Id<'invoice'>, amount: number) =>
  recordPayment(it.ctx, owner, id, { receivedOn: today(), amount: pence(amount), note: null });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => 'nothing refused',
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('a line that should not have been billed comes off what is owed, and the practice gets a paper that names it', async () => {
  const invoice = await bill(['2026-11-16', '2026-11-17'], false);
  await credit(invoice, { lines: [1] });
  expect(await read(invoice)).toMatchObject({ totalPence: 140_000, creditedPence: 70_000, outstandingPence: 70_000 });
  expect(await asOwner(it.ctx.db, owner, tx => sumOwed(tx, today()))).toMatchObject({ toComePence: 70_000 });
  expect(await notes()).toMatchObject([{ number: 'CN-0001', workPence: 70_000, employerPence: 0, refundPence: 0 }]);
  await it.work();
  const mail = (await it.mailbox.list()).find(found => found.subject === 'Credit note CN-0001 for invoice INV-0001');
  const paper = await readPaper((await it.mailbox.attachment(mail?.id ?? '', 0))?.bytes ?? new Uint8Array());
  for (const text of ['CN-0001', '17 Nov 2026', '£700.00', 'The second session was cancelled.', 'in part'])
    expect(paper.text.replaceAll(/\s+/g, ' ')).toContain(text);
  // the same line is not credited a second time
  expect(await refused(credit(invoice, { lines: [1] }))).toBe('credit_note.line_credited');
});

test('lines and amounts in any order, the last of all that is left, undo an invoice to the penny', async () => {
  // £1,400.00 of work and 2 × £4.50 of mileage
  const invoice = await bill(['2026-11-16', '2026-11-17'], false, 10);
  expect((await read(invoice)).totalPence).toBe(140_900);
  await credit(invoice, { lines: [1] });
  await credit(invoice, { amount: 33_33 });
  await pay(invoice, 100_00);
  await credit(invoice, { amount: 140_900 - 450 - 3333 });
  const parts = (await creditable(invoice)).left;
  expect(parts).toEqual({ workPence: 0, expensesPence: 0, employerPence: 0 });
  // what was paid goes back, no more
  expect(await read(invoice)).toMatchObject({ creditedPence: 140_900, outstandingPence: -10_000, state: 'paid' });
  expect((await notes()).map(note => note.refundPence)).toEqual([0, 0, 10_000]);
  expect(await refused(credit(invoice, { amount: 1 }))).toBe('credit_note.too_much');
});

test('an invoice that is credited in full and was never paid is shown as credited, and its work not as paid for', async () => {
  const invoice = await bill(['2026-11-16'], false);
  await credit(invoice, { amount: 70_000 });
  expect(await read(invoice)).toMatchObject({ standing: 'credited', outstandingPence: 0 });
  const bookings = await asOwner(it.ctx.db, owner, tx =>
    tx.db.selectFrom('bookings').select('state').where('account_id', '=', tx.accountId).execute(),
  );
  expect(bookings).toEqual([{ state: 'invoiced' }]);
});

test('work on a Form A is not credited behind its back: the form is given up first, then all of it can be', async () => {
  const invoice = await bill(['2026-11-16'], true, 10);
  expect(await creditable(invoice)).toMatchObject({
    left: { workPence: 70_000, expensesPence: 450, employerPence: 9_059 },
    free: { workPence: 0, expensesPence: 450, employerPence: 0 },
  });
  expect(await refused(credit(invoice, { lines: [0] }))).toBe('credit_note.pensioned');
  expect(await refused(credit(invoice, { amount: 451 }))).toBe('credit_note.pensioned');
  await credit(invoice, { amount: 450 });
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  if (!form) throw new Error('no Form A');
  await giveUpFormA(it.ctx, owner, form.id, 'changed_mind', today());
  await credit(invoice, { lines: [0] });
  expect(await read(invoice)).toMatchObject({ creditedPence: 79_509, totalPence: 79_509, outstandingPence: 0 });
  expect((await notes()).map(note => [note.workPence, note.expensesPence, note.employerPence])).toEqual([
    [0, 450, 0],
    [0, 0, 9_059],
    [70_000, 0, 0],
  ]);
});

test('sent twice with one id it is issued once; two at one moment never credit more than there is', async () => {
  const invoice = await bill(['2026-11-16'], false);
  const id = newId('creditNote');
  await credit(invoice, { amount: 10_000 }, id);
  await credit(invoice, { amount: 10_000 }, id);
  expect(await read(invoice)).toMatchObject({ creditedPence: 10_000 });
  const both = await Promise.all([
    refused(credit(invoice, { amount: 40_000 })),
    refused(credit(invoice, { amount: 40_000 })),
  ]);
  expect(both.toSorted()).toEqual(['credit_note.too_much', 'nothing refused']);
});

test('a draft, a void invoice, another locum’s invoice, and nothing chosen are refused', async () => {
  const invoice = await bill(['2026-11-16'], false);
  expect(await refused(credit(invoice, {}))).toBe('input.invalid');
  expect(await refused(credit(invoice, { lines: [0], amount: 100 }))).toBe('input.invalid');
  expect(await refused(credit(invoice, { lines: [7] }))).toBe('input.invalid');
  expect(await refused(credit(invoice, { amount: 100 }, undefined, await it.makeAccount()))).toBe('not_found');
});
