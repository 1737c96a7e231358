import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Owner, ownerOf } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type ApiClient, apiClient, itemsOf } from '#tests/support/api-client.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { billDelivered } from './bill-delivered.ts';

let it: TestContext;
let owner: Owner;
let locum: Browser;
let stranger: Browser;
let api: ApiClient;
let practice: Id<'organisation'>;

beforeAll(async () => {
  it = await testContext();
  const app = testApp(it);
  locum = await signedIn(it, app, 'amara@locums.example');
  const { rows } = await it.database.admin.query('SELECT id FROM accounts');
  owner = ownerOf(rows[0].id);
  stranger = await signedIn(it, app, 'other@locums.example');
  api = await apiClient(it, owner);
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});
afterAll(() => it.close());

/** £700.00 that is not pensioned. */
async function bill(day: string): Promise<string> {
  const bookings = [await addDelivered(it, owner, practice, day, { pensionable: false })];
  const input = { organisation: practice, bookings, purchaseOrder: null, notes: null };
  return showId('invoice', await billDelivered(it.ctx, owner, input));
}

test('a line is credited on a page of the invoice, a mistake keeps what was typed, and a stranger sees nothing', async () => {
  const id = await bill('2026-11-10');
  const form = await locum.get(`/invoices/${id}/credit`);
  expect(form.text).toContain('Surgery');
  const both = await locum.post(`/invoices/${id}/credit`, { lines: '0', amount: '12.34', reason: 'A slip' });
  expect([both.status, both.text.includes('not both'), both.text.includes('value="12.34"')]).toEqual([422, true, true]);
  const done = await locum.post(`/invoices/${id}/credit`, {
    lines: '0',
    amount: '',
    reason: 'The surgery was closed.',
  });
  expect([done.status, done.location]).toEqual([303, `/invoices/${id}?done=credit-note-issued`]);
  const page = await locum.get(`/invoices/${id}`);
  for (const text of ['CN-0001', 'The surgery was closed.', 'Credited', '£0.00']) expect(page.text).toContain(text);
  for (const path of ['credit', 'write-off']) expect((await stranger.get(`/invoices/${id}/${path}`)).status).toBe(404);
});

test('a balance is written off on a page with its consequence, and opened again', async () => {
  const id = await bill('2026-11-11');
  expect((await locum.get(`/invoices/${id}/write-off`)).text).toContain('The whole balance is given up');
  const fields = { writtenOffOn: '2026-11-24', reason: 'Dissolved' };
  expect((await locum.post(`/invoices/${id}/write-off`, { ...fields, reason: '' })).status).toBe(422);
  await locum.post(`/invoices/${id}/write-off`, fields);
  expect((await locum.get(`/invoices/${id}`)).text).toContain('Written off');
  const [found] = itemsOf(await api.call('GET', `/invoices/${id}/write-offs`));
  expect(found).toMatchObject({ amount: '700.00', undone: false, reason: 'Dissolved' });
  await locum.post(`/invoices/${id}/write-offs/${found?.id}/undo`, {});
  expect((await api.call('GET', `/invoices/${id}`)).json).toMatchObject({ outstanding: '700.00', writtenOff: '0.00' });
});

test('a remittance is written down for the invoices of an organisation, and its credit is spent from its page', async () => {
  const [first, second] = [await bill('2026-11-12'), await bill('2026-11-13')];
  const organisation = showId('organisation', practice);
  const id = showId('remittance', newId('remittance'));
  const form = await locum.get(`/remittances/new?organisation=${organisation}`);
  expect(form.text).toContain('£700.00 outstanding');
  const fields = { id, organisation, receivedOn: '2026-11-24', reference: 'BACS 9', invoice: [first, second] };
  const less = await locum.post('/remittances/new', { ...fields, amount: '10.00', share: ['700.00', ''] });
  expect([less.status, less.text.includes('BACS 9')]).toEqual([422, true]);
  const done = await locum.post('/remittances/new', { ...fields, amount: '800.00', share: ['700.00', ''] });
  expect(done.location).toBe(`/remittances/${id}?done=remittance-recorded`);
  expect((await locum.get(`/remittances/${id}`)).text).toContain('£100.00 kept as credit');
  expect((await locum.get(`/organisations/${organisation}`)).text).toContain('Kept as its credit');
  expect((await locum.post(`/remittances/${id}/allocate`, { invoice: second, amount: '100.01' })).status).toBe(422);
  await locum.post(`/remittances/${id}/allocate`, { invoice: second, amount: '100.00' });
  expect((await api.call('GET', `/remittances/${id}`)).json).toMatchObject({ credit: '0.00', onInvoices: '800.00' });
  expect((await stranger.get(`/remittances/${id}`)).status).toBe(404);
});

test('the API credits, and a credit note sent twice is issued once', async () => {
  const invoice = await bill('2026-11-14');
  const id = showId('creditNote', newId('creditNote'));
  for (let i = 0; i < 2; i++) {
    const answer = await api.call('POST', `/invoices/${invoice}/credit-notes`, {
      id,
      amount: '50.00',
      reason: 'Late start',
    });
    expect(answer).toMatchObject({ status: 201, json: { id } });
  }
  expect(itemsOf(await api.call('GET', `/invoices/${invoice}/credit-notes`))).toMatchObject([
    { id, amount: '50.00', work: '50.00', employerContribution: '0.00', refundedOn: null },
  ]);
  expect((await api.call('GET', `/credit-notes/${id}/pdf`)).status).toBe(200);
  expect((await api.call('POST', `/credit-notes/${id}/refunded`, { refundedOn: '2026-11-24' })).status).toBe(409);
});

test('a statement of account is made on its page and over the API, and both show the same', async () => {
  const path = `/organisations/${showId('organisation', practice)}`;
  const page = await locum.get(`${path}/statement`);
  expect(page.text).toContain('Open invoices');
  const done = await locum.post(`${path}/statement`, { from: '2026-09-01' });
  expect(done.location).toBe(`${path}/statement?done=statement-issued`);
  const [made] = itemsOf(await api.call('GET', `${path}/statements`));
  const account = (await api.call('GET', `${path}/account`)).json;
  expect(made?.owed).toBe(account.owed);
  expect((await api.call('GET', `${path}/statements/${made?.id}/pdf`)).status).toBe(200);
  expect((await locum.get(`${path}/statements/${made?.id}/pdf`)).headers.get('content-type')).toBe('application/pdf');
  expect((await stranger.get(`${path}/statement`)).status).toBe(404);
});
