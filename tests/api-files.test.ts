import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { makeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { showId } from '#rules/ids.ts';
import { type LinkedThings, linkedThings } from './cast/linked-things.ts';
import { picture } from './cast/pictures.ts';
import { testApp } from './support/app.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let owner: Owner;
let things: LinkedThings;
let call: (method: string, path: string, body?: unknown) => Promise<Response>;
let otherCalls: typeof call;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  owner = await it.makeAccount();
  things = await linkedThings(it, owner);
  call = await caller(owner);
  otherCalls = await caller(await it.makeAccount());
});
afterAll(() => it.close());

async function caller(who: Owner): Promise<typeof call> {
  const key = await makeKey(it.ctx, who, { label: 'Key', scope: 'write', days: 30 });
  return (method, path, body) =>
    app.request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

test('a pack tells what it shows and what was asked for beside it', async () => {
  const link = await asOwner(it.ctx.db, owner, tx =>
    makeLink(it.ctx, tx, { scope: 'compliance', subjectId: things.subjects.compliance }),
  );
  const practice = app.browser();
  const asked = await practice.post(`${new URL(link.url).pathname}/ask`, { name: 'Maggie Hill', wanted: 'Your CV' });
  expect(asked.status).toBe(303);
  const [{ id }] = (await (await call('GET', '/compliance-packs')).json()).items;
  const answer = await call('GET', `/compliance-packs/${id}`);
  const pack = await answer.json();
  expect(pack).toMatchObject({
    label: 'January',
    guard: 'none',
    documents: [{ id: showId('document', things.documents.packed), title: 'Enhanced DBS', version: 1 }],
    asks: [{ name: 'Maggie Hill', wanted: 'Your CV' }],
  });
  expect(JSON.stringify(pack)).not.toMatch(/hash/i);
  expect((await otherCalls('GET', `/compliance-packs/${id}`)).status).toBe(404);
});

test('the files of a thread can be fetched by who owns it, and only with that thread', async () => {
  const about = showId('booking', things.subjects.booking as never);
  const thread = await (await call('GET', `/messages/${about}`)).json();
  const [file] = thread.items.flatMap((message: { files: { id: string; name: string }[] }) => message.files);
  expect(file).toMatchObject({ id: things.files.booking, name: 'rota.png' });
  const path = `/messages/${about}/files/${file.id}`;
  const answer = await call('GET', path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await sharp(new Uint8Array(await answer.arrayBuffer())).metadata()).width).toBe(80);
  expect((await otherCalls('GET', path)).status).toBe(404);
  expect((await call('GET', `/messages/${about}/files/${things.files.invoice}`)).status).toBe(404);
});

test('the photo of the public page is put, fetched and deleted', async () => {
  expect((await call('GET', '/publication/photo')).status).toBe(404);
  const content = (await picture().jpeg().toBuffer()).toString('base64');
  expect((await call('PUT', '/publication/photo', { fileName: 'me.jpg', content })).status).toBe(200);
  const photo = await call('GET', '/publication/photo');
  expect(photo.headers.get('content-type')).toBe('image/webp');
  expect((await sharp(new Uint8Array(await photo.arrayBuffer())).metadata()).width).toBe(512);
  expect((await otherCalls('GET', '/publication/photo')).status).toBe(404);
  const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
  expect((await call('PUT', '/publication/photo', { fileName: 'me.svg', content: page })).status).toBe(422);
  expect((await call('DELETE', '/publication/photo')).status).toBe(200);
  expect((await call('GET', '/publication/photo')).status).toBe(404);
});

test('links and their uses are listed page by page', async () => {
  const seen = new Set<string>();
  let after = '';
  for (let page = 0; page < 20; page++) {
    const answer = await (await call('GET', `/links?limit=3${after}`)).json();
    for (const { id } of answer.items) seen.add(id);
    if (answer.next === null) break;
    after = `&after=${answer.next}`;
  }
  const { rows } = await it.database.admin.query('SELECT count(*)::int AS n FROM access_links');
  expect(seen.size).toBe(rows[0].n);
  const link = await asOwner(it.ctx.db, owner, tx =>
    makeLink(it.ctx, tx, { scope: 'booking', subjectId: things.subjects.booking }),
  );
  const path = new URL(link.url).pathname;
  for (const sub of ['', '', `/files/${things.files.booking}`]) await app.browser().get(`${path}${sub}`);
  const shown = showId('link', link.id);
  const first = await (await call('GET', `/links/${shown}/uses?limit=2`)).json();
  expect(first.items).toMatchObject([
    { action: 'downloaded', about: 'rota.png' },
    { action: 'opened', about: null },
  ]);
  const second = await (await call('GET', `/links/${shown}/uses?limit=2&after=${first.next}`)).json();
  expect([second.items.length, second.next]).toEqual([1, null]);
  expect((await otherCalls('GET', `/links/${shown}/uses`)).status).toBe(404);
});
