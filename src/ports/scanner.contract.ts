import { expect, test } from 'vitest';
import type { Scanner } from './scanner.ts';

/** What every scanner promises of harmless bytes, of any size. */
export function scannerContract(name: string, make: () => Scanner): void {
  test(`${name} finds harmless bytes clean, none, few and many`, async () => {
    for (const size of [0, 1, 300_000])
      expect(await make().scan(new Uint8Array(size).fill(65)), String(size)).toEqual({ kind: 'clean' });
  });
}
