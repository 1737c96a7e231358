import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { listPayments, withdrawPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { MatchedLine, Share } from '#rules/bank/match-terms.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence, plainPounds } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { forgetRule } from './forget-rule.ts';
import { importStatement, planImport } from './import-statement.ts';
import { listImports } from './import-store.ts';
import { listRules } from './match-store.ts';
import { readOpenLines } from './read-matches.ts';
import { readStatement, textOf } from './read-statement.ts';
import { acceptMatches, ignoreLine, undoImport, undoMatch } from './settle-lines.ts';
import { listLines } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
let first: Id<'invoice'>;
let second: Id<'invoice'>;
let owed: Pence;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
  [first, second] = [await bill('2026-11-16'), await bill('2026-11-17')];
  owed = await outstanding(first);
});

const HEAD = 'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes';
const bill = async (day: string) =>
  billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings: [await addDelivered(it, owner, practice, day)],
    purchaseOrder: null,
    notes: null,
  });
const find = async (id: Id<'invoice'>) => {
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
  if (!invoice) throw new Error('no invoice');
  return invoice;
};
const outstanding = async (id: Id<'invoice'>) => (await find(id)).outstandingPence;
const row = (reference: string, amount: number, who = 'Riverside Surgery') =>
  `24/11/2026,${who},${reference},FASTER PAYMENT,${amount < 0 ? '-' : ''}${plainPounds(pence(Math.abs(amount)))},0.00,INCOME,`;
const read = (...rows: string[]) => readStatement([HEAD, ...rows].join('\n'), { columns: {}, isReversed: false });
const bring = (...rows: string[]) => importStatement(it.ctx, owner, { fileName: 'november.csv', read: read(...rows) });
const open = (who = owner) => asOwner(it.ctx.db, who, tx => readOpenLines(tx));
const lines = (who = owner) => asOwner(it.ctx.db, who, tx => listLines(tx, { limit: 100 }));
const accept = async (isAlways = false) => {
  const accepted = (await open()).lines.flatMap(({ line, match }) =>
    match.proposal ? [{ lineId: line.id, shares: match.proposal.shares, isAlways }] : [],
  );
  await acceptMatches(it.ctx, owner, accepted);
  return accepted;
};
const refused = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (fault: unknown) => (fault instanceof Refusal ? fault.reason.code : String(fault)),
  );
const sharesOf = (match: MatchedLine | undefined): readonly Share[] => match?.proposal?.shares ?? [];

test('looking at a file keeps nothing; importing it keeps what came in, and records no payment', async () => {
  const file = read(row('INV-0001', owed), row('rent', -50_000, 'Landlord'));
  const plan = await planImport(it.ctx, owner, file);
  expect([plan.fresh.length, plan.knownCount, plan.outCount]).toEqual([1, 0, 1]);
  expect(await lines()).toEqual([]);
  await bring(row('INV-0001', owed), row('rent', -50_000, 'Landlord'));
  expect((await lines()).map(line => [line.description, line.amountPence, line.state])).toEqual([
    ['Riverside Surgery INV-0001', owed, 'open'],
  ]);
  expect(await outstanding(first)).toBe(owed);
});

test('the same statement twice changes nothing, even as OFX; two equal lines of one day are two', async () => {
  const rows = [row('sessions', 100), row('sessions', 100), row('INV-0001', owed)];
  await bring(...rows);
  const before = await lines();
  expect(before).toHaveLength(3);
  const again = await bring(...rows);
  expect([again.fresh.length, again.knownCount]).toEqual([0, 3]);
  const ofx = `<OFX><STMTTRN><DTPOSTED>20261124<TRNAMT>${plainPounds(owed)}<NAME>RIVERSIDE SURGERY<MEMO>INV-0001 BGC</STMTTRN></OFX>`;
  const other = readStatement(ofx, { columns: {}, isReversed: false });
  await importStatement(it.ctx, owner, { fileName: 'november.ofx', read: other });
  expect(await lines()).toEqual(before);
  await bring(...rows, row('sessions', 100));
  expect(await lines()).toHaveLength(4);
  expect(await asOwner(it.ctx.db, owner, tx => listImports(tx, { limit: 10 }))).toHaveLength(2);
});

