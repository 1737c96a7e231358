import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { creditInvoice, listCreditNotes, recordRefund } from '#features/invoices/index.ts';
import { keepRefundAsCredit, recordPayment, recordRemittance, writeOff } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { sendStatement } from './send-statement-of-account.ts';
import { readAccountNow } from './statement-of-account.ts';
import { listAccountStatements } from './statement-of-account-store.ts';

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

const day = (text: string) => Temporal.PlainDate.from(text);
const today = () => it.ctx.clock.today();

/** £700.00 of work that is not pensioned, invoiced on its own day. */
async function bill(on: string): Promise<Id<'invoice'>> {
  it.ctx.clock.set(Temporal.Instant.from(`${on}T15:00:00Z`));
  const bookings = [await addDelivered(it, owner, practice, on, { pensionable: false })];
  const id = await billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
  it.ctx.clock.set(TUESDAY);
  return id;
}

const pay = (id: Id<'invoice'>, amount: number, on: string, keepRest = false) =>
  recordPayment(it.ctx, owner, id, { receivedOn: day(on), amount: pence(amount), note: null, keepRest });
const credit = (id: Id<'invoice'>, amount: number) =>
  creditInvoice(it.ctx, owner, id, { lines: [], amount: pence(amount), reason: 'Half an hour less.' });
const account = () => asOwner(it.ctx.db, owner, tx => readAccountNow(it.ctx, tx, practice));
const send = (id?: Id<'accountStatement'>, from = '2026-07-01', by = owner) =>
  sendStatement(it.ctx, by, practice, { ...(id ? { id } : {}), from: day(from) });
const statements = () => asOwner(it.ctx.db, owner, tx => listAccountStatements(tx, practice));

test('whatever happened to its invoices, the running balance ends at what is open less what is kept', async () => {
  const [a, b, c, d] = [
    await bill('2026-07-10'),
    await bill('2026-08-20'),
    await bill('2026-09-15'),
    await bill('2026-11-02'),
  ];
  await pay(a, 750_00, '2026-08-01', true);
  await credit(b, 100_00);
  await pay(b, 600_00, '2026-10-01');
  await credit(b, 50_00);
  await writeOff(it.ctx, owner, c, { writtenOffOn: today(), reason: 'closed' });
  await recordRemittance(it.ctx, owner, {
    organisation: practice,
    receivedOn: day('2026-11-20'),
    amount: pence(200_00),
    reference: 'BACS 1',
    shares: [{ invoiceId: d, amountPence: pence(150_00) }],
  });
  const held = await account();
  // £550.00 of the last is open; £50.00 of the first, £50.00 of the remittance are kept and £50.00 are to go back
  expect(held).toMatchObject({ owedPence: 400_00, keptPence: 150_00 });
  expect(held.open.map(item => [item.number, item.outstandingPence])).toEqual([['INV-0004', 550_00]]);
  expect(held.period.openingPence).toBe(-50_00 + 700_00);
  expect(held.period.closingPence).toBe(held.owedPence);
  const [, note] = await asOwner(it.ctx.db, owner, tx => listCreditNotes(tx, b));
  if (!note) throw new Error('no note');
  await keepRefundAsCredit(it.ctx, owner, note.id);
  const kept = await account();
  expect([kept.period.closingPence, kept.owedPence]).toEqual([400_00, 400_00]);
});

test('money that went back is on it, and it balances', async () => {
  const id = await bill('2026-10-10');
  await pay(id, 700_00, '2026-10-20');
  await credit(id, 80_00);
  const [note] = await asOwner(it.ctx.db, owner, tx => listCreditNotes(tx, id));
  expect(await account()).toMatchObject({ owedPence: -80_00 });
  await recordRefund(it.ctx, owner, note?.id ?? ('' as Id<'creditNote'>), today());
  const settled = await account();
  expect([settled.owedPence, settled.period.closingPence]).toEqual([0, 0]);
});

test('it is mailed once with its paper and a link to each open invoice, and stands as it was made', async () => {
  const [a] = [await bill('2026-09-01'), await bill('2026-11-02')];
  const id = newId('accountStatement');
  await send(id);
  await send(id);
  await it.work();
  const mails = (await it.mailbox.list()).filter(found => found.subject.startsWith('Statement of account'));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text.match(/\/i\//g)).toHaveLength(2);
  const paper = await readPaper((await it.mailbox.attachment(mails[0]?.id ?? '', 0))?.bytes ?? new Uint8Array());
  const text = paper.text.replaceAll(/\s+/g, ' ');
  for (const part of ['INV-0001', 'INV-0002', '£1,400.00', '31–60 days overdue £700.00', 'Not due yet £700.00'])
    expect(text).toContain(part);
  expect([outside(paper.runs), overlaps(paper.runs)]).toEqual([[], []]);
  await pay(a, 700_00, '2026-11-24');
  expect(await statements()).toMatchObject([{ owedPence: 1_400_00, sentTo: 'finance@riverside.example.nhs.uk' }]);
});

test('an organisation never invoiced, a day to come, and a stranger are refused', async () => {
  const refused = async (promise: Promise<unknown>) => {
    const fault = await promise.then(
      () => 'nothing refused',
      (thrown: unknown) => thrown,
    );
    return fault instanceof Refusal ? fault.reason.code : fault;
  };
  expect(await refused(send())).toBe('statement.nothing');
  await bill('2026-11-02');
  expect(await refused(send(undefined, '2026-11-25'))).toBe('input.invalid');
  expect(await refused(send(undefined, '2026-07-01', await it.makeAccount()))).toBe('not_found');
});
