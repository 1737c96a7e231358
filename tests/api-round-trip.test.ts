import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from './cast/working-locum.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let api: ApiClient;
let organisation: string;
let delivered: string;

beforeAll(async () => {
  it = await testContext();
  const owner = await it.makeAccount();
  await fillProfile(it, owner, { biography: 'Twelve years in Leeds.' });
  const practice = await addPractice(it, owner);
  organisation = showId('organisation', practice);
  delivered = showId('booking', await addDelivered(it, owner, practice, '2026-11-16'));
  api = await apiClient(it, owner);
});
afterAll(() => it.close());

const booking = {
  workType: 'surgery',
  date: '2026-12-10',
  start: '19:30',
  end: '01:00',
  billingMode: 'self_invoiced',
  rateKind: 'session',
  rate: '340.00',
  units: '1.25',
  miles: '12.5',
  mileageRate: '30',
  paymentTermsDays: '7',
};

test('an organisation put back as it was read is what it was, its cancellation terms too', async () => {
  const terms = { bands: [{ unit: 'hours', lessThan: 48, percent: 62.5 }] };
  const input = { name: 'Hill Practice', kind: 'gp_practice', nation: 'england', cancellationTerms: terms };
  const { id } = (await api.call('POST', '/organisations', input)).json;
  const read = (await api.call('GET', `/organisations/${id}`)).json;
  expect(read).toMatchObject({ cancellationTerms: terms });
  expect(await api.call('PUT', `/organisations/${id}`, read)).toMatchObject({ status: 200 });
  expect((await api.call('GET', `/organisations/${id}`)).json).toEqual(read);
});

test('a booking put back as it was read is what it was, across midnight', async () => {
  const { id } = (await api.call('POST', '/bookings', { organisation, ...booking })).json;
  const read = (await api.call('GET', `/bookings/${id}`)).json;
  expect(read).toMatchObject({ start: '19:30', end: '01:00', mileageRate: 30, units: 1.25, miles: 12.5 });
  expect(await api.call('PUT', `/bookings/${id}`, read)).toMatchObject({ status: 200 });
  expect((await api.call('GET', `/bookings/${id}`)).json).toEqual(read);
});

test('personal details put back as they were read are what they were', async () => {
  const read = (await api.call('GET', '/profile')).json;
  expect(read).toMatchObject({ biography: 'Twelve years in Leeds.', postcode: 'LS1 4AP' });
  expect(await api.call('PUT', '/profile/personal', read)).toMatchObject({ status: 200 });
  expect((await api.call('GET', '/profile')).json).toEqual(read);
});

test('a draft sent twice with one id is made once', async () => {
  const draft = { id: showId('invoice', newId('invoice')), organisation, bookings: [delivered] };
  for (let i = 0; i < 2; i++)
    expect(await api.call('POST', '/invoices', draft)).toMatchObject({ status: 201, json: { id: draft.id } });
});

test('a body that is no JSON is the caller’s mistake, not a fault of ours', async () => {
  for (const body of ['{"name":', '', undefined])
    expect(await api.call('POST', '/organisations', body)).toMatchObject({
      status: 400,
      json: { code: 'api.not_json' },
    });
});

test('a filter that cannot be read is refused, never left out', async () => {
  for (const [path, field] of [
    ['/bookings?from=2026-13-01', 'from'],
    ['/bookings?to=soon', 'to'],
    ['/bookings?organisation=Riverside', 'organisation'],
    ['/bookings?after=bkg_00000000000000000000000000', 'after'],
    ['/invoices?organisation=Riverside', 'organisation'],
    ['/expenses?from=2026-13-01', 'from'],
  ] as const)
    expect(await api.call('GET', path), path).toMatchObject({
      status: 422,
      json: { errors: { [field]: expect.any(String) } },
    });
});

test('an extra that does not fit is told by its place', async () => {
  const extras = [{ kind: 'work', description: 'Home visit', amount: 'much' }];
  expect(
    await api.call('POST', `/bookings/${delivered}/deliver`, { start: '08:30', end: '13:00', extras }),
  ).toMatchObject({ status: 422, json: { errors: { 'extras.0.amount': expect.any(String) } } });
});

test('over the limit the answer says when to come back', async () => {
  const other = await apiClient(it, await it.makeAccount(), 'read');
  for (let i = 0; i < 300; i++) await other.call('GET', '/expenses');
  const { status, headers } = await other.call('GET', '/expenses');
  expect(status).toBe(429);
  expect(headers.get('retry-after')).toBe('60');
  expect(headers.get('ratelimit-policy')).toBe('"key";q=300;w=60');
});