test('two imports of one file at the same moment keep its lines once', async () => {
  await Promise.all([bring(row('INV-0001', owed)), bring(row('INV-0001', owed))]);
  expect(await lines()).toHaveLength(1);
});

test('a yes records the payment on the line’s day, to the penny, and once', async () => {
  await bring(row('INV-0001', owed));
  const accepted = await accept();
  await acceptMatches(it.ctx, owner, accepted);
  const payments = await asOwner(it.ctx.db, owner, tx => listPayments(tx, first));
  expect(payments.map(payment => [payment.receivedOn.toString(), payment.amountPence, payment.note])).toEqual([
    ['2026-11-24', owed, 'Bank: Riverside Surgery INV-0001'],
  ]);
  expect((await find(first)).state).toBe('paid');
  expect((await open()).lines).toEqual([]);
});

test('one line pays several invoices, several lines pay one', async () => {
  await bring(row('two invoices', owed * 2));
  const [line] = (await open()).lines;
  expect(sharesOf(line?.match).map(share => share.amountPence)).toEqual([owed, owed]);
  await accept();
  expect([(await find(first)).state, (await find(second)).state]).toEqual(['paid', 'paid']);
  const third = await bill('2026-11-18');
  await bring(row('INV-0003 part 1', owed - 10_000), row('INV-0003 part 2', 10_000));
  await accept();
  expect(await outstanding(third)).toBe(0);
});

test('undo withdraws the payments and the line waits again; a second time changes nothing', async () => {
  await bring(row('INV-0001', owed));
  const [accepted] = await accept();
  if (!accepted) throw new Error('nothing was sure');
  for (const _ of [1, 2]) await undoMatch(it.ctx, owner, accepted.lineId);
  expect(await outstanding(first)).toBe(owed);
  expect((await find(first)).state).toBe('issued');
  expect((await open()).lines.map(({ line }) => line.state)).toEqual(['open']);
  await accept();
  expect((await find(first)).state).toBe('paid');
});

test('a payment that is withdrawn on its invoice opens its line', async () => {
  await bring(row('INV-0001', owed));
  await accept();
  const [payment] = await asOwner(it.ctx.db, owner, tx => listPayments(tx, first));
  if (!payment) throw new Error('no payment');
  await withdrawPayment(it.ctx, owner, first, payment.id);
  expect((await open()).lines).toHaveLength(1);
});

test('taking back a file takes its payments with it, and it can be imported again', async () => {
  await bring(row('INV-0001', owed), row('INV-0002', owed));
  await accept();
  const [file] = await asOwner(it.ctx.db, owner, tx => listImports(tx, { limit: 10 }));
  expect([file?.lineCount, file?.settledCount]).toEqual([2, 2]);
  if (!file) throw new Error('no import');
  await undoImport(it.ctx, owner, file.id);
  expect(await lines()).toEqual([]);
  expect([await outstanding(first), await outstanding(second)]).toEqual([owed, owed]);
  expect(await refused(undoImport(it.ctx, owner, file.id))).toBe('not_found');
  await bring(row('INV-0001', owed));
  expect(await lines()).toHaveLength(1);
});

test('a line that is set aside is not asked about; it can be brought back, a settled one not be set aside', async () => {
  await bring(row('INV-0001', owed), row('prize', 500, 'Lottery'));
  const lottery = (await lines()).find(line => line.amountPence === 500);
  if (!lottery) throw new Error('no line');
  await ignoreLine(it.ctx, owner, lottery.id, true);
  expect((await open()).lines).toHaveLength(1);
  const [accepted] = await accept();
  expect((await open()).count).toBe(0);
  await ignoreLine(it.ctx, owner, lottery.id, false);
  expect((await open()).count).toBe(1);
  expect(await refused(ignoreLine(it.ctx, owner, accepted?.lineId ?? lottery.id, true))).toBe('bank.settled');
});

