import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Upload } from '#platform/upload/check-upload.ts';
import { heic, picture } from '#tests/cast/pictures.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { keepPhoto, removePhoto } from './keep-publication.ts';
import { readPublication } from './store.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
});

const portrait = async (): Promise<Upload> => ({
  name: 'me.png',
  bytes: new Uint8Array(await picture().png().toBuffer()),
});
const rows = async () => {
  const found = await it.database.admin.query('SELECT id FROM files WHERE account_id = $1', [owner.accountId]);
  return found.rows.map(row => row.id);
};

test('a photo that is replaced is deleted, its row and its bytes; one that is taken away too', async () => {
  const before = it.onDisk();
  await keepPhoto(it.ctx, owner, await portrait());
  const [first] = await rows();
  await keepPhoto(it.ctx, owner, { name: 'me.heic', bytes: new Uint8Array(heic()) });
  const kept = await rows();
  expect(kept).toHaveLength(1);
  expect(kept).not.toContain(first);
  expect((await asOwner(it.ctx.db, owner, readPublication)).photoFileId).toBe(kept[0]);
  expect(it.onDisk()).toHaveLength(before.length + 1);
  await removePhoto(it.ctx, owner);
  expect(await rows()).toEqual([]);
  expect(it.onDisk()).toEqual(before);
  // taking away what is not there is no fault
  await removePhoto(it.ctx, owner);
});

test('of photos sent at once one stays, and nothing of the others', async () => {
  const before = it.onDisk().length;
  const photo = await portrait();
  await Promise.all([1, 2, 3, 4].map(() => keepPhoto(it.ctx, owner, photo)));
  expect(await rows()).toHaveLength(1);
  expect(it.onDisk()).toHaveLength(before + 1);
});

test('the scanner sees a photo before it is kept: what it finds is refused, and so is everything while it does not answer', async () => {
  const seen: number[] = [];
  const photo = await portrait();
  const found = { kind: 'infected', name: 'Eicar' } as const;
  const silent = { kind: 'unavailable', reason: 'no answer' } as const;
  for (const [outcome, code] of [
    [found, 'upload.infected'],
    [silent, 'upload.not_scanned'],
  ] as const) {
    const scan = async (bytes: Uint8Array) => {
      seen.push(bytes.length);
      return outcome;
    };
    const ctx = { ...it.ctx, scanner: { name: 'test', scan } };
    await expect(keepPhoto(ctx, owner, photo)).rejects.toMatchObject({ reason: { code } });
  }
  expect(seen).toEqual([photo.bytes.length, photo.bytes.length]);
  expect(await rows()).toEqual([]);
});

test('the photo is a square WebP', async () => {
  await keepPhoto(it.ctx, owner, await portrait());
  const { rows: found } = await it.database.admin.query('SELECT store_key FROM files WHERE account_id = $1', [
    owner.accountId,
  ]);
  const { format, width, height } = await sharp(await it.ctx.files.get(found[0].store_key)).metadata();
  expect([format, width, height]).toEqual(['webp', 512, 512]);
});
