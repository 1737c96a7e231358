import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { outside, readPaper } from '#tests/support/read-paper.ts';
import { readFormPack } from './form-pack.ts';
import { makeFormB } from './make-form-b.ts';

const NOVEMBER = { month: '2026-11' as PensionMonth, scheme: 'england_and_wales' } as const;

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Awaited<ReturnType<typeof signedIn>>;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  browser = await signedIn(it, app, 'pack@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'pack@example.org'");
  owner = ownerOf(rows[0].id as Id<'account'>);
  await fillProfile(it, owner);
  await workAndBePaid('Later Surgery', '2026-11-10');
  await workAndBePaid('Earlier Surgery', '2026-11-09');
});
afterAll(() => it.close());

async function workAndBePaid(name: string, day: string): Promise<void> {
  const organisation = await addPractice(it, owner, { name });
  const bookings = [await addDelivered(it, owner, organisation, day)];
  const id = await billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
  const receivedOn = Temporal.PlainDate.from('2026-11-20');
  await recordPayment(it.ctx, owner, id, { receivedOn, amount: invoice?.outstandingPence ?? pence(0), note: null });
}

test('a month without a Form B has neither pack nor copy sheet', async () => {
  await expect(readFormPack(it.ctx, owner, NOVEMBER)).rejects.toBeInstanceOf(Refusal);
  for (const path of ['/pension/form-b/2026-11/pack', '/pension/form-b/2026-11/copy'])
    expect((await browser.get(path)).status).toBe(404);
});

test('the pack is Form B and then its Forms A by day of work, the same bytes each time', async () => {
  await makeFormB(it.ctx, owner, NOVEMBER.month, { scheme: NOVEMBER.scheme });
  const pack = await readFormPack(it.ctx, owner, NOVEMBER);
  expect(pack.name).toBe('Form-B-2026-11-with-Forms-A.pdf');
  const paper = await readPaper(pack.bytes);
  expect(paper.pages).toHaveLength(3);
  expect(paper.title).toBe('Form B for November 2026 with its Forms A');
  expect(paper.language).toBe('en-GB');
  for (const [at, words] of ['GP locum income received in November 2026', 'Earlier Surgery', 'Later Surgery'].entries())
    expect(paper.pages[at]).toContain(words);
  // the reference is known since the money came in, and has to be the same on all
  for (const page of paper.pages) expect(page).toContain('12345678LOCNOV2026');
  expect(outside(paper.runs)).toEqual([]);
  expect(Buffer.from(pack.bytes).equals((await readFormPack(it.ctx, owner, NOVEMBER)).bytes)).toBe(true);
});

test('the copy sheet shows each value in a field that can be selected, and who has not signed', async () => {
  const { text, status } = await browser.get('/pension/form-b/2026-11/copy');
  expect(status).toBe(200);
  for (const part of [
    'could not be read',
    'value="12345678LOCNOV2026"',
    'value="AB123456C"',
    'value="1260.00"',
    'value="181.18"',
    'Not signed by the practice yet',
    'GPP - Locum Approvals',
  ])
    expect(text).toContain(part);
  expect(text.match(/<input[^>]*readonly/g)?.length).toBeGreaterThan(30);
  expect(text).not.toContain('has changed since Form B was made');
});

test('the sheet warns where money came in after Form B was made', async () => {
  await workAndBePaid('Latest Surgery', '2026-11-12');
  expect((await browser.get('/pension/form-b/2026-11/copy')).text).toContain('has changed since Form B was made');
});

test('the pack is a paper for its owner only', async () => {
  expect((await browser.get('/pension/form-b/2026-11/pack')).headers.get('content-type')).toBe('application/pdf');
  const stranger = await signedIn(it, app, 'pack-stranger@example.org');
  for (const path of ['pack', 'copy']) expect((await stranger.get(`/pension/form-b/2026-11/${path}`)).status).toBe(404);
});
