import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered, voidBilled } from '#features/billing/index.ts';
import { claimPaid, disputeInvoice, recordPayment } from '#features/payments/index.ts';
import { enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { chaseNow, chaseOverdue } from './chase-overdue.ts';
import { keepPayer, keepSettings, pauseChasing, recordPromise } from './keep-chasing.ts';
import { readUnpaid } from './unpaid.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  at('2026-07-01');
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

const at = (moment: string) =>
  it.ctx.clock.set(Temporal.Instant.from(moment.length > 10 ? moment : `${moment}T09:00:00Z`));

const PAYER = { isChased: true, chargesInterest: false, registrationSteps: null, orderRule: null, paymentRun: null };

/** An invoice over £700 that is due thirty days later. */
async function bill(day: string, organisation = practice): Promise<Id<'invoice'>> {
  at(day);
  const bookings = [await addDelivered(it, owner, organisation, day, { pensionable: false })];
  return billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
}

/** Runs the day's work on each day, twice at once, and answers the days on which reminders went out. */
async function walk(from: string, to: string): Promise<string[]> {
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    at(day.toString());
    await Promise.all([chaseOverdue(it.ctx, owner), chaseOverdue(it.ctx, owner)]);
  }
  const { rows } = await it.database.admin.query<{ day: string }>(
    "SELECT created_at::date::text AS day FROM mails WHERE account_id = $1 AND kind = 'invoice_chase' ORDER BY id",
    [owner.accountId],
  );
  return rows.map(row => row.day);
}

async function lastMail() {
  await it.work();
  const [mail] = await it.mailbox.list();
  if (!mail) throw new Error('no mail');
  return mail;
}

const entered = async () => enterLink(it.ctx, /\/i\/([\w-]{64})/.exec((await lastMail()).text)?.[1] ?? '', 'invoice');
const caller = { callerHash: 'hash', device: 'Edge on Windows' };
const hold = async () => (await asOwner(it.ctx.db, owner, tx => readUnpaid(it.ctx, tx)))[0]?.hold;

const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof Refusal)) throw new Error(`not refused: ${fault}`);
  return fault.reason;
};

test('a practice that does not pay is reminded 1, 14, 21 and 28 days after the due day, and then left alone', async () => {
  await bill('2026-07-01');
  expect(await walk('2026-07-29', '2026-09-20')).toEqual(['2026-08-01', '2026-08-14', '2026-08-21', '2026-08-28']);
});

test('a reminder brings the invoice again, a fresh link that opens, and replies come into its thread', async () => {
  const invoice = await bill('2026-07-01');
  await walk('2026-08-01', '2026-08-01');
  const mail = await lastMail();
  expect(mail.to.address).toBe('finance@riverside.example.nhs.uk');
  expect(mail.subject).toBe('Invoice INV-0001 was due on Fri 31 Jul 2026');
  expect(mail.text).toContain('£700.00, due Fri 31 Jul 2026, 1 day late');
  expect(mail.attachments.map(file => file.filename)).toEqual(['INV-0001.pdf']);
  expect(mail.replyTo?.address).toContain('@in.example.org');
  at('2026-08-20');
  expect((await entered()).link.subjectId).toBe(invoice);
});

test('one mail lists all that a practice owes, and no second one follows within 72 hours', async () => {
  await bill('2026-07-01');
  await bill('2026-07-02');
  expect(await walk('2026-08-01', '2026-08-05')).toEqual(['2026-08-01', '2026-08-04']);
  const mail = await lastMail();
  expect(mail.subject).toBe('2 invoices are overdue');
  expect(mail.text).toContain('Together: £1,400.00');
  expect(mail.attachments).toHaveLength(2);
  expect(mail.text.match(/\/i\/[\w-]{64}/g)).toHaveLength(2);
});