test('always: the payer is known the next time, until it is forgotten', async () => {
  await bring(row('99812', owed, 'NHS SBS'));
  const [line] = (await open()).lines;
  expect(line?.match.proposal).toBeUndefined();
  if (!line) throw new Error('no line');
  const shares = [{ invoiceId: first, amountPence: owed }];
  await acceptMatches(it.ctx, owner, [{ lineId: line.line.id, shares, isAlways: true }]);
  const rules = await asOwner(it.ctx.db, owner, tx => listRules(tx));
  expect(rules.map(rule => [rule.pattern, rule.organisationName])).toEqual([['NHS SBS', 'Riverside Surgery']]);
  await bring(row('10077', owed, 'NHS SBS'));
  expect(sharesOf((await open()).lines[0]?.match)).toEqual([{ invoiceId: second, amountPence: owed }]);
  for (const _ of [1, 2]) await forgetRule(it.ctx, owner, 'NHS SBS');
  expect((await open()).lines[0]?.match.proposal).toBeUndefined();
});

test('all or none: what is more than the line, or than is outstanding, records nothing', async () => {
  await bring(row('INV-0001', owed));
  const [line] = await lines();
  if (!line) throw new Error('no line');
  const both = [first, second].map(invoiceId => ({ invoiceId, amountPence: owed }));
  const tryIt = (shares: readonly Share[]) =>
    refused(acceptMatches(it.ctx, owner, [{ lineId: line.id, shares, isAlways: false }]));
  expect(await tryIt(both)).toBe('input.invalid');
  expect(await tryIt([])).toBe('input.invalid');
  expect(await tryIt([{ invoiceId: first, amountPence: pence(owed + 1) }])).toBe('input.invalid');
  expect([await outstanding(first), await outstanding(second)]).toEqual([owed, owed]);
});

test('a day to come, a line that cannot be read, and an empty file are refused', async () => {
  expect(await refused(bring(row('INV-0001', owed).replace('24/11', '25/11')))).toBe('input.invalid');
  expect(await refused(bring(row('INV-0001', owed).replace('24/11', '31/02')))).toBe('input.invalid');
  expect(await refused(bring())).toBe('input.invalid');
  expect(() => textOf(new TextEncoder().encode('%PDF-1.7'))).toThrow('check the fields');
  expect(textOf(new Uint8Array([0xa3, 0x31]))).toBe('£1');
  expect(await lines()).toEqual([]);
});

test('another locum sees no line and no file, and answers none', async () => {
  await bring(row('INV-0001', owed));
  const [line] = await lines();
  const [file] = await asOwner(it.ctx.db, owner, tx => listImports(tx, { limit: 10 }));
  const other = await it.makeAccount();
  expect(await lines(other)).toEqual([]);
  expect(await asOwner(it.ctx.db, other, tx => listImports(tx, { limit: 10 }))).toEqual([]);
  if (!line || !file) throw new Error('no line');
  const shares = [{ invoiceId: first, amountPence: owed }];
  for (const doing of [
    () => acceptMatches(it.ctx, other, [{ lineId: line.id, shares, isAlways: false }]),
    () => ignoreLine(it.ctx, other, line.id, true),
    () => undoMatch(it.ctx, other, line.id),
    () => undoImport(it.ctx, other, file.id),
  ])
    expect(await refused(doing())).toBe('not_found');
  await importStatement(it.ctx, other, { fileName: 'november.csv', read: read(row('INV-0001', owed)) });
  expect(await lines(other)).toHaveLength(1);
  expect((await open(other)).lines[0]?.match.proposal).toBeUndefined();
});
