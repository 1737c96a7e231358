import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { listInvoices } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { listFormBs } from './form-b-store.ts';
import { makeFormB } from './make-form-b.ts';
import { pensionDays } from './pension-days.ts';
import { readLedger } from './read-ledger.ts';
import { rejectFormB, submitFormB } from './settle-form-b.ts';
import { warnOfDeadlines } from './warn-of-deadlines.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

const at = (day: string) => it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
const bill = (organisation: Id<'organisation'>, ...bookings: Id<'booking'>[]) =>
  billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });

async function pay(id: Id<'invoice'>, on: string): Promise<void> {
  const [invoice] = (
    await asOwner(it.ctx.db, owner, tx => listInvoices(tx, { limit: 100 }, it.ctx.clock.today()))
  ).filter(found => found.id === id);
  if (!invoice) throw new Error('no such invoice');
  await recordPayment(it.ctx, owner, id, {
    receivedOn: Temporal.PlainDate.from(on),
    amount: invoice.outstandingPence,
    note: null,
  });
}

/** The mails of the guard as the days and lines that they hold. */
async function warnings(): Promise<{ day: string; line: string }[]> {
  const { rows } = await it.database.admin.query<{ created_at: string; text_body: string }>(
    "SELECT created_at::date::text AS created_at, text_body FROM mails WHERE account_id = $1 AND kind = 'locum_pension' ORDER BY id",
    [owner.accountId],
  );
  return rows.flatMap(row =>
    row.text_body
      .split('\n')
      .filter(line => /ten weeks end|ten weeks are over|Form B for/.test(line))
      .map(line => ({ day: row.created_at, line })),
  );
}

test('over a whole year each warning is mailed once, whatever days are missed or run twice, and one mail a day holds all', async () => {
  const belfast = await addPractice(it, owner, { name: 'Lagan Practice', nation: 'northern_ireland' });
  await addDelivered(it, owner, practice, '2026-05-04');
  const paid = await addDelivered(it, owner, practice, '2026-06-01');
  const there = await addDelivered(it, owner, belfast, '2026-07-01');
  // over the change of the clocks in October
  await addDelivered(it, owner, practice, '2026-09-21');
  await addDelivered(it, owner, practice, '2026-09-22');
  let invoice: Id<'invoice'> | undefined;
  for (
    let day = Temporal.PlainDate.from('2026-04-01');
    Temporal.PlainDate.compare(day, '2027-03-31') <= 0;
    day = day.add({ days: 1 })
  ) {
    at(day.toString());
    if (day.toString() === '2026-06-02') invoice = await bill(practice, paid);
    if (day.toString() === '2026-06-20' && invoice) await pay(invoice, '2026-06-20');
    if (day.toString() === '2026-07-05') await send('2026-06', 'england_and_wales');
    if (day.toString() === '2026-07-02') await pay(await bill(belfast, there), '2026-07-02');
    if (['2026-06-15', '2026-06-16', '2026-07-12'].includes(day.toString())) continue;
    await warnOfDeadlines(it.ctx, owner);
    if (day.day % 5 === 0) await Promise.all([warnOfDeadlines(it.ctx, owner), warnOfDeadlines(it.ctx, owner)]);
  }
  const told = await warnings();
  expect(new Set(told.map(warning => warning.line)).size).toBe(told.length);
  const of = (words: string) => told.filter(warning => warning.line.includes(words)).map(warning => warning.day);
  // 13 July is the end; on the 28th day before it the machine was off for two days, on the last but one too
  expect(of('work of Mon 4 May 2026')).toEqual([
    '2026-06-17',
    '2026-06-29',
    '2026-07-06',
    '2026-07-10',
    '2026-07-13',
    '2026-07-14',
  ]);
  expect(of('Form B for June 2026, England and Wales,')).toEqual([
    '2026-06-20',
    '2026-06-23',
    '2026-06-30',
    '2026-07-04',
  ]);
  expect(of('Form B for July 2026, Northern Ireland,')).toEqual([
    '2026-07-09',
    '2026-07-23',
    '2026-07-30',
    '2026-08-03',
    '2026-08-05',
    '2026-08-07',
  ]);
  expect(of('work of Mon 21 Sep 2026')).toEqual([
    '2026-11-02',
    '2026-11-16',
    '2026-11-23',
    '2026-11-27',
    '2026-11-29',
    '2026-12-01',
  ]);
  const { rows } = await it.database.admin.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM mails WHERE account_id = $1 AND kind = 'locum_pension' GROUP BY created_at::date ORDER BY 1 DESC",
    [owner.accountId],
  );
  expect(rows[0]?.n).toBe(1);
}, 120_000);

async function send(month: string, scheme: 'england_and_wales' | 'northern_ireland') {
  const id = await makeFormB(it.ctx, owner, month as PensionMonth, { scheme });
  await submitFormB(it.ctx, owner, id, { on: it.ctx.clock.today(), to: 'PCSE Online', reference: null });
  return id;
}

