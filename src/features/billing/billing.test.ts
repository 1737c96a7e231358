import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '#database/connection.ts';
import { readBooking } from '#features/bookings/index.ts';
import { findInvoice, listInvoices } from '#features/invoices/index.ts';
import { recordPayment, withdrawPayment } from '#features/payments/index.ts';
import { listFormAsOf, listFormBs, makeFormB } from '#features/pensions/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { billDelivered, deleteDraft, sendAgain, voidBilled } from './bill-delivered.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
let bookings: Id<'booking'>[];

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
  bookings = [
    await addDelivered(it, owner, practice, '2026-11-16'),
    await addDelivered(it, owner, practice, '2026-11-17'),
  ];
});

const bill = (ids = bookings, change = {}) =>
  billDelivered(it.ctx, owner, { organisation: practice, bookings: ids, purchaseOrder: null, notes: null, ...change });
const read = (id: Id<'invoice'>) => asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
const stateOf = (id: Id<'booking'>) => asOwner(it.ctx.db, owner, async tx => (await readBooking(tx, id))?.state);
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('delivered bookings become an invoice with its Form A, and both are mailed', async () => {
  const id = await bill();
  await it.work();
  expect(await read(id)).toMatchObject({
    number: 'INV-0001',
    state: 'issued',
    workPence: 140_000,
    employerContributionPence: 18_119,
    totalPence: 158_119,
  });
  expect(await Promise.all(bookings.map(stateOf))).toEqual(['invoiced', 'invoiced']);
  const [mail] = await it.mailbox.list();
  expect(mail).toMatchObject({
    to: { address: 'finance@riverside.example.nhs.uk' },
    subject: 'Invoice INV-0001 from Dr Amara Okafor',
  });
  expect(mail?.attachments.map(attachment => attachment.filename)).toEqual(['INV-0001.pdf', 'Form-A-INV-0001.pdf']);
  const paper = await readPaper((await it.mailbox.attachment(mail?.id ?? '', 0))?.bytes ?? new Uint8Array());
  for (const text of ['INV-0001', '£1,400.00', '£1,260.00', '14.38%', '£181.19', '£1,581.19', '20-09-15', '41011166'])
    expect(paper.text).toContain(text);
  const form = await readPaper((await it.mailbox.attachment(mail?.id ?? '', 1))?.bytes ?? new Uint8Array());
  for (const text of ['AB123456C', '£1,400.00', '£1,260.00', '£181.19']) expect(form.text).toContain(text);
});

test('the same press twice bills once', async () => {
  const draft = { id: '01a20845-995c-7391-9a72-af453e9c5a96' as Id<'invoice'> };
  await Promise.all([bill(bookings, draft), bill(bookings, draft)].map(promise => promise.catch(() => undefined)));
  await bill(bookings, draft);
  const invoices = await asOwner(it.ctx.db, owner, tx => listInvoices(tx, { limit: 10 }, it.ctx.clock.today()));
  expect(invoices.map(invoice => invoice.number)).toEqual(['INV-0001']);
});

test('a booking goes onto one invoice only', async () => {
  await bill();
  expect(await refused(bill())).toBe('invoice.booking_not_billable');
});

test('the kept paper is served byte for byte, and what is issued cannot be edited even in SQL', async () => {
  const id = await bill();
  const invoice = await read(id);
  const first = await asOwner(it.ctx.db, owner, tx =>
    readStoredFile(it.ctx, tx, invoice?.fileId ?? ('' as Id<'file'>)),
  );
  await it.database.admin.query(`UPDATE organisations SET name = 'Renamed Surgery' WHERE account_id = $1`, [
    owner.accountId,
  ]);
  const second = await asOwner(it.ctx.db, owner, tx =>
    readStoredFile(it.ctx, tx, invoice?.fileId ?? ('' as Id<'file'>)),
  );
  expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  await expect(
    asOwner(it.ctx.db, owner, tx => tx.db.updateTable('invoices').set({ notes: 'x' }).where('id', '=', id).execute()),
  ).rejects.toThrow('cannot be edited');
  await expect(
    asOwner(it.ctx.db, owner, tx => tx.db.deleteFrom('invoices').where('id', '=', id).execute()),
  ).rejects.toThrow('cannot be deleted');
  await expect(
    asOwner(it.ctx.db, owner, tx =>
      tx.db.updateTable('invoice_lines').set({ description: 'x' }).where('invoice_id', '=', id).execute(),
    ),
  ).rejects.toThrow('cannot be changed');
});

