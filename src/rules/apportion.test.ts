import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion } from './apportion.ts';
import { pence, sumPence } from './money.ts';

test.each([
  [9059, [33_333, 33_333, 10_001], [3939, 3938, 1182]],
  [1, [1, 1, 1], [0, 1, 0]],
  [100, [0, 0], [100, 0]],
  [0, [5, 5], [0, 0]],
  [5, [], []],
])('%i pence shared out by %j gives %j', (total, weights, shares) => {
  expect(apportion(pence(total), weights.map(pence))).toEqual(shares);
});

test('shares always come to the total, and none is a penny or more away from its own rounding', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 }), (total, weights) => {
      const shares = apportion(pence(total), weights.map(pence));
      expect(sumPence(shares)).toBe(total);
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      if (all === 0) return;
      for (const [at, share] of shares.entries())
        expect(Math.abs(share - (total * (weights[at] ?? 0)) / all)).toBeLessThan(1.001);
    }),
  );
});
