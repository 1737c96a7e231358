import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileStore } from './file-store.ts';

export interface FileStoreUnderTest {
  readonly store: FileStore;
  close(): Promise<void>;
}

/** What every file store promises. */
export function describeFileStore(name: string, make: () => Promise<FileStoreUnderTest>): void {
  describe(`the file store: ${name}`, () => {
    let made: FileStoreUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    test('gives back exactly the bytes it was given', async () => {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
      await made.store.put('invoices/2026/one.pdf', bytes, 'application/pdf');
      expect(same(await made.store.get('invoices/2026/one.pdf'), bytes)).toBe(true);
    });

    test('keeps an empty file', async () => {
      await made.store.put('empty', new Uint8Array(), 'text/plain');
      expect((await made.store.get('empty'))?.length).toBe(0);
    });

    test('replaces what was under the key', async () => {
      await made.store.put('form.pdf', text('a longer first version'), 'application/pdf');
      await made.store.put('form.pdf', text('second'), 'application/pdf');
      expect(same(await made.store.get('form.pdf'), text('second'))).toBe(true);
    });

    test('has nothing under a key that was never written', async () => {
      expect(await made.store.get('never/written.pdf')).toBeUndefined();
    });

    test('forgets what is deleted, and does not mind deleting it again', async () => {
      await made.store.put('gone.pdf', text('short-lived'), 'application/pdf');
      await made.store.delete('gone.pdf');
      expect(await made.store.get('gone.pdf')).toBeUndefined();
      await expect(made.store.delete('gone.pdf')).resolves.not.toThrow();
    });

    test('lists what is below a folder, and only that', async () => {
      await Promise.all(
        ['listed/a', 'listed/deep/b', 'listed-not/c', 'other/d'].map(key =>
          made.store.put(key, text('x'), 'text/plain'),
        ),
      );
      await made.store.delete('listed/a');
      await made.store.put('listed/e', text('x'), 'text/plain');
      const found = await Array.fromAsync(made.store.list('listed'));
      expect(found.map(it => it.key).toSorted()).toEqual(['listed/deep/b', 'listed/e']);
      const hourAgo = Temporal.Now.instant().subtract({ hours: 1 });
      expect(found.every(it => Temporal.Instant.compare(it.storedAt, hourAgo) > 0)).toBe(true);
      expect(await Array.fromAsync(made.store.list('nothing/there'))).toEqual([]);
    });

    test('written by several at once, holds one of the versions, whole', async () => {
      const versions = Array.from({ length: 8 }, (_, i) => new Uint8Array(200_000).fill(i));
      await Promise.all(versions.map(bytes => made.store.put('raced.pdf', bytes, 'application/pdf')));
      const kept = await made.store.get('raced.pdf');
      expect(versions.some(bytes => same(kept, bytes))).toBe(true);
    });

    test.each(['', '/etc/passwd', '../outside', 'a/../../outside', 'UPPER', 'with space', 'nul\0', 'back\\slash'])(
      'refuses the key %j',
      async key => {
        await expect(attempt(() => made.store.put(key, text('x'), 'text/plain'))).rejects.toThrow();
        await expect(attempt(() => made.store.get(key))).rejects.toThrow();
        await expect(attempt(() => made.store.delete(key))).rejects.toThrow();
      },
    );
  });
}

/** A refusal may be thrown at once or by the promise. */
async function attempt(work: () => Promise<unknown>): Promise<unknown> {
  return await work();
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** Large arrays are slow to compare element by element in an expectation. */
function same(found: Uint8Array | undefined, wanted: Uint8Array): boolean {
  return found !== undefined && Buffer.compare(found, wanted) === 0;
}
