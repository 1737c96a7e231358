import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Owner, ownerOf } from '#platform/access.ts';
import { type Id, showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { peppolFaults } from '#tests/support/peppol-rules.ts';
import { billDelivered } from './bill-delivered.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Browser;
let owner: Owner;
let practice: Id<'organisation'>;
let count = 0;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

beforeEach(async () => {
  count += 1;
  const email = `amara${count}@example.org`;
  browser = await signedIn(it, app, email);
  const { rows } = await it.database.admin.query<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email]);
  owner = ownerOf(rows[0]?.id ?? '');
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

async function bill(purchaseOrder: string | null): Promise<string> {
  const bookings = [
    await addDelivered(it, owner, practice, '2026-11-23', { miles_tenths: 120, mileage_rate_pence: 55 }),
  ];
  const id = await billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder, notes: null });
  return `/invoices/${showId('invoice', id)}`;
}

const OWN = { scheme: '0060', identifier: '21-439-2847' };
const THEIRS = { scheme: '0088', identifier: '62 91041 50021 3' };

test('what an e-invoice lacks is said, asked for, and then the file passes every check', async () => {
  const path = await bill('PO-117');
  const page = `${path}/e-invoice`;
  expect((await browser.get(path)).text).toContain(`href="${page}"`);
  const asked = (await browser.get(page)).text;
  expect(asked).toContain('Your own electronic address is missing.');
  expect(asked).toContain('The electronic address of the organisation is missing');
  expect(asked).not.toContain('An order number or a reference');
  expect((await browser.get(`${page}/file`)).status).toBe(422);

  expect((await browser.post(`${page}/own`, OWN)).location).toBe(`${page}?done=saved`);
  const wrong = await browser.post(`${page}/theirs`, { ...THEIRS, identifier: '6291041500214' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="6291041500214"');
  await browser.post(`${page}/theirs`, THEIRS);
  const file = await browser.get(`${page}/file`);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toContain('INV-0001.xml');
  expect(file.text).toContain('<cac:OrderReference>');
  expect(file.text).toContain('12 miles');
  // £700 of work, £6.60 of mileage, and the employer's share
  expect(file.text).toContain('Employer’s NHS pension contribution');
  expect(await peppolFaults(file.text)).toEqual([]);
});

test('without an order number and a reference nothing is made up: the page says where to enter one', async () => {
  const page = `${await bill(null)}/e-invoice`;
  await browser.post(`${page}/own`, OWN);
  await browser.post(`${page}/theirs`, THEIRS);
  const { text } = await browser.get(page);
  expect(text).toContain('An order number or a reference of the buyer is missing');
  expect(text).toContain(`/organisations/${showId('organisation', practice)}/edit`);
});

test('the addresses of one locum are no other’s, and nobody downloads another’s e-invoice', async () => {
  const page = `${await bill('PO-117')}/e-invoice`;
  await browser.post(`${page}/own`, OWN);
  await browser.post(`${page}/theirs`, THEIRS);
  const other = await signedIn(it, app, `other${count}@example.org`);
  for (const path of [page, `${page}/file`]) expect((await other.get(path)).status).toBe(404);
  expect((await other.post(`${page}/theirs`, THEIRS)).status).toBe(404);
});

test('an address that is emptied is forgotten', async () => {
  const page = `${await bill('PO-117')}/e-invoice`;
  await browser.post(`${page}/own`, OWN);
  await browser.post(`${page}/own`, { scheme: '', identifier: '' });
  expect((await browser.get(page)).text).toContain('Your own electronic address is missing.');
});
