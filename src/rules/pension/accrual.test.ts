import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import { ACCRUAL_SOURCES, annualAllowance, careEarned, careRevalued } from './accrual.ts';

test('a year of £54,000 earns £1,000 a year, and a penny more or less rounds once', () => {
  expect([5_400_000, 5_400_026, 5_400_027, 0].map(amount => careEarned(pence(amount)))).toEqual([
    100_000, 100_000, 100_001, 0,
  ]);
});

test('what was earned before grows by CPI and 1.5 points, and still by those where prices fall', () => {
  expect([250, 0, -50].map(cpi => careRevalued(pence(100_000), cpi))).toEqual([104_000, 101_500, 101_000]);
});

const grown = { openingPence: pence(1_000_000), cpiBasisPoints: 200, adjustedIncomePence: pence(10_000_000) };

test.each([
  ['growth of £3,750 above inflation is £60,000 and stays within', 1_395_000, 6_000_000, false],
  ['a penny more is over', 1_395_001, 6_000_016, true],
  ['a pension that grew less than prices counts nothing', 1_010_000, 0, false],
])('%s', (_, closing, inputPence, isOver) => {
  expect(annualAllowance({ ...grown, closingPence: pence(closing) })).toEqual({
    ok: true,
    inputPence,
    allowancePence: 6_000_000,
    isOver,
    taper: 'none',
  });
});

test.each([
  [26_000_000, 6_000_000, 'none'],
  [26_000_200, 5_999_900, 'tapered'],
  [30_000_000, 4_000_000, 'tapered'],
  [36_000_000, 1_000_000, 'tapered'],
  [90_000_000, 1_000_000, 'tapered'],
  [undefined, 6_000_000, 'income_unknown'],
])('adjusted income of %s pence leaves an allowance of %i', (income, allowancePence, taper) => {
  const adjustedIncomePence = income === undefined ? undefined : pence(income);
  expect(annualAllowance({ ...grown, closingPence: pence(1_000_000), adjustedIncomePence })).toMatchObject({
    allowancePence,
    taper,
  });
});

test('without CPI there is no answer, and each figure says how sure it is', () => {
  const asked = { ...grown, closingPence: pence(1_400_000), cpiBasisPoints: undefined };
  expect(annualAllowance(asked)).toEqual({ ok: false, reason: 'cpi_unknown' });
  expect(Object.values(ACCRUAL_SOURCES).map(it => it.grade)).toEqual([
    'published',
    'third party, check gov.uk',
    'general knowledge, no source read',
  ]);
});
