import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { listPayments, recordPayment, withdrawPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence, plainPounds } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { importOrLater } from './import-later.ts';
import { importStatement } from './import-statement.ts';
import { listImports } from './import-store.ts';
import { addBankAccount } from './keep-account.ts';
import { readOpenLines } from './read-matches.ts';
import { readStatement } from './read-statement.ts';
import { undoImport, undoMatch } from './settle-lines.ts';
import { tickRecorded } from './settle-recorded.ts';
import { listLines } from './store.ts';

let it: TestContext;
let owner: Owner;
let paidByHand: Id<'invoice'>;
let stillOpen: Id<'invoice'>;
let payment: Id<'payment'>;
let owed: Pence;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  const organisation = await addPractice(it, owner);
  const bill = async (day: string) =>
    billDelivered(it.ctx, owner, {
      organisation,
      bookings: [await addDelivered(it, owner, organisation, day)],
      purchaseOrder: null,
      notes: null,
    });
  [paidByHand, stillOpen] = [await bill('2026-11-10'), await bill('2026-11-11')];
  owed = (await invoice(paidByHand)).outstandingPence;
  payment = await recordPayment(it.ctx, owner, paidByHand, {
    receivedOn: Temporal.PlainDate.from('2026-11-24'),
    amount: owed,
    note: null,
  });
});

const chosen = { columns: {}, isReversed: false };
const read = (text: string) => readStatement(`Date,Description,Amount\n${text}`, chosen);
const bring = (text: string, bankAccountId: Id<'bankAccount'> | null = null) =>
  importStatement(it.ctx, owner, { fileName: 'november.csv', read: read(text), bankAccountId });
const open = () => asOwner(it.ctx.db, owner, tx => readOpenLines(tx));
const lines = () => asOwner(it.ctx.db, owner, tx => listLines(tx, { limit: 10_000 }));
const invoice = async (id: Id<'invoice'>) => {
  const found = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
  if (!found) throw new Error('no invoice');
  return found;
};
const refused = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (fault: unknown) =>
      fault instanceof InputRefusal
        ? Object.keys(fault.fields).join()
        : fault instanceof Refusal
          ? fault.reason.code
          : String(fault),
  );

test('a line of an invoice that is paid by hand is known as recorded, and never pays the other one of the same sum', async () => {
  await bring(`24/11/2026,RIVERSIDE SURGERY,${plainPounds(owed)}`);
  const [line] = (await open()).lines;
  expect(line?.recorded?.payments.map(one => one.paymentId)).toEqual([payment]);
  expect(line?.match.proposal).toBeUndefined();
  if (!line) throw new Error('no line');
  for (const _ of [1, 2]) await tickRecorded(it.ctx, owner, [{ lineId: line.line.id, paymentIds: [payment] }]);
  expect((await lines()).map(one => [one.state, one.payments.map(its => its.wasRecorded)])).toEqual([
    ['settled', [true]],
  ]);
  expect(await asOwner(it.ctx.db, owner, tx => listPayments(tx, paidByHand))).toHaveLength(1);
  expect((await invoice(stillOpen)).outstandingPence).toBe(owed);
});

test('undoing it lets the payment stand, and so does taking back the file', async () => {
  await bring(`24/11/2026,RIVERSIDE SURGERY,${plainPounds(owed)}`);
  const [line] = await lines();
  if (!line) throw new Error('no line');
  const tick = () => tickRecorded(it.ctx, owner, [{ lineId: line.id, paymentIds: [payment] }]);
  await tick();
  await undoMatch(it.ctx, owner, line.id);
  expect((await open()).lines[0]?.recorded?.payments).toHaveLength(1);
  await tick();
  await undoImport(it.ctx, owner, line.importId);
  expect(await lines()).toEqual([]);
  expect((await invoice(paidByHand)).state).toBe('paid');
});

test('a payment that was withdrawn, belongs to another line, or is another sum is refused', async () => {
  await bring(`24/11/2026,RIVERSIDE SURGERY,${plainPounds(owed)}\n24/11/2026,RIVERSIDE SURGERY,${plainPounds(owed)}`);
  const [first, second] = await lines();
  if (!first || !second) throw new Error('no lines');
  const tick = (lineId: Id<'bankLine'>) => refused(tickRecorded(it.ctx, owner, [{ lineId, paymentIds: [payment] }]));
  expect(await tick(first.id)).toBe('done');
  expect(await tick(second.id)).toBe('bank.changed');
  await bring(`23/11/2026,RIVERSIDE SURGERY,${plainPounds(pence(owed - 1))}`);
  await undoMatch(it.ctx, owner, first.id);
  const other = (await lines()).find(one => one.amountPence === owed - 1);
  expect(await tick(other?.id ?? first.id)).toBe('bank.changed');
  await withdrawPayment(it.ctx, owner, paidByHand, payment);
  expect(await tick(first.id)).toBe('bank.changed');
  const stranger = await it.makeAccount();
  expect(await refused(tickRecorded(it.ctx, stranger, [{ lineId: first.id, paymentIds: [payment] }]))).toBe(
    'not_found',
  );
});

test('an equal line of another account is no duplicate, the same of one account is', async () => {
  const business = await addBankAccount(it.ctx, owner, { id: undefined, label: 'Business', purpose: 'business' });
  const text = '24/11/2026,RIVERSIDE SURGERY,100.00';
  for (const account of [null, business, business, null]) await bring(text, account);
  expect((await lines()).map(one => one.bankAccount).toSorted()).toEqual(['Business', null]);
  expect(await refused(addBankAccount(it.ctx, owner, { id: undefined, label: 'business', purpose: 'private' }))).toBe(
    'label',
  );
  expect(await refused(bring(text, newId('bankAccount')))).toBe('bankAccount');
});

test('a long file is kept by a worker, once, and says how far it is; another waits for it', async () => {
  const text = Array.from(
    { length: 2100 },
    (_, at) => `20/11/2026,PRACTICE ${at},${plainPounds(pence(100 + at))}`,
  ).join('\n');
  const whole = `Date,Description,Amount\n${text}`;
  const id = newId('bankImport');
  const bringLong = () =>
    importOrLater(it.ctx, owner, { id, fileName: 'year.csv', read: read(text), text: whole, chosen });
  const files = it.onDisk().length;
  for (const _ of [1, 2]) expect((await bringLong()).isLater).toBe(true);
  const file = async () => (await asOwner(it.ctx.db, owner, tx => listImports(tx, { id, limit: 1 })))[0];
  expect(await file()).toMatchObject({ state: 'waiting', lineCount: 0, lineTotal: 2100 });
  expect(await refused(bring('24/11/2026,HILL,1.00'))).toBe('file');
  expect(await refused(undoImport(it.ctx, owner, id))).toBe('bank.reading');
  await it.work();
  expect(await file()).toMatchObject({ state: 'done', lineCount: 2100, lineTotal: 2100, fault: null });
  expect(it.onDisk()).toHaveLength(files);
  expect((await bringLong()).plan).toMatchObject({ knownCount: 2100, fresh: [] });
  await bring('24/11/2026,HILL,1.00');
  expect(await lines()).toHaveLength(2101);
});
