import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered, voidBilled } from '#features/billing/index.ts';
import { findInvoice, issueCreditNoteIn, listCreditNotes, recordRefund, sumOwed } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { earlierDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { tenWeeks } from '#rules/pension/deadlines.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { giveUpFormA, previewGiveUp } from './give-up.ts';
import { makeFormB } from './make-form-b.ts';
import { readOpenFormBs } from './open-form-bs.ts';
import { rejectFormB, submitFormB } from './settle-form-b.ts';
import { listFormAsOf } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
let invoice: Id<'invoice'>;
let form: Id<'formA'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
  // £700.00, of which £630.00 is pensionable and £90.59 the employer's share; the ten weeks ended on 3 November
  ({ invoice, form } = await bill(practice, '2026-08-25'));
});

/** Billed today, or on the last day on which it could still be pensioned. */
async function bill(organisation: Id<'organisation'>, ...days: string[]) {
  const bookings = [];
  for (const day of days) bookings.push(await addDelivered(it, owner, organisation, day));
  const { lastChance } = tenWeeks(Temporal.PlainDate.from(days[0] ?? ''), Temporal.PlainDate.from(days[0] ?? ''));
  it.ctx.clock.set(Temporal.Instant.from(`${earlierDay(lastChance, today())}T09:00:00Z`));
  const id = await billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  it.ctx.clock.set(TUESDAY);
  const [made] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, id));
  if (!made) throw new Error('no Form A');
  return { invoice: id, form: made.id };
}

const today = () => it.ctx.clock.today();
const read = (id = invoice) => asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, today()));
const notes = () => asOwner(it.ctx.db, owner, tx => listCreditNotes(tx));
const preview = (id = form) => asOwner(it.ctx.db, owner, tx => previewGiveUp(it.ctx, tx, id));
const giveUp = (id = form, reason: 'too_late' | 'rejected' | 'changed_mind' = 'too_late') =>
  giveUpFormA(it.ctx, owner, id, reason, today());
const pay = (amount: number, id = invoice) =>
  recordPayment(it.ctx, owner, id, { receivedOn: today(), amount: pence(amount), note: null });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('of an unpaid invoice the employer’s share comes off what is left to pay, to the penny, and the practice gets the credit note', async () => {
  expect(await preview()).toMatchObject({ creditPence: 9059, leftPence: 70_000, refundPence: 0 });
  await giveUp();
  expect(await read()).toMatchObject({
    state: 'issued',
    totalPence: 79_059,
    creditedPence: 9059,
    outstandingPence: 70_000,
  });
  expect(await asOwner(it.ctx.db, owner, tx => sumOwed(tx, today()))).toMatchObject({ toComePence: 70_000 });
  expect(await notes()).toMatchObject([{ number: 'CN-0001', amountPence: 9059, formAId: form, refundedOn: null }]);
  await it.work();
  const [mail] = (await it.mailbox.list()).filter(found => found.subject.startsWith('Credit note'));
  expect(mail).toMatchObject({
    to: { address: 'finance@riverside.example.nhs.uk' },
    subject: 'Credit note CN-0001 for invoice INV-0001',
  });
  expect(mail?.attachments.map(attachment => attachment.filename)).toEqual(['CN-0001.pdf']);
  const paper = await readPaper((await it.mailbox.attachment(mail?.id ?? '', 0))?.bytes ?? new Uint8Array());
  for (const text of ['Credit note', 'CN-0001', 'INV-0001', '£90.59', '£790.59', 'Left to pay', '£700.00', 'ten weeks'])
    expect(paper.text).toContain(text);
  // with the fee alone it is settled
  await pay(70_000);
  expect(await read()).toMatchObject({ state: 'paid', outstandingPence: 0 });
});

test('of a paid invoice it is to be refunded, and the day of that is recorded', async () => {
  await pay(79_059);
  expect(await preview()).toMatchObject({ creditPence: 9059, leftPence: 0, refundPence: 9059 });
  await giveUp();
  expect(await read()).toMatchObject({ state: 'paid', outstandingPence: -9059 });
  const [note] = await notes();
  if (!note) throw new Error('no credit note');
  expect(await refused(recordRefund(it.ctx, owner, note.id, today().add({ days: 1 })))).toBe('input.invalid');
  await recordRefund(it.ctx, owner, note.id, today());
  expect(await read()).toMatchObject({ state: 'paid', outstandingPence: 0 });
  expect((await notes())[0]?.refundedOn?.toString()).toBe('2026-11-24');
  // a given up form goes on no Form B
  expect(await asOwner(it.ctx.db, owner, tx => readOpenFormBs(tx, today()))).toEqual([]);
});

test('paid in part, what the credit leaves over is refunded and no more', async () => {
  await pay(75_000);
  expect(await preview()).toMatchObject({ creditPence: 9059, leftPence: 0, refundPence: 5000 });
  await giveUp();
  expect(await read()).toMatchObject({ state: 'paid', outstandingPence: -5000 });
  const [note] = await notes();
  await recordRefund(it.ctx, owner, note?.id ?? ('' as Id<'creditNote'>), today());
  expect(await read()).toMatchObject({ outstandingPence: 0 });
});

test('where the practice pays no share, nothing is credited', async () => {
  const scottish = await addPractice(it, owner, { name: 'Leith Surgery', nation: 'scotland' });
  const there = await bill(scottish, '2026-08-26');
  expect(await preview(there.form)).toMatchObject({ creditPence: 0 });
  await giveUp(there.form, 'changed_mind');
  expect(await notes()).toEqual([]);
  expect(await read(there.invoice)).toMatchObject({ creditedPence: 0, outstandingPence: 70_000 });
});

