import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { liveATaxYear } from '#tests/cast/tax-year.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { askForPack, deletePack, forgetOldPacks, openPack } from './ask-pack.ts';
import { packJob } from './make-pack.ts';
import { withinSize } from './pack-papers.ts';
import { readPack } from './pack-store.ts';

let it: TestContext;
let owner: Owner;
const YEAR = '2026-27' as TaxYear;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await liveATaxYear(it, owner);
  it.ctx.clock.set(TUESDAY);
});
afterAll(() => it.close());

const read = (id: Awaited<ReturnType<typeof askForPack>>) => asOwner(it.ctx.db, owner, tx => readPack(tx, id));

test('a year’s pack has its summary, the rows of each figure, all invoices, and sums that are true', async () => {
  const id = await askForPack(it.ctx, owner, YEAR);
  expect(await read(id)).toMatchObject({ state: 'waiting', fileId: null });
  await expect(openPack(it.ctx, owner, id)).rejects.toMatchObject({ reason: { code: 'tax_pack.not_ready' } });
  await it.work();
  expect(await read(id)).toMatchObject({ state: 'ready', done: 3, parts: 3 });
  const files = unzipSync((await openPack(it.ctx, owner, id)).bytes);
  const names = Object.keys(files);
  expect(names.filter(name => name.startsWith('invoices/'))).toHaveLength(3);
  for (const name of [
    'summary.html',
    'tables/turnover-by-money-received.csv',
    'tables/expenses.csv',
    'tables/quarters.csv',
  ])
    expect(names).toContain(name);
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  for (const part of ['£41,200.00', '£40,616.60', '£7,276.37', 'Amara Okafor'])
    expect(text('summary.html')).toContain(part);
  expect(text('tables/turnover-by-money-received.csv')).toContain('INV-0002, Hill Clinic",15000.00');
  const sums = text('SHA256SUMS.txt').trimEnd().split('\n');
  expect(sums).toHaveLength(names.length - 1);
  for (const line of sums) {
    const [sum, name = ''] = line.split('  ');
    expect(
      createHash('sha256')
        .update(files[name] ?? '')
        .digest('hex'),
      name,
    ).toBe(sum);
  }
  expect((await it.mailbox.list()).map(mail => mail.subject)).toContain('Your pack of the tax year 2026/27 is ready');
});

test('a pack asked for twice is made once, and a job that runs twice changes nothing', async () => {
  const wanted = newId('taxPack');
  const first = await askForPack(it.ctx, owner, '2025-26' as TaxYear, wanted);
  expect(await askForPack(it.ctx, owner, '2025-26' as TaxYear)).toBe(first);
  await it.work();
  expect(await askForPack(it.ctx, owner, '2025-26' as TaxYear, wanted)).toBe(first);
  const before = await read(first);
  await packJob(it.ctx).run({ accountId: owner.accountId, packId: first });
  expect(await read(first)).toEqual(before);
});

test('nobody else opens or deletes it', async () => {
  const id = await askForPack(it.ctx, owner, YEAR);
  await it.work();
  const stranger = await it.makeAccount();
  await expect(openPack(it.ctx, stranger, id)).rejects.toMatchObject({ reason: { code: 'not_found' } });
  await expect(deletePack(it.ctx, stranger, id)).rejects.toMatchObject({ reason: { code: 'not_found' } });
  expect(await read(id)).toMatchObject({ state: 'ready' });
});

test('one that is deleted while it is made comes to nothing, and leaves no bytes', async () => {
  const id = await askForPack(it.ctx, owner, YEAR);
  await deletePack(it.ctx, owner, id);
  const before = it.onDisk().length;
  await it.work();
  expect(await read(id)).toBeUndefined();
  expect(it.onDisk()).toHaveLength(before);
});

test('a fault leaves it marked as failed, and the next try makes it', async () => {
  const id = await askForPack(it.ctx, owner, YEAR);
  const payload = { accountId: owner.accountId, packId: id };
  const away = { ...it.ctx.files, get: () => Promise.reject(new Error('the store is away')) };
  await expect(packJob({ ...it.ctx, files: away }).run(payload)).rejects.toThrow('the store is away');
  expect(await read(id)).toMatchObject({ state: 'failed' });
  await packJob(it.ctx).run(payload);
  expect(await read(id)).toMatchObject({ state: 'ready' });
});

test('after fourteen days it is thrown away with its bytes', async () => {
  const id = await askForPack(it.ctx, owner, YEAR);
  await it.work();
  const before = it.onDisk().length;
  it.ctx.clock.set(TUESDAY.add({ hours: 24 * 14 - 1 }));
  await forgetOldPacks(it.ctx, owner);
  expect(await read(id)).toMatchObject({ state: 'ready' });
  it.ctx.clock.set(TUESDAY.add({ hours: 24 * 14 }));
  await forgetOldPacks(it.ctx, owner);
  it.ctx.clock.set(TUESDAY);
  expect(await read(id)).toBeUndefined();
  expect(it.onDisk().length).toBeLessThan(before);
});

test('what would be too large is left out, invoices last', () => {
  const paper = (kind: 'invoice' | 'receipt', megabytes: number) => ({
    fileId: newId('file'),
    name: kind,
    sizeBytes: megabytes * 1024 * 1024,
    kind,
  });
  const papers = [paper('invoice', 10), paper('receipt', 240), paper('receipt', 20), paper('receipt', 5)];
  expect(withinSize(papers).map(it => it.sizeBytes / 1024 / 1024)).toEqual([10, 240, 5]);
});
