import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { geocoderContract } from '#ports/geocoder.contract.ts';
import { areaTable } from './area-table.ts';
import { postcodesIo } from './postcodes-io.ts';

/** A double that answers as postcodes.io does: shapes and errors of its contract, places of our own. */
const ANSWERS: Readonly<Record<string, readonly [status: number, body: unknown]>> = {
  '/postcodes/LS14AP': [
    200,
    {
      status: 200,
      result: { postcode: 'LS1 4AP', outcode: 'LS1', latitude: 53.796, longitude: -1.548, admin_district: 'Leeds' },
    },
  ],
  '/postcodes/AB10AA': [
    404,
    {
      status: 404,
      error: 'Postcode not found',
      terminated: {
        postcode: 'AB1 0AA',
        year_terminated: 1996,
        month_terminated: 6,
        longitude: -2.242851,
        latitude: 57.101474,
      },
    },
  ],
  '/postcodes/GY11AA': [
    200,
    {
      status: 200,
      result: { postcode: 'GY1 1AA', outcode: 'GY1', latitude: null, longitude: null, admin_district: null },
    },
  ],
  '/outcodes/GY1': [
    200,
    { status: 200, result: { outcode: 'GY1', latitude: 49.46, longitude: -2.54, admin_district: [] } },
  ],
  '/outcodes/LS6': [
    200,
    { status: 200, result: { outcode: 'LS6', latitude: 53.82, longitude: -1.57, admin_district: ['Leeds'] } },
  ],
  '/places?q=leeds&limit=10': [
    200,
    {
      status: 200,
      result: [
        { name_1: 'Leedstown', latitude: 50.16, longitude: -5.36 },
        { name_1: 'Leeds', latitude: 53.8, longitude: -1.55 },
      ],
    },
  ],
  '/places?q=atlantis&limit=10': [200, { status: 200, result: [] }],
  '/places?q=york&limit=10': [500, { status: 500, error: '500 Server Error.' }],
};

let server: Server;
let base: string;
let asked: { path: string; headers: Record<string, unknown> }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    if (path === '/places?q=slow&limit=10') return; // never answers
    const [status, body] = ANSWERS[path] ?? [404, { status: 404, error: 'Invalid postcode' }];
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

geocoderContract('the table of postcode areas', areaTable);
geocoderContract('postcodes.io', () => postcodesIo(base));

test('only the postcode is sent: no cookie, no referrer, nothing of the locum', async () => {
  await postcodesIo(base).locatePostcode('LS1 4AP');
  expect(asked.map(it => it.path)).toEqual(['/postcodes/LS14AP']);
  for (const name of ['cookie', 'referer', 'authorization', 'origin']) expect(asked[0]?.headers[name]).toBeUndefined();
});

test('a postcode that was taken out of use is still about where it was', async () => {
  expect(await postcodesIo(base).locatePostcode('AB1 0AA')).toEqual({
    kind: 'found',
    point: { latitude: 57.101474, longitude: -2.242851 },
    precision: 'about',
    place: 'Aberdeen',
  });
});

test('where a postcode has no coordinates its outcode’s are taken, "about"', async () => {
  expect(await postcodesIo(base).locatePostcode('GY1 1AA')).toMatchObject({
    kind: 'found',
    point: { latitude: 49.46, longitude: -2.54 },
    precision: 'about',
    place: 'Guernsey',
  });
});

test('half a postcode is an outcode', async () => {
  expect(await postcodesIo(base).locatePostcode('ls6')).toMatchObject({
    kind: 'found',
    precision: 'about',
    place: 'Leeds',
  });
});

test('what was asked once is not asked again, and a failure is not remembered', async () => {
  const geocoder = postcodesIo(base);
  for (const _ of [1, 2, 3]) await geocoder.locatePostcode('LS1 4AP');
  expect(asked).toHaveLength(1);
  for (const _ of [1, 2]) expect((await geocoder.locatePlace('York')).kind).toBe('unavailable');
  expect(asked).toHaveLength(3);
});

test('a service that cannot be reached, or answers rubbish, is unavailable, throws nothing, and our own table stands in', async () => {
  const leeds = { kind: 'unavailable', instead: { point: { latitude: 53.8, longitude: -1.55 }, place: 'Leeds' } };
  expect(await postcodesIo('http://127.0.0.1:9').locatePostcode('LS1 4AP')).toEqual(leeds);
  const rubbish = postcodesIo(base, async () => new Response('<html>', { status: 200 }));
  expect(await rubbish.locatePostcode('LS1 4AP')).toEqual(leeds);
  const late = postcodesIo(base, async (_, init) => {
    expect(init.signal).toBeInstanceOf(AbortSignal);
    throw new DOMException('late', 'TimeoutError');
  });
  expect(await late.locatePlace('leeds')).toEqual(leeds);
  expect(await late.locatePlace('slow')).toEqual({ kind: 'unavailable' });
});

test('a wrong address of the service is a fault, not an unknown postcode', async () => {
  const elsewhere = postcodesIo(
    base,
    async () => new Response(JSON.stringify({ status: 404, error: 'Resource not found' }), { status: 404 }),
  );
  for (const postcode of ['LS1 4AP', 'LS6'])
    expect((await elsewhere.locatePostcode(postcode)).kind, postcode).toBe('unavailable');
});

test('a postcode without a district is named by its post town, never by itself', async () => {
  const result = { outcode: 'LS1', latitude: 53.796, longitude: -1.548, admin_district: null };
  const nameless = postcodesIo(base, async () => new Response(JSON.stringify({ status: 200, result })));
  expect(await nameless.locatePostcode('LS1 4AP')).toMatchObject({ kind: 'found', place: 'Leeds' });
});

test('what is unknown is asked again after an hour: it may be new', async () => {
  let now = 0;
  const geocoder = postcodesIo(base, fetch, () => now);
  for (const _ of [1, 2]) expect((await geocoder.locatePostcode('ZZ9 9ZZ')).kind).toBe('unknown');
  expect(asked).toHaveLength(1);
  now = 61 * 60 * 1000;
  await geocoder.locatePostcode('ZZ9 9ZZ');
  expect(asked).toHaveLength(2);
});