test('what is missing is told before anything is numbered', async () => {
  await fillProfile(it, owner, { address_lines: '', postcode: null });
  expect(await refused(bill())).toBe('invoice.incomplete');
  await fillProfile(it, owner, { ni_number_sealed: null });
  expect(await refused(bill())).toBe('form_a.no_ni_number');
  await fillProfile(it, owner);
  const id = await bill();
  expect(await read(id)).toMatchObject({ number: 'INV-0001' });
});

test('two hundred bookings billed at the same moment, as if by two web processes, get the numbers 1 to 200 without gap or double', async () => {
  const days = Array.from({ length: 200 }, (_, i) => Temporal.PlainDate.from('2026-03-01').add({ days: i }).toString());
  const ids = await Promise.all(days.map(day => addDelivered(it, owner, practice, day)));
  const other = await openDatabase({ connection: it.database.connection, appConnections: 5 });
  await Promise.all(
    ids.map((id, i) =>
      billDelivered(i % 2 === 0 ? it.ctx : { ...it.ctx, db: other.app }, owner, {
        organisation: practice,
        bookings: [id],
        purchaseOrder: null,
        notes: null,
      }),
    ),
  );
  await other.close();
  const invoices = await asOwner(it.ctx.db, owner, tx => listInvoices(tx, { limit: 300 }, it.ctx.clock.today()));
  expect(invoices.map(invoice => invoice.number).toSorted()).toEqual(
    Array.from({ length: 200 }, (_, i) => `INV-${String(i + 1).padStart(4, '0')}`),
  );
}, 60_000);

test('part of the money leaves it open, the rest pays it and its bookings; a withdrawn payment opens it again', async () => {
  const id = await bill();
  const pay = (amount: number, day = '2026-11-24') =>
    recordPayment(it.ctx, owner, id, { receivedOn: Temporal.PlainDate.from(day), amount: pence(amount), note: null });
  await pay(100_000);
  expect(await read(id)).toMatchObject({ state: 'issued', standing: 'part_paid', outstandingPence: 58_119 });
  expect(await refused(pay(58_120))).toBe('input.invalid');
  expect(await refused(pay(1, '2026-11-25'))).toBe('input.invalid');
  const last = await pay(58_119);
  expect(await read(id)).toMatchObject({ state: 'paid', outstandingPence: 0 });
  expect(await Promise.all(bookings.map(stateOf))).toEqual(['paid', 'paid']);
  await withdrawPayment(it.ctx, owner, id, last);
  expect(await read(id)).toMatchObject({ state: 'issued', outstandingPence: 58_119 });
  expect(await Promise.all(bookings.map(stateOf))).toEqual(['invoiced', 'invoiced']);
});

test('a voided invoice keeps its number and frees its bookings; one with payments cannot be voided', async () => {
  const id = await bill();
  const payment = await recordPayment(it.ctx, owner, id, {
    receivedOn: it.ctx.clock.today(),
    amount: pence(100),
    note: null,
  });
  expect(await refused(voidBilled(it.ctx, owner, id, 'wrong practice'))).toBe('invoice.has_payments');
  await withdrawPayment(it.ctx, owner, id, payment);
  await voidBilled(it.ctx, owner, id, 'wrong practice');
  expect(await read(id)).toMatchObject({ state: 'void', voidReason: 'wrong practice' });
  expect(await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, id))).toEqual([]);
  expect(await refused(sendAgain(it.ctx, owner, id))).toBe('invoice.not_issued');
  expect(await read(await bill())).toMatchObject({ number: 'INV-0002' });
});

test('Scotland’s invoice has no employer’s line, and neither has its Form A', async () => {
  const glasgow = await addPractice(it, owner, { nation: 'scotland', name: 'Clyde Practice' });
  const booking = await addDelivered(it, owner, glasgow, '2026-11-18');
  const id = await billDelivered(it.ctx, owner, {
    organisation: glasgow,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  expect(await read(id)).toMatchObject({ totalPence: 70_000, employerContributionPence: 0 });
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, id));
  expect(form).toMatchObject({ nation: 'scotland', feePence: 70_000, pensionablePence: 63_000 });
  const paper = await asOwner(it.ctx.db, owner, tx => readStoredFile(it.ctx, tx, form?.fileId ?? ('' as Id<'file'>)));
  const { text } = await readPaper(paper.bytes);
  expect(text).toContain('£630.00');
  expect(text).not.toMatch(/Box 3|14\.38/);
});

