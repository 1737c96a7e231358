import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import { picture } from '#tests/cast/pictures.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { enterReceipt, putAway, readMailedFile } from './enter-receipt.ts';
import { expenseInput } from './input.ts';
import { makeReceiptAddress } from './receipt-address.ts';
import { listWaiting } from './receipt-mail-store.ts';
import { listReceipts } from './receipt-store.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let owner: Owner;
let address: string;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

async function newLocum(): Promise<void> {
  owner = await it.makeAccount();
  address = await makeReceiptAddress(it.ctx, owner);
}

/** Hands a mail in as the provider does. */
async function mailIn(change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const mail = {
    MessageID: newId('mail'),
    FromFull: { Email: 'receipts@shop.example', Name: 'Paper & Ink' },
    ToFull: [{ Email: address }],
    OriginalRecipient: address,
    Subject: 'Fwd: Your receipt',
    TextBody: 'Total £41.37',
    Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
    Attachments: [{ Name: 'receipt.png', Content: (await picture().png().toBuffer()).toString('base64') }],
    ...change,
  };
  const answer = await app.request('http://localhost:3000/hooks/inbound-mail', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('inbound:a secret of tests for mail').toString('base64')}`,
    },
    body: JSON.stringify(mail),
  });
  return `${answer.status} ${(await answer.json()).outcome}`;
}

const waiting = (who = owner) => asOwner(it.ctx.db, who, listWaiting);
const input = (change: Readonly<Record<string, unknown>> = {}) =>
  readInput(expenseInput, {
    category: 'adminCosts',
    spentOn: '2026-11-24',
    description: 'Ink',
    amount: '41.37',
    ...change,
  });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return Object.keys(fault.fields);
  return fault instanceof Refusal ? fault.reason.code : fault;
};
const first = async (): Promise<Id<'receiptMail'>> => (await waiting())[0]?.id ?? newId('receiptMail');

test('a mailed receipt waits with sender, day and file; the same mail again is the same receipt', async () => {
  await newLocum();
  const MessageID = newId('mail');
  for (const _ of [1, 2]) expect(await mailIn({ MessageID })).toBe('200 receipt');
  expect(await waiting()).toMatchObject([
    {
      senderName: 'Paper & Ink',
      senderAddress: 'receipts@shop.example',
      subject: 'Fwd: Your receipt',
      body: 'Total £41.37',
      files: [{ name: 'receipt.png' }],
    },
  ]);
});

test('entering it makes the expense with its file as receipt, once, and nothing waits any more', async () => {
  await newLocum();
  await mailIn();
  const mailId = await first();
  const wanted = input({ id: showId('expense', newId('expense')) });
  const id = await enterReceipt(it.ctx, owner, mailId, wanted);
  expect(await enterReceipt(it.ctx, owner, mailId, wanted)).toBe(id);
  expect(await waiting()).toEqual([]);
  expect(await asOwner(it.ctx.db, owner, tx => listReceipts(tx, id))).toMatchObject([{ contentType: 'image/png' }]);
  expect(await refused(enterReceipt(it.ctx, owner, mailId, input()))).toBe('receipt.settled');
});

test('a refused entry leaves it waiting', async () => {
  await newLocum();
  await mailIn();
  expect(await refused(enterReceipt(it.ctx, owner, await first(), input({ spentOn: '2026-11-25' })))).toEqual([
    'spentOn',
  ]);
  expect(await waiting()).toHaveLength(1);
});

test('put away, it is gone with its file', async () => {
  await newLocum();
  const before = it.onDisk().length;
  await mailIn();
  expect(it.onDisk().length).toBe(before + 1);
  const mailId = await first();
  for (const _ of [1, 2]) await putAway(it.ctx, owner, mailId);
  expect(await waiting()).toEqual([]);
  expect(it.onDisk().length).toBe(before);
});

test('a replaced address is nobody’s, and a made-up one neither', async () => {
  await newLocum();
  const old = address;
  address = await makeReceiptAddress(it.ctx, owner);
  expect(address).not.toBe(old);
  expect(await mailIn({ ToFull: [{ Email: old }], OriginalRecipient: old })).toBe('200 ignored');
  const forged = `${old.slice(0, 60)}a@in.example.org`;
  expect(await mailIn({ ToFull: [{ Email: forged }], OriginalRecipient: forged })).toBe('200 ignored');
  expect(await waiting()).toEqual([]);
  expect(await mailIn()).toBe('200 receipt');
});

test('an attachment that is not what it says is named in the text and not kept; a bounce is dropped', async () => {
  await newLocum();
  const before = it.onDisk().length;
  const script = Buffer.from('<script>alert(1)</script>').toString('base64');
  expect(await mailIn({ Attachments: [{ Name: 'receipt.pdf', Content: script }] })).toBe('200 receipt');
  expect((await waiting())[0]?.body).toContain('Attachment not taken: receipt.pdf');
  expect(it.onDisk().length).toBe(before);
  expect(await mailIn({ FromFull: { Email: 'mailer-daemon@shop.example', Name: '' } })).toBe('200 ignored');
});

test('a flood is told to come later', async () => {
  await newLocum();
  let answer = '';
  for (let n = 0; n <= 60 && !answer.startsWith('503'); n++) answer = await mailIn({ Attachments: [] });
  expect(answer).toBe('503 later');
  expect(await waiting()).toHaveLength(60);
});

test('what waits for one locum no other sees, enters, or puts away', async () => {
  await newLocum();
  await mailIn();
  const [mailId, mine] = [await first(), await waiting()];
  const other = await it.makeAccount();
  expect(await waiting(other)).toEqual([]);
  expect(await refused(enterReceipt(it.ctx, other, mailId, input()))).toBe('not_found');
  expect(await refused(putAway(it.ctx, other, mailId))).toBe('not_found');
  const fileId = mine[0]?.files[0]?.id ?? newId('file');
  expect(await refused(readMailedFile(it.ctx, other, mailId, fileId))).toBe('not_found');
});

test('on the pages: an address is made, a receipt is looked at, entered, and stands with the expense', async () => {
  const browser = await signedIn(it, app, 'by-mail@example.org');
  await browser.post('/expenses/receipts/address', {});
  address = /<code[^>]*>([^<]+)<\/code>/.exec((await browser.get('/expenses/receipts')).text)?.[1] ?? '';
  await mailIn();
  expect((await browser.get('/expenses')).text).toContain('1 receipt to enter');
  const href =
    /href="(\/expenses\/receipts\/rcm_[^"]+)"/.exec((await browser.get('/expenses/receipts')).text)?.[1] ?? '';
  const page = (await browser.get(href)).text;
  expect(page).toMatch(/name="description"[^>]* value="Your receipt"/);
  const refusedForm = await browser.post(href, { description: 'Ink', amount: '', category: '', spentOn: '2026-11-24' });
  expect(refusedForm.status).toBe(422);
  expect(refusedForm.text).toContain('value="Ink"');
  const entered = await browser.post(href, {
    description: 'Ink',
    amount: '41.37',
    category: 'adminCosts',
    spentOn: '2026-11-24',
  });
  expect(entered.location).toBe('/expenses?done=expense-saved');
  expect((await browser.get('/expenses')).text).toContain('£41.37');
  expect((await browser.get(href)).status).toBe(404);
});
