import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
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
import { issueInterestInvoice } from './issue-interest.ts';
import { keepPayer } from './keep-chasing.ts';
import { listLetters } from './letter-store.ts';
import { makeFormalLetter } from './make-letter.ts';
import { recordLetterPosted, sendFormalLetter } from './send-letter.ts';
import { waiveInterest } from './settle-interest.ts';

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
  invoice = await billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
  await charge(true);
  at('2026-11-24');
});

const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => it.ctx.clock.set(Temporal.Instant.from(`${text}T09:00:00Z`));
const charge = (chargesInterest: boolean) =>
  keepPayer(it.ctx, owner, practice, {
    isChased: true,
    chargesInterest,
    registrationSteps: null,
    orderRule: null,
    paymentRun: null,
  });
const make = (id = newId('formalLetter'), payBy = '2026-12-24') =>
  makeFormalLetter(it.ctx, owner, invoice, { id, payBy: day(payBy) });
const list = () => asOwner(it.ctx.db, owner, tx => listLetters(tx, invoice));
const paper = async () => {
  const [letter] = await list();
  if (!letter) throw new Error('no letter');
  return readPaper((await asOwner(it.ctx.db, owner, tx => readStoredFile(it.ctx, tx, letter.fileId))).bytes);
};
const mails = async () => {
  await it.work();
  return (await it.mailbox.list()).filter(mail => mail.subject.startsWith('Letter before claim'));
};

test('£700 with 116 days of interest, £26.14, and £40 is £766.14, and each day more adds 23p', async () => {
  await chaseNow(it.ctx, owner, invoice);
  await make();
  expect(await list()).toMatchObject([{ totalPence: 76_614, sentAt: null, postedOn: null }]);
  const { text, runs } = await paper();
  for (const words of [
    'Letter before claim',
    'INV-0001',
    'Riverside Surgery',
    '£766.14',
    '£26.14',
    '£40.00',
    '11.75%',
    '£0.23',
    'Please pay by 24 Dec 2026',
    'I reminded you on 24 Nov 2026',
    'Surgery, 09:30 to 14:00 on 1 Jul 2026',
    'gov.uk/late-commercial-payments-interest-debt-recovery',
  ])
    expect(text, words).toContain(words);
  expect(outside(runs)).toEqual([]);
  expect(overlaps(runs)).toEqual([]);
});

test('where interest is not charged, or is waived, the letter claims the invoice alone', async () => {
  await charge(false);
  await make();
  await charge(true);
  await waiveInterest(it.ctx, owner, invoice, true);
  await make();
  expect((await list()).map(letter => letter.totalPence)).toEqual([70_000, 70_000]);
});

test('an open interest invoice is claimed with it and its interest is not asked for twice', async () => {
  await issueInterestInvoice(it.ctx, owner, invoice, newId('interestInvoice'));
  await make();
  expect(await list()).toMatchObject([{ totalPence: 76_614 }]);
  expect((await paper()).text).toContain('Interest invoice LP-0001');
});

test('a part that was paid is taken off', async () => {
  await recordPayment(it.ctx, owner, invoice, { receivedOn: day('2026-07-20'), amount: pence(30_000), note: null });
  await charge(false);
  await make();
  expect(await list()).toMatchObject([{ totalPence: 40_000 }]);
});

test('it is sent by hand only, once, with its papers, and never within 72 hours of a reminder', async () => {
  await chaseNow(it.ctx, owner, invoice);
  const id = newId('formalLetter');
  for (const _ of [1, 2]) await make(id);
  expect(await list()).toHaveLength(1);
  await it.work();
  expect(await mails()).toEqual([]);
  await expect(sendFormalLetter(it.ctx, owner, invoice, id)).rejects.toMatchObject({
    reason: { code: 'chase.chased_lately' },
  });
  at('2026-11-28');
  for (const _ of [1, 2]) await sendFormalLetter(it.ctx, owner, invoice, id);
  const sent = await mails();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.attachments.map(file => file.filename)).toEqual(['Letter before claim INV-0001.pdf', 'INV-0001.pdf']);
  expect(await list()).toMatchObject([{ sentTo: 'finance@riverside.example.nhs.uk' }]);
  await expect(chaseNow(it.ctx, owner, invoice)).rejects.toMatchObject({ reason: { code: 'chase.chased_lately' } });
});

test('what is not overdue, is paid, or waits for an answer gets no letter', async () => {
  at('2026-07-31');
  await expect(make(undefined, '2026-08-31')).rejects.toMatchObject({ reason: { code: 'letter.not_overdue' } });
  at('2026-08-01');
  await make(undefined, '2026-08-31');
  const [letter] = await list();
  await recordPayment(it.ctx, owner, invoice, { receivedOn: day('2026-08-01'), amount: pence(70_000), note: null });
  await expect(sendFormalLetter(it.ctx, owner, invoice, letter?.id ?? newId('formalLetter'))).rejects.toMatchObject({
    reason: { code: 'letter.not_overdue' },
  });
});

test('six days to pay are too few, seven are enough, and a letter whose day is past is not sent', async () => {
  await expect(make(undefined, '2026-11-30')).rejects.toMatchObject({
    fields: { payBy: expect.stringContaining('7 days') },
  });
  await make(undefined, '2026-12-01');
  const [letter] = await list();
  at('2026-12-01');
  await expect(sendFormalLetter(it.ctx, owner, invoice, letter?.id ?? newId('formalLetter'))).rejects.toMatchObject({
    reason: { code: 'letter.too_late' },
  });
});

test('the day of posting is kept, not one to come, and nothing else of a letter ever changes', async () => {
  await make();
  const [letter] = await list();
  if (!letter) throw new Error('no letter');
  await expect(recordLetterPosted(it.ctx, owner, invoice, letter.id, day('2026-11-25'))).rejects.toMatchObject({
    fields: { postedOn: expect.any(String) },
  });
  await recordLetterPosted(it.ctx, owner, invoice, letter.id, day('2026-11-24'));
  expect(await list()).toMatchObject([{ postedOn: day('2026-11-24') }]);
  await expect(
    asOwner(it.ctx.db, owner, tx =>
      tx.db
        .updateTable('formal_letters')
        .set({ total_pence: pence(1) })
        .execute(),
    ),
  ).rejects.toThrow('cannot be edited');
});

test('another locum finds no such letter', async () => {
  await make();
  const [letter] = await list();
  const other = await it.makeAccount();
  await expect(sendFormalLetter(it.ctx, other, invoice, letter?.id ?? newId('formalLetter'))).rejects.toMatchObject({
    reason: { status: 404 },
  });
});
