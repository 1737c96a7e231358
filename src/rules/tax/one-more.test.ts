import { expect, test } from 'vitest';
import { type Pence, pence, sumPence, ZERO } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';
import { type MoreWork, oneMore } from './one-more.ts';
import { TAX_TABLES, type TaxRegion } from './tax-tables.ts';
import type { TaxYearInput } from './tax-year-estimate.ts';

const pounds = (amount: number): Pence => pence(Math.round(amount * 100));

function year(profit: number, change: Partial<TaxYearInput> = {}): TaxYearInput {
  return {
    year: '2026-27' as TaxYear,
    region: 'rest_of_uk',
    turnoverPence: pounds(profit),
    expensesPence: ZERO,
    employmentPence: ZERO,
    otherPence: ZERO,
    pensionPence: ZERO,
    taxPaidPence: ZERO,
    loanPaidPence: ZERO,
    loanPlans: [],
    voluntaryClass2: false,
    onAccountPence: ZERO,
    ...change,
  };
}

const work = (fee: number, costs = 0, pension = 0): MoreWork => ({
  feePence: pounds(fee),
  costsPence: pounds(costs),
  pensionPence: pounds(pension),
});

function more(input: TaxYearInput, it: MoreWork) {
  const answer = oneMore(input, it);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.more;
}

test('in the basic band a fee of £700 leaves what 20% and 6% leave of it', () => {
  expect(more(year(30_000), work(700))).toMatchObject({
    incomeTaxPence: 140_00,
    insurancePence: 42_00,
    loanPence: 0,
    leftPence: 518_00,
    leftBasisPoints: 7400,
  });
});

test('travel comes off both, a pension contribution off income tax alone, a loan takes 9%', () => {
  // £700 less £40 of travel; £63 of pension; Plan 1
  expect(more(year(30_000, { loanPlans: ['plan1'] }), work(700, 40, 63))).toMatchObject({
    incomeTaxPence: (660 - 63) * 20,
    insurancePence: 660 * 6,
    loanPence: 660 * 9,
    leftPence: 700_00 - 40_00 - 63_00 - (660 - 63) * 20 - 660 * 6 - 660 * 9,
  });
});

test('between £100,000 and £125,140 the allowance goes too: 62% of each pound', () => {
  expect(more(year(110_000), work(1000)).leftPence).toBe(380_00);
  expect(more(year(110_000, { region: 'scotland' }), work(1000)).leftPence).toBe(305_00);
});

test('a booking that costs more than it brings leaves less than nothing', () => {
  expect(more(year(30_000), work(100, 150)).leftPence).toBe(-50_00 + 50 * 26);
});

test('a voluntary Class 2 that the fee makes needless is given back', () => {
  const { insurancePence } = more(year(7_000, { voluntaryClass2: true }), work(700));
  expect(insurancePence).toBe(-52 * 365);
});

test('a year without figures is refused', () => {
  expect(oneMore(year(0, { year: '2030-31' as TaxYear }), work(100))).toEqual({
    ok: false,
    reason: 'tax_year_unknown',
  });
});

test('the parts and what is left add up to the fee at every ten pounds of both regions and all years', () => {
  const faults: string[] = [];
  for (const table of TAX_TABLES) {
    for (const region of ['rest_of_uk', 'scotland'] satisfies TaxRegion[]) {
      for (let profit = 0; profit <= 300_000; profit += 10) {
        const it = more(
          year(profit, { year: table.year, region, loanPlans: ['plan2', 'postgraduate'] }),
          work(333.33, 12.34, 21.01),
        );
        const parts = [
          it.costsPence,
          it.pensionPence,
          it.incomeTaxPence,
          it.insurancePence,
          it.loanPence,
          it.leftPence,
        ];
        if (sumPence(parts) !== it.feePence) faults.push(`${table.year} ${region} £${profit}`);
      }
    }
  }
  expect(faults).toEqual([]);
});
