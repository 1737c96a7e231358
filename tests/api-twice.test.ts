import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Owner } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from './cast/working-locum.ts';
import { type ApiClient, apiClient, itemsOf } from './support/api-client.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let owner: Owner;
let api: ApiClient;
let organisation: string;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  organisation = showId('organisation', await addPractice(it, owner));
  api = await apiClient(it, owner);
});
afterAll(() => it.close());

const booking = (date: string) => ({
  organisation,
  workType: 'surgery',
  date,
  start: '08:30',
  end: '13:00',
  billingMode: 'self_invoiced',
  rateKind: 'session',
  rate: '340.00',
});

/** Sends it twice, one after the other; both have to answer with the same id. */
async function twice(path: string, body: { readonly id: string; readonly [field: string]: unknown }): Promise<void> {
  for (let i = 0; i < 2; i++)
    expect(await api.call('POST', path, body)).toMatchObject({ status: 201, json: { id: body.id } });
}

test('an organisation sent twice is added once', async () => {
  const id = showId('organisation', newId('organisation'));
  await twice('/organisations', { id, name: 'Twice Practice', kind: 'gp_practice', nation: 'wales' });
  expect(itemsOf(await api.call('GET', '/organisations?name=Twice'))).toHaveLength(1);
});

test('a booking sent twice is made once, and does not overlap itself', async () => {
  const id = showId('booking', newId('booking'));
  await twice('/bookings', { id, ...booking('2026-12-10') });
  expect(itemsOf(await api.call('GET', '/bookings?from=2026-12-10&to=2026-12-10'))).toHaveLength(1);
});

test('a bill sent twice is issued and mailed once, and its payment sent twice counts once', async () => {
  const worked = showId('booking', await addDelivered(it, owner, await addPractice(it, owner), '2026-11-16'));
  const at = (await api.call('GET', `/bookings/${worked}`)).json.organisation;
  const id = showId('invoice', newId('invoice'));
  await twice('/invoices', { id, organisation: at, bookings: [worked], send: true });
  await it.work();
  expect(await it.mailbox.list()).toHaveLength(1);

  // 700.00 of work and 14.38% of 630.00, its pensionable part
  const payment = { id: showId('payment', newId('payment')), receivedOn: '2026-11-23', amount: '790.59' };
  await twice(`/invoices/${id}/payments`, payment);
  expect((await api.call('GET', `/invoices/${id}`)).json).toMatchObject({
    number: 'INV-0001',
    standing: 'paid',
    paid: '790.59',
    outstanding: '0.00',
  });
});

test('an id of another kind is refused', async () => {
  const id = showId('expense', newId('expense'));
  const answer = await api.call('POST', '/bookings', { id, ...booking('2026-12-11') });
  expect(answer).toMatchObject({ status: 422, json: { errors: { id: expect.any(String) } } });
});
