import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { makeKey, revokeKey } from './make-key.ts';
import { holderOfKey, listKeys, touchKey } from './store.ts';

let it: TestContext;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

const thirtyDays = { label: 'My spreadsheet', scope: 'read', days: 30 } as const;
const holder = (key: string, now = TUESDAY) => holderOfKey(it.database.signIn, key, now);

test('a key is shown once and can be revoked from the page', async () => {
  const browser = await signedIn(it, testApp(it), 'maker@example.org');
  const made = await browser.post('/api-keys', { label: 'My spreadsheet', scope: 'read', days: '30' });
  const [key = ''] = /sk_live_[A-Za-z0-9_-]{43}/.exec(made.text) ?? [];
  expect(await holder(key)).toMatchObject({ scope: 'read' });
  const list = (await browser.get('/api-keys')).text;
  expect(list).not.toContain('sk_live_');
  expect(list).toContain(`…${key.slice(-4)}`);
  const id = /\/api-keys\/(key_\w+)\/revoke/.exec(list)?.[1];
  expect(await browser.post(`/api-keys/${id}/revoke`, {})).toMatchObject({ status: 303 });
  expect(await holder(key)).toBeUndefined();
  expect((await browser.get('/api-keys')).text).toContain('Revoked');
});

test('the table holds no key, only its hash', async () => {
  const key = await makeKey(it.ctx, await it.makeAccount(), thirtyDays);
  const { rows } = await it.database.admin.query<{ row: string }>(
    'SELECT row_to_json(k)::text AS row FROM api_keys k ORDER BY id DESC LIMIT 1',
  );
  expect(rows[0]?.row).toContain(key.slice(-4));
  expect(rows[0]?.row).not.toContain(key.slice(8, 40));
});

test('a key opens its owner’s things until the moment it ends', async () => {
  const owner = await it.makeAccount();
  const key = await makeKey(it.ctx, owner, thirtyDays);
  const end = TUESDAY.add({ hours: 30 * 24 });
  expect(await holder(key, end.subtract({ milliseconds: 1 }))).toMatchObject({ owner, scope: 'read' });
  expect(await holder(key, end)).toBeUndefined();
  expect(await holder(`${key}x`)).toBeUndefined();
});

test('another locum cannot revoke a key, and a revoked one cannot be revoked again', async () => {
  const [owner, other] = [await it.makeAccount(), await it.makeAccount()];
  const key = await makeKey(it.ctx, owner, thirtyDays);
  const id = (await holder(key))?.keyId;
  if (!id) throw new Error('the key has no holder');
  await expect(revokeKey(it.ctx, other, id)).rejects.toThrow(Refusal);
  expect(await holder(key)).toBeDefined();
  await revokeKey(it.ctx, owner, id);
  await expect(revokeKey(it.ctx, owner, id)).rejects.toThrow(Refusal);
});

test('use is noted to the minute', async () => {
  const owner = await it.makeAccount();
  await makeKey(it.ctx, owner, thirtyDays);
  const lastUse = async (now: Temporal.Instant) =>
    asOwner(it.ctx.db, owner, async tx => {
      const [key] = await listKeys(tx);
      if (key) await touchKey(tx, key.id, now);
      return (await listKeys(tx))[0]?.lastUsedAt?.toString();
    });
  expect(await lastUse(TUESDAY)).toBe('2026-11-24T10:00:00Z');
  expect(await lastUse(TUESDAY.add({ seconds: 30 }))).toBe('2026-11-24T10:00:00Z');
  expect(await lastUse(TUESDAY.add({ seconds: 61 }))).toBe('2026-11-24T10:01:01Z');
});