test('work on both sides of 31 March goes on two Forms A whose boxes add up to the invoice’s', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2026-04-10T09:00:00Z'));
  const days = [
    await addDelivered(it, owner, practice, '2026-03-31', { rate_pence: 33_333 }),
    await addDelivered(it, owner, practice, '2026-04-01', { rate_pence: 33_333 }),
    await addDelivered(it, owner, practice, '2026-04-02', { rate_pence: 33_333 }),
  ];
  const id = await bill(days);
  await it.work();
  const invoice = await read(id);
  const forms = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, id));
  expect(forms.map(form => [form.schemeYear, form.periods.length, form.feePence])).toEqual([
    ['2025-26', 1, 33_333],
    ['2026-27', 1, 66_666],
  ]);
  expect(forms.reduce((sum, form) => sum + form.pensionablePence, 0)).toBe(invoice?.pensionablePayPence);
  expect(forms.reduce((sum, form) => sum + form.employerPence, 0)).toBe(invoice?.employerContributionPence);
  const mail = (await it.mailbox.list()).find(one => one.subject.startsWith(`Invoice ${invoice?.number} `));
  expect(mail?.attachments.map(attachment => attachment.filename)).toEqual([
    `${invoice?.number}.pdf`,
    `Form-A-${invoice?.number}-part-1.pdf`,
    `Form-A-${invoice?.number}-part-2.pdf`,
  ]);
});

test('work whose ten weeks are over is billed without its pension, the rest with it', async () => {
  const [late, last] = [
    await addDelivered(it, owner, practice, '2026-09-14'),
    await addDelivered(it, owner, practice, '2026-09-15'),
  ];
  // seventy days after the 15th is today, the 24th of November
  const id = await bill([late, last]);
  expect(await read(id)).toMatchObject({ workPence: 140_000, pensionableFeePence: 70_000 });
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, id));
  expect(form?.periods.map(run => run.from.toString())).toEqual(['2026-09-15']);
});

test('another locum sees and touches nothing', async () => {
  const id = await bill();
  const stranger = await it.makeAccount();
  expect(await asOwner(it.ctx.db, stranger, tx => findInvoice(tx, id, it.ctx.clock.today()))).toBeUndefined();
  expect(
    await refused(
      recordPayment(it.ctx, stranger, id, { receivedOn: it.ctx.clock.today(), amount: pence(1), note: null }),
    ),
  ).toBe('not_found');
  expect(await refused(deleteDraft(it.ctx, stranger, id))).toBe('not_found');
});

test('the month’s Form B gathers what was paid in full in it, to the penny', async () => {
  const id = await bill();
  it.ctx.clock.set(Temporal.Instant.from('2026-12-10T09:00:00Z'));
  const pay = (amount: number, day: string) =>
    recordPayment(it.ctx, owner, id, { receivedOn: Temporal.PlainDate.from(day), amount: pence(amount), note: null });
  await pay(100_000, '2026-11-30');
  expect(await refused(makeFormB(it.ctx, owner, '2026-11' as PensionMonth))).toBe('form_b.nothing_received');
  await pay(58_119, '2026-12-02');
  await makeFormB(it.ctx, owner, '2026-12' as PensionMonth);
  await makeFormB(it.ctx, owner, '2026-12' as PensionMonth);
  const [form, ...others] = await asOwner(it.ctx.db, owner, tx => listFormBs(tx));
  // £1,260 over two days is £229,950 a year: the highest tier, 12.5%
  expect(form).toMatchObject({
    month: '2026-12',
    revision: 2,
    tierBasisPoints: 1250,
    pensionablePence: 126_000,
    employeeTotalPence: 15_750,
    employerPence: 18_119,
    payablePence: 33_869,
  });
  expect(others).toEqual([]);
  const paper = await asOwner(it.ctx.db, owner, tx => readStoredFile(it.ctx, tx, form?.fileId ?? ('' as Id<'file'>)));
  const { text } = await readPaper(paper.bytes);
  for (const part of ['12345678LOCDEC2026', '12.5%', '£1,260.00', '£157.50', '£181.19', '£338.69', '7 Jan 2027'])
    expect(text).toContain(part);
});
