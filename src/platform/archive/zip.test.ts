import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { archiveName, SUMS_FILE, zipWithSums } from './zip.ts';

const AT = Temporal.Instant.from('2026-11-24T10:00:00Z');
const entry = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

test('an archive opens to what was put in, and its sums are those of its files', () => {
  const files = unzipSync(zipWithSums([entry('a.csv', 'one'), entry('invoices/INV-1.pdf', 'two')], AT));
  expect(Object.keys(files)).toEqual(['a.csv', 'invoices/INV-1.pdf', SUMS_FILE]);
  const sums = strFromU8(files[SUMS_FILE] ?? new Uint8Array())
    .trimEnd()
    .split('\n');
  for (const line of sums) {
    const [, sum, name = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    expect(
      createHash('sha256')
        .update(files[name] ?? '')
        .digest('hex'),
      name,
    ).toBe(sum);
  }
  expect(sums).toHaveLength(2);
});

test('two files of one name are both there, and the same files make the same bytes', () => {
  const entries = [entry('r/photo.jpg', 'one'), entry('r/Photo.jpg', 'two'), entry('r/photo.jpg', 'three')];
  const zip = zipWithSums(entries, AT);
  expect(Object.keys(unzipSync(zip))).toEqual(['r/photo.jpg', 'r/Photo (2).jpg', 'r/photo (3).jpg', SUMS_FILE]);
  expect(zipWithSums(entries, AT)).toEqual(zip);
});

test('a name from people never leaves its folder', () => {
  for (const [given, kept] of [
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\photo.jpg', 'C-photo.jpg'],
    ['...', 'file'],
    ['Receipt 3.pdf', 'Receipt 3.pdf'],
  ])
    expect(archiveName(given ?? '')).toBe(kept);
});
