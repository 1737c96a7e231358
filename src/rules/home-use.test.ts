import { expect, test } from 'vitest';
import { homeClaim } from './home-use.ts';
import { pence } from './money.ts';

test('hours at home give nothing below 25, then £10, £18 and £26 a month', () => {
  const hours = [0, 24, 25, 50, 51, 100, 101, 300];
  expect(hours.map(it => homeClaim({ by: 'hours', hours: it }))).toEqual([0, 0, 1000, 1000, 1800, 1800, 2600, 2600]);
});

test('12.5% of £411.37 of rent and power is £51.42', () => {
  expect(homeClaim({ by: 'share', costPence: pence(41_137), businessBasisPoints: 1250 })).toBe(5142);
});
