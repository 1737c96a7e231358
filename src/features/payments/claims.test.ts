import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { voidBilled } from '#features/billing/bill-delivered.ts';
import { billDelivered } from '#features/billing/index.ts';
import { issueCreditNoteIn } from '#features/invoices/credit-note.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { type Entered, enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import {
  claimPaid,
  confirmClaim,
  disputeInvoice,
  hasOpenClaimOrDispute,
  listClaims,
  listDisputes,
  recordPayment,
  rejectClaim,
  settleDispute,
} from './index.ts';

let it: TestContext;
let owner: Owner;
let invoice: Id<'invoice'>;
let entered: Entered;
const FINANCE = 'finance@riverside.example.nhs.uk';

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner);
  const booking = await addDelivered(it, owner, practice, '2026-11-16');
  invoice = await billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  const [mail] = await mails();
  entered = await enterLink(it.ctx, /\/i\/([\w-]{64})/.exec(mail?.text ?? '')?.[1] ?? '', 'invoice');
});

const caller = { callerHash: 'hash', device: 'Edge on Windows' };
const mails = async () => {
  await it.work();
  return it.mailbox.list();
};
const today = () => it.ctx.clock.today();
const read = () => asOwner(it.ctx.db, owner, tx => findInvoice(tx, invoice, today()));
const claim = async (amount?: number) =>
  claimPaid(
    it.ctx,
    entered,
    {
      name: 'Maggie Hill',
      paidOn: today(),
      amount: pence(amount ?? (await read())?.outstandingPence ?? 0),
      reference: 'BACS 17',
    },
    caller,
  );
const openClaim = async () => {
  const [found] = await asOwner(it.ctx.db, owner, tx => listClaims(tx, { invoiceId: invoice, openOnly: true }));
  if (!found) throw new Error('no open claim');
  return found;
};

test('a claim pays nothing by itself: the locum is told, and the invoice rests', async () => {
  await claim();
  expect((await read())?.state).toBe('issued');
  expect(await asOwner(it.ctx.db, owner, tx => hasOpenClaimOrDispute(tx, invoice))).toBe(true);
  expect((await mails())[0]?.subject).toContain('says that INV-0001 is paid');
  await expect(claim()).rejects.toThrow('told us already');
});

test('confirmed, it becomes the payment that really arrived, once', async () => {
  await claim();
  const { id, amountPence } = await openClaim();
  for (const _ of [1, 2])
    await confirmClaim(it.ctx, owner, id, { receivedOn: today(), amount: amountPence, note: 'BACS 17' });
  const paid = await read();
  expect(paid?.state).toBe('paid');
  expect(paid?.paidPence).toBe(paid?.totalPence);
  expect(await asOwner(it.ctx.db, owner, tx => hasOpenClaimOrDispute(tx, invoice))).toBe(false);
});

test('rejected, the organisation is told why with a fresh link, and can say it again', async () => {
  await claim();
  await rejectClaim(it.ctx, owner, (await openClaim()).id, 'Nothing came in this week.');
  const [mail] = await mails();
  expect(mail?.to.address).toBe(FINANCE);
  expect(mail?.text).toContain('Nothing came in this week.');
  expect(mail?.text).toMatch(/\/i\/[\w-]{64}/);
  await claim();
  expect((await openClaim()).state).toBe('open');
});

test('more than is outstanding, or a day to come, is refused', async () => {
  await expect(claim(((await read())?.outstandingPence ?? 0) + 1)).rejects.toMatchObject({
    fields: { amount: expect.stringContaining('outstanding') },
  });
  await expect(
    claimPaid(
      it.ctx,
      entered,
      { name: 'M', paidOn: today().add({ days: 1 }), amount: pence(100), reference: null },
      caller,
    ),
  ).rejects.toMatchObject({ fields: { paidOn: expect.stringContaining('still to come') } });
});

test('a dispute stands until the locum has settled it, and both sides are told', async () => {
  await disputeInvoice(it.ctx, entered, { name: 'Maggie Hill', reason: 'We agreed £320.' }, caller);
  expect((await mails())[0]?.text).toContain('We agreed £320.');
  const [open] = await asOwner(it.ctx.db, owner, tx => listDisputes(tx, { openOnly: true }));
  if (!open) throw new Error('no dispute');
  await settleDispute(it.ctx, owner, open.id, 'I void it and send another.');
  expect((await mails())[0]).toMatchObject({ to: { address: FINANCE } });
  expect(await asOwner(it.ctx.db, owner, tx => listDisputes(tx, { openOnly: true }))).toEqual([]);
});

const dispute = () => disputeInvoice(it.ctx, entered, { name: 'Maggie Hill', reason: 'We agreed £320.' }, caller);
const waiting = () =>
  asOwner(it.ctx.db, owner, async tx => [
    ...(await listClaims(tx, { invoiceId: invoice, openOnly: true })),
    ...(await listDisputes(tx, { invoiceId: invoice, openOnly: true })),
  ]);
const page = async () => {
  const token = it.ctx.links.token({ accountId: owner.accountId, linkId: entered.link.id });
  return (await testApp(it).browser().get(`/i/${token}`)).text;
};

test('once the money is recorded by hand, what was said of the invoice waits for nobody, and its page says so', async () => {
  await claim();
  await dispute();
  const { id } = await openClaim();
  const amount = (await read())?.outstandingPence ?? pence(0);
  const part = pence(amount - 100);
  await recordPayment(it.ctx, owner, invoice, { receivedOn: today(), amount: part, note: null });
  expect(await waiting()).toHaveLength(2);
  await recordPayment(it.ctx, owner, invoice, { receivedOn: today(), amount: pence(100), note: null });
  expect(await waiting()).toEqual([]);
  expect(await page()).toContain('Closed: Nothing is outstanding on the invoice any more.');
  const before = (await mails()).length;
  for (const answer of [
    confirmClaim(it.ctx, owner, id, { receivedOn: today(), amount, note: null }),
    rejectClaim(it.ctx, owner, id, 'Not found.'),
  ])
    await expect(answer).rejects.toMatchObject({ reason: { code: 'claim.closed' } });
  expect((await mails()).length).toBe(before);
});

test('a confirmed claim settles what was disputed, and stays confirmed itself', async () => {
  await claim();
  await dispute();
  const { id, amountPence } = await openClaim();
  await confirmClaim(it.ctx, owner, id, { receivedOn: today(), amount: amountPence, note: null });
  expect(await waiting()).toEqual([]);
  const [kept] = await asOwner(it.ctx.db, owner, tx => listClaims(tx, { invoiceId: invoice }));
  expect(kept).toMatchObject({ state: 'confirmed', reason: null });
});

test('a voided invoice asks nobody for an answer', async () => {
  await claim();
  await dispute();
  await voidBilled(it.ctx, owner, invoice, 'The wrong practice.');
  expect(await waiting()).toEqual([]);
  expect(await page()).toContain('Closed: The invoice is no longer in force.');
});

test('a credit note over the whole closes what was said of the invoice', async () => {
  await claim();
  await asOwner(it.ctx.db, owner, async tx =>
    issueCreditNoteIn(it.ctx, tx, {
      invoiceId: invoice,
      amountPence: (await read())?.outstandingPence ?? pence(0),
      reason: 'The session did not take place.',
    }),
  );
  await it.work();
  expect(await waiting()).toEqual([]);
});

test('another locum can answer neither', async () => {
  await claim();
  const other = await it.makeAccount();
  await expect(rejectClaim(it.ctx, other, (await openClaim()).id, 'x')).rejects.toMatchObject({
    reason: { status: 404 },
  });
});