test('on a Form B that was sent it stands, until that is rejected', async () => {
  const fresh = await bill(practice, '2026-10-20');
  await pay(79_059, fresh.invoice);
  const formB = await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  await submitFormB(it.ctx, owner, formB, { on: today(), to: 'PCSE Online', reference: null });
  expect(await refused(giveUp(fresh.form))).toBe('form_a.on_form_b');
  await rejectFormB(it.ctx, owner, formB, { rejectedOn: today(), reason: 'Over ten weeks' });
  await giveUp(fresh.form, 'rejected');
  expect((await notes()).map(note => note.amountPence)).toEqual([9059]);
});

test('nothing is given up twice, too late while there is time, or by another locum', async () => {
  const fresh = await bill(practice, '2026-11-16');
  expect(await refused(giveUp(fresh.form))).toBe('input.invalid');
  expect(await refused(giveUpFormA(it.ctx, await it.makeAccount(), form, 'too_late', today()))).toBe('not_found');
  const twice = await Promise.all([refused(giveUp()), refused(giveUp())]);
  expect(twice.filter(code => code === 'form_a.given_up')).toHaveLength(1);
  expect(await notes()).toHaveLength(1);
});

test('credit notes are numbered without a gap, also where one fails between', async () => {
  const other = await bill(practice, '2026-08-26');
  const tooMuch = asOwner(it.ctx.db, owner, tx =>
    issueCreditNoteIn(it.ctx, tx, { invoiceId: invoice, amountPence: pence(79_060), reason: 'All of it.' }),
  );
  expect(await refused(tooMuch)).toBe('credit_note.too_much');
  await expect(
    asOwner(it.ctx.db, owner, async tx => {
      await issueCreditNoteIn(it.ctx, tx, { invoiceId: invoice, amountPence: pence(100), reason: 'A slip.' });
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await Promise.all([giveUp(), giveUp(other.form)]);
  expect((await notes()).map(note => note.number)).toEqual(['CN-0001', 'CN-0002']);
});

test('an issued credit note stands, even against SQL of the application’s own role, and so does its invoice', async () => {
  await giveUp();
  const [note] = await notes();
  const change = (values: Record<string, unknown>) =>
    asOwner(it.ctx.db, owner, tx =>
      tx.db
        .updateTable('credit_notes')
        .set(values)
        .where('id', '=', note?.id ?? ('' as Id<'creditNote'>))
        .execute(),
    );
  for (const values of [{ amount_pence: 1 }, { reason: 'x' }, { number: 7 }, { issue_date: '2026-01-01' }])
    await expect(change(values)).rejects.toThrow('cannot be edited');
  await expect(asOwner(it.ctx.db, owner, tx => tx.db.deleteFrom('credit_notes').execute())).rejects.toThrow(
    'permission denied',
  );
  expect(await refused(voidBilled(it.ctx, owner, invoice, 'wrong fee'))).toBe('invoice.has_credit_notes');
});

test('between the first day’s ten weeks and the last day’s it is at risk and not too late', async () => {
  const made = await bill(practice, '2026-09-07', '2026-09-17');
  // safe until 16 November, last chance on the 26th
  it.ctx.clock.set(Temporal.Instant.from('2026-11-26T09:00:00Z'));
  expect(await refused(giveUp(made.form))).toBe('input.invalid');
  it.ctx.clock.set(Temporal.Instant.from('2026-11-27T09:00:00Z'));
  await giveUp(made.form);
});

test('in Scotland ten weeks are not confirmed, so nothing is given up as too late', async () => {
  const scottish = await addPractice(it, owner, { name: 'Leith Surgery', nation: 'scotland' });
  const there = await bill(scottish, '2026-08-26');
  expect(await refused(giveUp(there.form))).toBe('input.invalid');
  await giveUp(there.form, 'changed_mind');
});

test('a credit note that comes after Form B was sent leaves the month of receipt where it was', async () => {
  const fresh = await bill(practice, '2026-10-20');
  const receive = (amount: number, on: string) =>
    recordPayment(it.ctx, owner, fresh.invoice, {
      receivedOn: Temporal.PlainDate.from(on),
      amount: pence(amount),
      note: null,
    });
  await receive(70_000, '2026-10-30');
  await receive(9059, '2026-11-20');
  const formB = await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  await submitFormB(it.ctx, owner, formB, { on: today(), to: 'PCSE Online', reference: null });
  await asOwner(it.ctx.db, owner, tx =>
    issueCreditNoteIn(it.ctx, tx, { invoiceId: fresh.invoice, amountPence: pence(9059), reason: 'An hour less.' }),
  );
  const [made] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, fresh.invoice));
  expect(made?.paidOn?.toString()).toBe('2026-11-20');
});

test('before Form B is sent a credit note counts as it is', async () => {
  await recordPayment(it.ctx, owner, invoice, {
    receivedOn: Temporal.PlainDate.from('2026-10-30'),
    amount: pence(70_000),
    note: null,
  });
  await pay(9059);
  await asOwner(it.ctx.db, owner, tx =>
    issueCreditNoteIn(it.ctx, tx, { invoiceId: invoice, amountPence: pence(9059), reason: 'An hour less was worked.' }),
  );
  const [made] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  expect(made?.paidOn?.toString()).toBe('2026-10-30');
});