test('by hand too, 72 hours have to pass to the hour', async () => {
  const invoice = await bill('2026-07-01');
  at('2026-08-03T09:00:00Z');
  await chaseNow(it.ctx, owner, invoice);
  at('2026-08-06T08:59:00Z');
  const reason = await refused(chaseNow(it.ctx, owner, invoice));
  expect(reason.code).toBe('chase.chased_lately');
  expect(reason.message).toContain('Thu 6 Aug 2026, 10:00');
  at('2026-08-06T09:00:00Z');
  await chaseNow(it.ctx, owner, invoice);
});

test('an open claim and an open dispute stop the reminders, and have to be answered first', async () => {
  const invoice = await bill('2026-07-01');
  await claimPaid(
    it.ctx,
    await entered(),
    { name: 'Maggie', paidOn: it.ctx.clock.today(), amount: pence(70_000), reference: null },
    caller,
  );
  expect(await walk('2026-08-01', '2026-08-20')).toEqual([]);
  expect(await hold()).toBe('claimed');
  expect((await refused(chaseNow(it.ctx, owner, invoice))).code).toBe('chase.claimed');
});

test('a disputed invoice is left out while another one is chased', async () => {
  await bill('2026-07-01');
  await disputeInvoice(it.ctx, await entered(), { name: 'Maggie', reason: 'We agreed £320.' }, caller);
  await bill('2026-07-02');
  expect(await walk('2026-08-01', '2026-08-02')).toEqual(['2026-08-02']);
  expect((await lastMail()).text).not.toContain('INV-0001');
});

test('"we pay on 20 August" is waited for, and its day over, reminded of', async () => {
  const invoice = await bill('2026-07-01');
  at('2026-08-02');
  await recordPromise(it.ctx, owner, invoice, Temporal.PlainDate.from('2026-08-20'));
  expect(await walk('2026-08-02', '2026-08-30')).toEqual(['2026-08-21', '2026-08-28']);
  expect((await refused(recordPromise(it.ctx, owner, invoice, Temporal.PlainDate.from('2026-08-01')))).code).toBe(
    'input.invalid',
  );
});

test('reminders can be paused for an invoice, switched off for an organisation, and for all', async () => {
  const invoice = await bill('2026-07-01');
  at('2026-08-01');
  await pauseChasing(it.ctx, owner, invoice, true);
  expect(await hold()).toBe('paused');
  await pauseChasing(it.ctx, owner, invoice, false);
  await keepPayer(it.ctx, owner, practice, { ...PAYER, isChased: false });
  expect(await hold()).toBe('organisation_off');
  await keepPayer(it.ctx, owner, practice, PAYER);
  await keepSettings(it.ctx, owner, { isOn: false, days: [1] });
  expect(await hold()).toBe('account_off');
  expect(await walk('2026-08-01', '2026-08-10')).toEqual([]);
  await keepSettings(it.ctx, owner, { isOn: true, days: [5, 12] });
  expect(await walk('2026-08-01', '2026-08-20')).toEqual(['2026-08-05', '2026-08-12']);
});

test('what is paid or void is not chased, what is part paid is chased for the rest', async () => {
  const [paid, voided, part] = [await bill('2026-07-01'), await bill('2026-07-02'), await bill('2026-07-03')];
  at('2026-07-20');
  const pay = (invoice: Id<'invoice'>, amount: number) =>
    recordPayment(it.ctx, owner, invoice, { receivedOn: it.ctx.clock.today(), amount: pence(amount), note: null });
  await pay(paid, 70_000);
  await voidBilled(it.ctx, owner, voided, 'The wrong practice.');
  await pay(part, 20_000);
  await walk('2026-08-01', '2026-08-03');
  const mail = await lastMail();
  expect(mail.attachments.map(file => file.filename)).toEqual(['INV-0003.pdf']);
  expect(mail.text).toContain('£500.00, due Sun 2 Aug 2026');
  expect((await refused(chaseNow(it.ctx, owner, paid))).code).toBe('chase.not_overdue');
});

test('another locum can neither chase nor pause', async () => {
  const invoice = await bill('2026-07-01');
  at('2026-08-02');
  const other = await it.makeAccount();
  for (const act of [chaseNow(it.ctx, other, invoice), pauseChasing(it.ctx, other, invoice, true)].map(refused))
    expect((await act).status).toBe(404);
});