test('work that is through a provider, given up or sent is not warned of; a rejected Form B is warned of anew', async () => {
  at('2026-11-24');
  await addDelivered(it, owner, practice, '2026-09-20', { work_type: 'out_of_hours' });
  await addDelivered(it, owner, practice, '2026-09-19', { pensionable: false });
  const id = await bill(practice, await addDelivered(it, owner, practice, '2026-10-05'));
  await pay(id, '2026-11-20');
  await warnOfDeadlines(it.ctx, owner);
  expect((await warnings()).map(warning => warning.line)).toEqual([
    'Form B for November 2026, England and Wales, is due in 13 days, on Mon 7 Dec 2026. It has still to be made.',
    'Riverside Surgery, work of Mon 5 Oct 2026: the ten weeks end in 20 days, on Mon 14 Dec 2026. The money is here: its Form B has still to be sent.',
  ]);
  const formB = await send('2026-11', 'england_and_wales');
  at('2026-12-06');
  await warnOfDeadlines(it.ctx, owner);
  expect(await warnings()).toHaveLength(2);
  await rejectFormB(it.ctx, owner, formB, { rejectedOn: it.ctx.clock.today(), reason: 'Wrong tier' });
  await warnOfDeadlines(it.ctx, owner);
  expect((await warnings()).slice(2).map(warning => warning.line)).toEqual([
    'Form B for November 2026, England and Wales, is due tomorrow, on Mon 7 Dec 2026. It was sent back: put it right, make it again, and send the new one.',
    'Riverside Surgery, work of Mon 5 Oct 2026: the ten weeks end in 8 days, on Mon 14 Dec 2026. The money is here: its Form B has still to be sent.',
  ]);
  const [made] = await asOwner(it.ctx.db, owner, listFormBs);
  expect(made?.rejected?.reason).toBe('Wrong tier');
});

test('a revision that is made and not sent is warned of, also where the first form’s day is over', async () => {
  at('2026-11-24');
  const first = await bill(practice, await addDelivered(it, owner, practice, '2026-11-09'));
  await pay(first, '2026-11-20');
  at('2026-12-08');
  await warnOfDeadlines(it.ctx, owner);
  const formB = await send('2026-11', 'england_and_wales');
  await rejectFormB(it.ctx, owner, formB, { rejectedOn: it.ctx.clock.today(), reason: 'Wrong tier' });
  await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  await warnOfDeadlines(it.ctx, owner);
  await warnOfDeadlines(it.ctx, owner);
  expect((await warnings()).map(warning => warning.line)).toEqual([
    'Form B for November 2026, England and Wales, was due on Mon 7 Dec 2026 and is not recorded as sent. Send it now: inside ten weeks of the work it can still count.',
    'Form B for November 2026, England and Wales, was due on Mon 7 Dec 2026. It is made again and not recorded as sent. Send the new one now.',
  ]);
});

test('who has switched the mails off still has the days in the calendar', async () => {
  at('2026-11-24');
  await it.database.admin.query("INSERT INTO notification_settings VALUES ($1, '{pension}', now())", [owner.accountId]);
  await addDelivered(it, owner, practice, '2026-09-20');
  await warnOfDeadlines(it.ctx, owner);
  expect(await warnings()).toEqual([]);
  expect((await pensionDays(it.ctx, owner)).map(day => [day.on.toString(), day.summary])).toEqual([
    ['2026-11-29', 'Pension: ten weeks end, Riverside Surgery'],
  ]);
});

test('for Scotland every warning says that ten weeks are not confirmed, and none that the work is lost', async () => {
  at('2026-11-24');
  const scottish = await addPractice(it, owner, { name: 'Leith Surgery', nation: 'scotland' });
  await addDelivered(it, owner, scottish, '2026-10-05');
  await addDelivered(it, owner, scottish, '2026-09-01');
  await warnOfDeadlines(it.ctx, owner);
  expect((await warnings()).map(warning => warning.line)).toEqual([
    'Leith Surgery, work of Tue 1 Sep 2026: the ten weeks are over since Tue 10 Nov 2026. Whether they hold is not confirmed for Scotland: ask Practitioner Services (PSD) whether it can still be pensioned.',
    'Leith Surgery, work of Mon 5 Oct 2026: the ten weeks end in 20 days, on Mon 14 Dec 2026, not confirmed for Scotland. It is not invoiced yet, so there is no Form A.',
  ]);
  const { rows } = await asOwner(it.ctx.db, owner, tx => readLedger(tx, '2026-27' as SchemeYear, it.ctx.clock.today()));
  expect(rows.map(row => row.standing)).toEqual(['in_hand', 'in_hand']);
});

test('the calendar has the last chance of a form of several days too, once', async () => {
  at('2026-11-24');
  await bill(
    practice,
    await addDelivered(it, owner, practice, '2026-11-02'),
    await addDelivered(it, owner, practice, '2026-11-09'),
  );
  const days = (await pensionDays(it.ctx, owner)).map(day => [day.on.toString(), day.summary]);
  expect(days).toEqual([
    ['2027-01-11', 'Pension: ten weeks end, Riverside Surgery'],
    ['2027-01-18', 'Pension: ten weeks end, Riverside Surgery'],
    ['2027-01-18', 'Pension: last chance, Riverside Surgery'],
  ]);
});
