import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { chaseNow } from './chase-overdue.ts';
import { interestDue } from './interest-due.ts';
import { listInterestInvoices } from './interest-store.ts';
import { issueInterestInvoice } from './issue-interest.ts';
import { keepPayer } from './keep-chasing.ts';
import { recordInterestPaid, waiveInterest, waiveInterestInvoice } from './settle-interest.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
let invoice: Id<'invoice'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

/** £700, due on 31 July 2026, of a practice that is charged interest. */
beforeEach(async () => {
  at('2026-07-01');
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
  const bookings = [await addDelivered(it, owner, practice, '2026-07-01', { pensionable: false })];
  invoice = await billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings,
    purchaseOrder: null,
    notes: null,
  });
  await charge(true);
  at('2026-11-24');
});

const at = (day: string) => it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
const charge = (chargesInterest: boolean) =>
  keepPayer(it.ctx, owner, practice, {
    isChased: true,
    chargesInterest,
    registrationSteps: null,
    orderRule: null,
    paymentRun: null,
  });
const issue = (id = newId('interestInvoice')) => issueInterestInvoice(it.ctx, owner, invoice, id);
const list = () => asOwner(it.ctx.db, owner, tx => listInterestInvoices(tx, invoice));
const pay = (on: string, amount: number) =>
  recordPayment(it.ctx, owner, invoice, { receivedOn: Temporal.PlainDate.from(on), amount: pence(amount), note: null });
const due = () =>
  asOwner(it.ctx.db, owner, async tx => {
    const found = await findInvoice(tx, invoice, it.ctx.clock.today());
    if (!found) throw new Error('no invoice');
    return interestDue(it.ctx, tx, found);
  });
const paperOf = async () =>
  asOwner(it.ctx.db, owner, async tx => {
    const [first] = await listInterestInvoices(tx, invoice);
    if (!first) throw new Error('no interest invoice');
    return readPaper((await readStoredFile(it.ctx, tx, first.fileId)).bytes);
  });

test('116 days late, £700 bears £26.14 at 11.75%, and £40', async () => {
  await issue();
  expect(await list()).toMatchObject([
    { number: 'LP-0001', interestPence: 2614, compensationPence: 4000, paidOn: null, waivedAt: null },
  ]);
});

test('the paper names the Act, the days, the rate, each balance and the sum', async () => {
  await pay('2026-08-20', 20_000);
  await issue();
  const paper = await paperOf();
  const text = paper.text.replaceAll(/\s+/g, ' ');
  for (const part of [
    'Interest invoice LP-0001',
    'Invoice INV-0001 of 1 Jul 2026 was to be paid by 31 Jul 2026',
    'Late Payment of Commercial Debts (Interest) Act 1998',
    '11.75% a year',
    '3.75%',
    '1 Aug 2026 20 Aug 2026 20 £700.00 11.75% £4.51',
    '21 Aug 2026 24 Nov 2026 96 £500.00 11.75% £15.45',
    'Interest, 116 days £19.96',
    'Fixed compensation £40.00',
    'To pay £59.96',
    'reference LP-0001',
  ])
    expect(text).toContain(part);
  expect(outside(paper.runs)).toEqual([]);
  expect(overlaps(paper.runs)).toEqual([]);
});

test('it is mailed with its paper and a link, and a reminder does not follow on its heels', async () => {
  await issue();
  await it.work();
  const [mail] = await it.mailbox.list();
  expect(mail?.subject).toBe('Interest invoice LP-0001 for late payment of INV-0001');
  expect(mail?.attachments.map(file => file.filename)).toEqual(['LP-0001.pdf']);
  expect(mail?.text).toMatch(/\/i\/[\w-]{64}/);
  await expect(chaseNow(it.ctx, owner, invoice)).rejects.toMatchObject({ reason: { code: 'chase.chased_lately' } });
});

test('a second one goes on from the first: together they ask for the whole, and for compensation once', async () => {
  await issue();
  at('2026-12-09');
  const before = await due();
  await pay('2026-12-09', 70_000);
  await issue();
  at('2027-02-01');
  expect(await due()).toEqual({ ok: false, reason: 'nothing_due' });
  const [first, second] = await list();
  expect(second).toMatchObject({ number: 'LP-0002', compensationPence: 0 });
  expect(before).toMatchObject({ ok: true, totalPence: second?.interestPence });
  // £700 over the 131 days to 9 December
  expect((first?.interestPence ?? 0) + (second?.interestPence ?? 0)).toBe(2952);
});

test('the same form sent twice issues one', async () => {
  const id = newId('interestInvoice');
  await Promise.all([issue(id), issue(id)]);
  expect(await list()).toHaveLength(1);
});

test('nobody is charged who was not chosen, nor where it is waived, nor in time', async () => {
  await charge(false);
  await expect(issue()).rejects.toMatchObject({ reason: { code: 'interest.not_chosen' } });
  await charge(true);
  await waiveInterest(it.ctx, owner, invoice, true);
  await expect(issue()).rejects.toMatchObject({ reason: { code: 'interest.waived' } });
  await waiveInterest(it.ctx, owner, invoice, false);
  await pay('2026-07-31', 70_000);
  await expect(issue()).rejects.toMatchObject({ reason: { code: 'interest.nothing_due' } });
});

test('paid, it cannot be waived; waived, it cannot be paid, and is not asked for again', async () => {
  await issue();
  const [first] = await list();
  if (!first) throw new Error('none');
  const paid = (day: string) => recordInterestPaid(it.ctx, owner, invoice, first.id, Temporal.PlainDate.from(day));
  await expect(paid('2026-11-25')).rejects.toMatchObject({ fields: { paidOn: expect.stringContaining('to come') } });
  await expect(paid('2026-11-23')).rejects.toMatchObject({ fields: { paidOn: expect.stringContaining('later') } });
  await waiveInterestInvoice(it.ctx, owner, invoice, first.id);
  await expect(paid('2026-11-24')).rejects.toMatchObject({ reason: { code: 'interest.waived' } });
  expect(await due()).toEqual({ ok: false, reason: 'nothing_due' });
});

test('issued, no SQL of the application changes its sums, its words or its number, nor deletes it', async () => {
  await issue();
  const [first] = await list();
  for (const change of ['interest_pence = 1', "content = '{}'", 'number = 7', "charged_to = '2026-12-01'"])
    await expect(
      it.database.admin.query(`UPDATE interest_invoices SET ${change} WHERE id = $1`, [first?.id]),
    ).rejects.toThrow('cannot be edited');
  await expect(asOwner(it.ctx.db, owner, tx => tx.db.deleteFrom('interest_invoices').execute())).rejects.toThrow(
    'permission denied',
  );
});

test('another locum can issue none', async () => {
  const other = await it.makeAccount();
  await expect(issueInterestInvoice(it.ctx, other, invoice, newId('interestInvoice'))).rejects.toMatchObject({
    reason: { status: 404 },
  });
});
