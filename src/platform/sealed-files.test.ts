import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folderStore } from '#adapters/file-store/folder.ts';
import { describeFileStore } from '#ports/file-store.contract.ts';
import { sealedFiles } from './sealed-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealed-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = (id: string, fill: number) => ({ id, secret: new Uint8Array(32).fill(fill) });
const store = folderStore(folder);
const bytes = Buffer.from('%PDF-1.7 account 12345678, National Insurance AB123456C');
const onDisk = (name: string) => readFileSync(join(folder, name));

describeFileStore('sealed, in a folder', async () => ({
  store: sealedFiles(folderStore(join(folder, 'contract')), [key('k1', 1)]),
  close: async () => {},
}));

describe('a file at rest', () => {
  test('shows nothing of itself on the disk, and reads as it was stored', async () => {
    const files = sealedFiles(store, [key('k1', 1)]);
    await files.put('a/paper', bytes, 'application/pdf');
    expect(onDisk('a/paper').includes('12345678')).toBe(false);
    expect(onDisk('a/paper').includes('PDF')).toBe(false);
    expect(Buffer.from((await files.get('a/paper')) ?? [])).toEqual(bytes);
  });

  test('does not open once it was altered, cut, moved to another name, or where its key is unknown', async () => {
    const files = sealedFiles(store, [key('k1', 1)]);
    await files.put('b/altered', bytes, 'application/pdf');
    const kept = onDisk('b/altered');
    writeFileSync(
      join(folder, 'b/altered'),
      Buffer.from(kept.map((byte, i) => (i === kept.length - 1 ? byte ^ 1 : byte))),
    );
    await expect(files.get('b/altered')).rejects.toThrow();
    writeFileSync(join(folder, 'b/altered'), kept.subarray(0, 40));
    await expect(files.get('b/altered')).rejects.toThrow();
    await files.put('b/here', bytes, 'application/pdf');
    renameSync(join(folder, 'b/here'), join(folder, 'b/there'));
    await expect(files.get('b/there')).rejects.toThrow();
    await files.put('b/known', bytes, 'application/pdf');
    await expect(sealedFiles(store, [key('k2', 2)]).get('b/known')).rejects.toThrow('no encryption key k1');
  });

  test('from before files were sealed is read as it is, and sealed when asked', async () => {
    await store.put('c/old', bytes, 'application/pdf');
    const files = sealedFiles(store, [key('k1', 1)]);
    expect(Buffer.from((await files.get('c/old')) ?? [])).toEqual(bytes);
    expect(await files.reseal('c/old')).toBe(true);
    expect(onDisk('c/old').includes('12345678')).toBe(false);
    expect(Buffer.from((await files.get('c/old')) ?? [])).toEqual(bytes);
  });

  test('moves to a new key once, and needs the old one no longer', async () => {
    await sealedFiles(store, [key('k1', 1)]).put('d/paper', bytes, 'application/pdf');
    const both = sealedFiles(store, [key('k2', 2), key('k1', 1)]);
    expect([await both.reseal('d/paper'), await both.reseal('d/paper'), await both.reseal('d/none')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(Buffer.from((await sealedFiles(store, [key('k2', 2)]).get('d/paper')) ?? [])).toEqual(bytes);
  });
});
