import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import type { Owner } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { fillProfile } from './cast/working-locum.ts';
import { testApp } from './support/app.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let call: (
  key: string | undefined,
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; json: Json; headers: Headers }>;
let owner: Owner;
let writeKey: string;
let readKey: string;

/** An answer of any shape, to be looked into. */
interface Json {
  readonly [key: string]: Json;
}

const itemsOf = (it: Json) => it.items as unknown as Json[];

beforeAll(async () => {
  it = await testContext();
  const { request } = testApp(it);
  call = async (key, method, path, body) => {
    const answer = await request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: {
        host: 'localhost:3000',
        'content-type': 'application/json',
        ...(key ? { authorization: `Bearer ${key}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : text, headers: answer.headers };
  };
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  writeKey = await makeKey(it.ctx, owner, { label: 'writer', scope: 'write', days: 30 });
  readKey = await makeKey(it.ctx, owner, { label: 'reader', scope: 'read', days: 30 });
});
afterAll(() => it.close());

const practice = {
  name: 'Riverside Surgery',
  kind: 'gp_practice',
  nation: 'england',
  addressLines: '2 River Lane, Leeds',
  financeContactEmail: 'finance@riverside.example',
  odsCode: 'B86001',
};

test('without a working key nothing is answered, and a key that may read does not write', async () => {
  expect(await call(undefined, 'GET', '/bookings')).toMatchObject({ status: 401, json: { code: 'api.no_key' } });
  expect(await call('sk_live_wrong', 'GET', '/bookings')).toMatchObject({ status: 401 });
  expect(await call(readKey, 'POST', '/organisations', practice)).toMatchObject({
    status: 403,
    json: { code: 'api.read_only_key' },
  });
  const { status, headers } = await call(readKey, 'GET', '/bookings');
  expect(status).toBe(200);
  expect(headers.get('ratelimit')).toMatch(/"key";r=\d+;t=\d+/);
});

test('an expired and a revoked key open nothing', async () => {
  const key = await makeKey(it.ctx, owner, { label: 'short', scope: 'read', days: 30 });
  const now = it.ctx.clock.now();
  it.ctx.clock.set(now.add({ hours: 31 * 24 }));
  expect(await call(key, 'GET', '/bookings')).toMatchObject({ status: 401 });
  it.ctx.clock.set(now);
  expect(await call(key, 'GET', '/bookings')).toMatchObject({ status: 200 });
  await it.database.admin.query("UPDATE api_keys SET revoked_at = now() WHERE label = 'short'");
  expect(await call(key, 'GET', '/bookings')).toMatchObject({ status: 401 });
});

test('the main job to the penny: organisation, booking, delivery, invoice, payment, Form B', async () => {
  const organisation = (await call(writeKey, 'POST', '/organisations', { ...practice, pensionable: true })).json.id;
  const booking = {
    organisation,
    workType: 'surgery',
    date: '2026-11-16',
    start: '08:30',
    end: '13:00',
    billingMode: 'self_invoiced',
    rateKind: 'session',
    rate: '700.00',
    pensionable: true,
  };
  const made = await call(writeKey, 'POST', '/bookings', booking);
  expect(made).toMatchObject({ status: 201 });
  expect(await call(writeKey, 'POST', '/bookings', booking)).toMatchObject({
    status: 409,
    json: { code: 'booking.overlap' },
  });
  const delivered = await call(writeKey, 'POST', `/bookings/${made.json.id}/deliver`, {
    start: '08:30',
    end: '13:30',
    extras: [{ kind: 'work', description: 'Home visit', amount: '45.50' }],
  });
  expect(delivered).toMatchObject({ status: 200 });
  expect((await call(readKey, 'GET', `/bookings/${made.json.id}`)).json).toMatchObject({
    state: 'delivered',
    work: '745.50',
    total: '745.50',
  });
  const invoice = (await call(writeKey, 'POST', '/invoices', { organisation, bookings: [made.json.id], send: true }))
    .json.id;
  // 90% of 745.50 is 670.95, 14.38% of that 96.48
  expect((await call(readKey, 'GET', `/invoices/${invoice}`)).json).toMatchObject({
    number: 'INV-0001',
    standing: 'issued',
    work: '745.50',
    employerContribution: '96.48',
    total: '841.98',
  });
  const paid = await call(writeKey, 'POST', `/invoices/${invoice}/payments`, {
    receivedOn: '2026-11-24',
    amount: '841.98',
  });
  expect(paid).toMatchObject({ status: 201 });
  expect(itemsOf((await call(readKey, 'GET', '/invoices?standing=paid')).json)).toHaveLength(1);
  expect(await call(writeKey, 'POST', '/pension/form-bs/2026-11')).toMatchObject({ status: 201 });
  expect(itemsOf((await call(readKey, 'GET', '/pension/form-bs')).json)[0]).toMatchObject({
    month: '2026-11',
    pensionablePay: '670.95',
    employer: '96.48',
  });
  expect((await call(readKey, 'GET', `/invoices/${invoice}/pdf`)).json).toMatch(/^%PDF/);
});

test('the same request twice, with an id of the caller’s, makes one thing', async () => {
  const id = showId('expense', newId('expense'));
  const expense = { id, category: 'adminCosts', spentOn: '2026-11-20', description: 'Paper', amount: '4.99' };
  for (let i = 0; i < 2; i++)
    expect(await call(writeKey, 'POST', '/expenses', expense)).toMatchObject({ status: 201, json: { id } });
  expect(itemsOf((await call(readKey, 'GET', '/expenses')).json)).toHaveLength(1);
});

test('what does not fit is told field by field', async () => {
  const answer = await call(writeKey, 'POST', '/organisations', { ...practice, name: '', postcode: 'nowhere' });
  expect(answer).toMatchObject({
    status: 422,
    json: { code: 'input.invalid', errors: { name: 'Enter its name.', postcode: expect.stringContaining('postcode') } },
  });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await call(writeKey, 'GET', '/nowhere')).toMatchObject({ status: 404 });
});

test('lists are paged by a cursor', async () => {
  const organisation = (await call(writeKey, 'POST', '/organisations', practice)).json.id;
  for (const date of ['2026-12-01', '2026-12-02', '2026-12-03']) {
    await call(writeKey, 'POST', '/bookings', {
      organisation,
      workType: 'surgery',
      date,
      start: '08:30',
      end: '13:00',
      billingMode: 'self_invoiced',
      rateKind: 'session',
      rate: '340',
    });
  }
  const first = await call(readKey, 'GET', '/bookings?from=2026-12-01&limit=2');
  const second = await call(readKey, 'GET', `/bookings?from=2026-12-01&limit=2&after=${first.json.next}`);
  expect([...itemsOf(first.json), ...itemsOf(second.json)].map(item => item.date)).toEqual([
    '2026-12-03',
    '2026-12-02',
    '2026-12-01',
  ]);
  expect(second.json.next).toBeNull();
});

test('cancellation terms are shown as they are written', async () => {
  const cancellationTerms = { bands: [{ unit: 'days', lessThan: 7, percent: 50 }] };
  const { id } = (await call(writeKey, 'POST', '/organisations', { ...practice, cancellationTerms })).json;
  expect((await call(readKey, 'GET', `/organisations/${id}`)).json).toMatchObject({ cancellationTerms });
});

test('another owner’s things are not there', async () => {
  const other = await makeKey(it.ctx, await it.makeAccount(), { label: 'other', scope: 'write', days: 30 });
  const [mine] = itemsOf((await call(readKey, 'GET', '/invoices')).json);
  expect(await call(other, 'GET', `/invoices/${mine?.id}`)).toMatchObject({ status: 404 });
  expect(await call(other, 'POST', `/invoices/${mine?.id}/void`, { reason: 'x' })).toMatchObject({ status: 404 });
  expect((await call(other, 'GET', '/bookings')).json).toEqual({ items: [], next: null });
});

test('the document describes every operation with its answers, and the page shows them', async () => {
  const { json } = await call(undefined, 'GET', '/openapi.json');
  expect(json.openapi).toBe('3.1.0');
  const operations = Object.entries(json.paths ?? {}).flatMap(([path, methods]) =>
    Object.values(methods).map(operation => ({ path, operation })),
  );
  expect(operations.length).toBeGreaterThan(25);
  for (const { path, operation } of operations) {
    expect(operation.summary, path).toBeTruthy();
    expect(Object.keys(operation.responses ?? {}), path).not.toEqual([]);
  }
  expect(json.paths?.['/bookings']).toMatchObject({
    post: {
      requestBody: { content: { 'application/json': { schema: { properties: { rate: { type: 'string' } } } } } },
    },
  });
});
