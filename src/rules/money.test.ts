import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatPercent,
  formatPounds,
  type Pence,
  parsePounds,
  pence,
  plainPounds,
  proportion,
  shareOf,
  sumPence,
} from './money.ts';

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(pence);

test('pounds are read as people type them', () => {
  const read = (text: string) => parsePounds(text);
  expect(read('85')).toEqual({ ok: true, pence: 8500 });
  expect(read('£1,234.50')).toEqual({ ok: true, pence: 123_450 });
  expect(read(' 0.1 ')).toEqual({ ok: true, pence: 10 });
  expect(read('.05')).toEqual({ ok: true, pence: 5 });
  expect(read('')).toEqual({ ok: false, reason: 'empty' });
  expect(read('-3')).toEqual({ ok: false, reason: 'negative' });
  expect(read('1.005')).toEqual({ ok: false, reason: 'too_many_decimals' });
  expect(read('1e3')).toEqual({ ok: false, reason: 'not_a_number' });
  expect(read('99999999999')).toEqual({ ok: false, reason: 'too_large' });
});

test('what is written reads back as the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }).map(pence), it => {
      expect(parsePounds(formatPounds(it))).toEqual({ ok: true, pence: it });
      expect(parsePounds(plainPounds(it))).toEqual({ ok: true, pence: it });
    }),
  );
  expect(formatPounds(pence(-123_456_789))).toBe('-£1,234,567.89');
});

test('a part of a penny is never an amount', () => {
  expect(() => pence(0.5)).toThrow(RangeError);
  expect(() => pence(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
  expect(Object.is(pence(-0), 0)).toBe(true);
});

test('a proportion is exact and rounds half away from nought', () => {
  expect(proportion(pence(1), 1, 2)).toBe(1);
  expect(proportion(pence(-1), 1, 2)).toBe(-1);
  expect(shareOf(pence(9000), 1438)).toBe(1294);
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (it, share) => {
      const exact = (BigInt(it) * BigInt(share) * 2n) / 10_000n;
      expect(Math.abs(2 * shareOf(it, share) - Number(exact))).toBeLessThanOrEqual(1);
    }),
  );
});

test('a sum is the sum, in whatever order and grouping', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 40 }), fc.nat(40), (amounts, cut) => {
      const whole = sumPence(amounts);
      expect(sumPence([sumPence(amounts.slice(0, cut)), sumPence(amounts.slice(cut))])).toBe(whole);
      expect(sumPence(amounts.toReversed())).toBe(whole);
    }),
  );
});

test('percentages are written without idle noughts', () => {
  expect([1438, 9000, 980, 5, 10_000].map(formatPercent)).toEqual(['14.38%', '90%', '9.8%', '0.05%', '100%']);
  const none: Pence[] = [];
  expect(sumPence(none)).toBe(0);
});
