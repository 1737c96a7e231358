import { expect, test } from 'vitest';
import { type Pence, pence, ZERO } from '../money.ts';
import { readTaxYear, type TaxYear } from '../tax-year.ts';
import { takeHome } from './take-home.ts';

const year = (text: string) => readTaxYear(text) as TaxYear;
const income = (turnoverPence: Pence, expensesPence: Pence, of = '2026-27') => ({
  year: year(of),
  region: 'rest_of_uk' as const,
  turnoverPence,
  expensesPence,
  employmentPence: ZERO,
  otherPence: ZERO,
  pensionPence: ZERO,
  taxPaidPence: ZERO,
  loanPaidPence: ZERO,
  loanPlans: [],
  voluntaryClass2: false,
  onAccountPence: ZERO,
});

test('what is left, what is owed and what was spent are the whole income', () => {
  const answer = takeHome(income(pence(60_000_00), pence(5_000_00)));
  expect(answer).toMatchObject({
    ok: true,
    owedPence: 11_788_60,
    leftPence: 43_211_40,
    leftAMonthPence: 3_600_95,
    // 19.6476…%, rounded up
    reserveBasisPoints: 1965,
  });
  expect(11_788_60 + 43_211_40 + 5_000_00).toBe(60_000_00);
});

test('what is put aside at that share of each receipt is never less than what is owed', () => {
  for (let pounds = 500; pounds <= 300_000; pounds += 497) {
    const answer = takeHome(income(pence(pounds * 100), ZERO));
    if (!answer.ok) throw new Error('no figures');
    expect(Math.floor((pounds * 100 * answer.reserveBasisPoints) / 10_000)).toBeGreaterThanOrEqual(answer.owedPence);
  }
});

test('no income keeps nothing, and a year without figures has no answer', () => {
  expect(takeHome(income(ZERO, ZERO))).toMatchObject({ reserveBasisPoints: 0, owedPence: 0 });
  expect(takeHome(income(ZERO, ZERO, '2040-41'))).toEqual({ ok: false, reason: 'tax_year_unknown' });
});
