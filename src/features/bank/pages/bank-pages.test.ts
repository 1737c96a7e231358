import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { asOwner, ownerOf } from '#platform/access.ts';
import { plainPounds } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let browser: Browser;
let csv: string;

beforeAll(async () => {
  it = await testContext();
  browser = await signedIn(it, testApp(it), 'amara@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'amara@example.org'");
  const owner = ownerOf(String(rows[0]?.id));
  await fillProfile(it, owner);
  const organisation = await addPractice(it, owner);
  const bookings = [await addDelivered(it, owner, organisation, '2026-11-16')];
  const id = await billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
  if (!invoice) throw new Error('no invoice');
  csv = `Date;Description;Amount\n24/11/2026;RIVERSIDE <b>SURGERY</b> INV-0001;${plainPounds(invoice.outstandingPence)}\n23/11/2026;LOTTERY;10.00\n`;
});
afterAll(() => it.close());

const field = (text: string, name: string) =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const upload = (name: string, text: string) =>
  browser.upload('/bank/import', {}, { name, bytes: new TextEncoder().encode(text) });

test('a statement is looked at, kept with a yes, recorded by one press, and undone', async () => {
  expect((await browser.get('/bank')).text).toContain('Import your first statement');
  const look = await upload('november.csv', `\uFEFF${csv}`);
  expect(look.text).toContain('2 new lines of money that came in');
  expect(look.text).not.toContain('<b>SURGERY');
  expect((await browser.get('/bank')).text).not.toContain('LOTTERY');

  const fields = Object.fromEntries(
    ['id', 'fileName', 'text', 'date', 'description', 'amount', 'paidIn', 'paidOut'].map(name => [
      name,
      field(look.text, name),
    ]),
  );
  for (const _ of [1, 2])
    expect((await browser.post('/bank/import', { ...fields, confirmed: 'yes' })).location).toBe(
      '/bank?done=bank-imported',
    );
  const bank = await browser.get('/bank');
  expect(bank.text).toContain('2 lines wait for you');
  expect(bank.text).toContain('It names INV-0001.');

  const sure = field(bank.text, 'sure');
  for (const _ of [1, 2])
    expect((await browser.post('/bank/accept-sure', { sure })).location).toBe('/bank?done=bank-accepted');
  const after = await browser.get('/bank');
  expect(after.text).toContain('One line waits for you');
  expect((await browser.get('/invoices?standing=paid')).text).toContain('INV-0001');

  const undo = /\/bank\/lines\/bkl_\w+\/undo/.exec(after.text)?.[0] ?? '';
  expect((await browser.post(undo, {})).location).toBe('/bank?done=bank-undone');
  expect((await browser.get('/invoices?standing=paid')).text).not.toContain('INV-0001');
});

test('a line is answered by hand, and a wrong amount keeps what was typed', async () => {
  const bank = await browser.get('/bank');
  const path = /LOTTERY[\s\S]*?(\/bank\/lines\/bkl_\w+)/.exec(bank.text)?.[1] ?? '';
  const page = await browser.get(path);
  const invoice = /value="(inv_\w+)"/.exec(page.text)?.[1] ?? '';
  const wrong = await browser.post(`${path}/choose`, { invoice: [invoice, '', ''], amount: ['10.01', '', ''] });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('The line brought £10.00; these are £10.01.');
  expect(wrong.text).toContain('value="10.01"');
  const right = await browser.post(`${path}/choose`, { invoice: [invoice, '', ''], amount: ['10.00', '', ''] });
  expect(right.location).toBe('/bank?done=bank-accepted');
  expect((await browser.get('/bank/lines?state=settled')).text).toContain('LOTTERY');
});

test('what is no statement is refused on the form, and says why', async () => {
  const empty = await upload('empty.csv', '');
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('Choose the file that your bank gave you.');
  expect((await upload('s.pdf', '%PDF-1.7 x')).text).toContain('This is not a CSV, OFX or QIF file.');
  const wrong = await upload('wrong.csv', 'Date,Description,Amount\nsoon,Hill,1.00\n');
  expect(wrong.text).toContain('Line 2: “soon” is not a date.');
  expect(wrong.text).not.toContain('Keep th');
});

test('strangers are sent to sign in', async () => {
  const stranger = testApp(it).browser();
  for (const path of ['/bank', '/bank/import', '/bank/lines'])
    expect((await stranger.get(path)).location).toContain('/sign-in');
});
