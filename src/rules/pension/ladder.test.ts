import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import { placeOnLadder, rungs } from './ladder.ts';
import { TIER_TABLES } from './tier-tables.ts';

test('the stairs of every table lie side by side from nought to the edge, each higher than the one before', () => {
  for (const table of Object.values(TIER_TABLES).flat()) {
    const stairs = rungs(table);
    expect(stairs).toHaveLength(table.rates.length);
    expect(stairs[0]?.left).toBe(0);
    for (const [at, rung] of stairs.entries()) {
      const next = stairs[at + 1];
      if (next) {
        expect(rung.left + rung.width).toBeCloseTo(next.left);
        expect(next.height).toBeGreaterThan(rung.height);
      }
    }
    expect((stairs.at(-1)?.left ?? 0) + (stairs.at(-1)?.width ?? 0)).toBeCloseTo(1);
    expect(placeOnLadder(table, pence(999_999_900))).toBe(1);
  }
});
