import { describe, expect, test } from 'vitest';
import { type Pence, pence, sumPence, ZERO } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';
import { datesOfBill, paymentOnAccount } from './payments-on-account.ts';
import { putAside, wholeYear } from './put-aside.ts';
import { TAX_TABLES, type TaxRegion } from './tax-tables.ts';
import { estimateTaxYear, type TaxYearInput } from './tax-year-estimate.ts';

const year = (name: string) => name as TaxYear;
const pounds = (amount: number): Pence => pence(Math.round(amount * 100));
const day = (text: string) => Temporal.PlainDate.from(text);

function input(change: Partial<TaxYearInput> = {}): TaxYearInput {
  return {
    year: year('2026-27'),
    region: 'rest_of_uk',
    turnoverPence: ZERO,
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

function estimate(change: Partial<TaxYearInput> = {}) {
  const answer = estimateTaxYear(input(change));
  if (!answer.ok) throw new Error(answer.reason);
  return answer.estimate;
}

test('a year whose figures are not known is refused', () => {
  expect(estimateTaxYear(input({ year: year('2027-28') }))).toEqual({ ok: false, reason: 'tax_year_unknown' });
  expect(estimateTaxYear(input({ year: year('2023-24') }))).toEqual({ ok: false, reason: 'tax_year_unknown' });
});

describe('what the law gives at every pound', () => {
  /**
   * Highest legal charge on one more pound of profit, income tax and Class 4 together, in basis points, up to that many pounds of profit.
   * Written down by hand from bands, allowance and taper (a pound above £100,000 also takes half a pound of allowance).
   */
  const REST: Limits = [
    [12_570, 0],
    [50_270, 2600],
    [100_000, 4200],
    [125_140, 6200],
    [300_000, 4700],
  ];
  const scotland = (starter: number, basic: number): Limits => [
    [12_570, 0],
    [starter + 12_570, 2500],
    [basic + 12_570, 2600],
    [43_662, 2700],
    [50_270, 4800],
    [75_000, 4400],
    [100_000, 4700],
    [125_140, 6950],
    [300_000, 5000],
  ];
  const CASES: readonly (readonly [string, TaxRegion, Limits])[] = [
    ['2024-25', 'rest_of_uk', REST],
    ['2025-26', 'rest_of_uk', REST],
    ['2026-27', 'rest_of_uk', REST],
    ['2024-25', 'scotland', scotland(2306, 13_991)],
    ['2025-26', 'scotland', scotland(2827, 14_921)],
    ['2026-27', 'scotland', scotland(3967, 16_956)],
  ];

  test.each(CASES)(
    '%s, %s: the next pound never costs more than the law says, and tax never falls',
    (name, region, limits) => {
      const faults: string[] = [];
      let before = ZERO;
      for (let profit = 1; profit <= 300_000; profit++) {
        const now = estimate({ year: year(name), region, turnoverPence: pounds(profit) });
        const most = limits.find(([upTo]) => profit <= upTo)?.[1] ?? 0;
        const cost = now.totalPence - before;
        // one rounding to the penny, at either end
        if (cost > Math.ceil(most / 100)) faults.push(`£${profit}: ${cost}p of at most ${most / 100}p`);
        if (cost < 0) faults.push(`£${profit}: tax falls by ${-cost}p`);
        const parts = sumPence([...now.incomeTax.bands.map(it => it.taxPence), now.class4Pence]);
        if (parts !== now.totalPence) faults.push(`£${profit}: parts ${parts} of ${now.totalPence}`);
        before = now.totalPence;
      }
      expect(faults).toEqual([]);
    },
    60_000,
  );

  type Limits = readonly (readonly [upToPounds: number, basisPoints: number])[];
});

test('bands add up to the taxable income and the tax, to the penny, at odd amounts', () => {
  for (const table of TAX_TABLES) {
    for (const region of ['rest_of_uk', 'scotland'] as const) {
      for (let amount = 0; amount < 30_000_000; amount += 7_919_77) {
        const { incomeTax } = estimate({ year: table.year, region, turnoverPence: pence(amount) });
        expect(sumPence(incomeTax.bands.map(it => it.incomePence))).toBe(incomeTax.taxablePence);
        expect(sumPence(incomeTax.bands.map(it => it.taxPence))).toBe(incomeTax.taxPence);
      }
    }
  }
});

test('pension contributions come off income tax, and not off Class 4', () => {
  const without = estimate({ turnoverPence: pounds(60_000) });
  const withPension = estimate({ turnoverPence: pounds(60_000), pensionPence: pounds(5000) });
  expect(without.incomeTax.taxPence - withPension.incomeTax.taxPence).toBe(200_000);
  expect(withPension.class4Pence).toBe(without.class4Pence);
});

test('pension contributions give back the allowance that income above £100,000 had taken', () => {
  const without = estimate({ turnoverPence: pounds(110_000) });
  const withPension = estimate({ turnoverPence: pounds(110_000), pensionPence: pounds(10_000) });
  expect(without.incomeTax.taxPence - withPension.incomeTax.taxPence).toBe(600_000);
  expect(withPension.incomeTax.allowancePence).toBe(1_257_000);
});

test('pay from employment uses the allowance first, and tax that an employer took is not asked for again', () => {
  const both = estimate({
    turnoverPence: pounds(20_000),
    employmentPence: pounds(30_000),
    taxPaidPence: pounds(3486),
  });
  expect(both.incomeTax.taxPence).toBe(748_600);
  expect(both.class4Pence).toBe(44_580);
  expect(both.owedPence).toBe(748_600 + 44_580 - 348_600);
});

test('a loss is no income, and costs no tax', () => {
  const loss = estimate({ turnoverPence: pounds(1000), expensesPence: pounds(4000), employmentPence: pounds(20_000) });
  expect(loss.profitPence).toBe(-300_000);
  expect(loss.incomeTax.taxPence).toBe(148_600);
});

test('Class 2 is bought only below the small profits threshold and only by choice', () => {
  const low = { turnoverPence: pounds(7104) };
  expect(estimate({ ...low, voluntaryClass2: true }).class2).toEqual({ standing: 'voluntary', pence: 52 * 365 });
  expect(estimate(low).class2).toEqual({ standing: 'not_chosen', pence: 0 });
  expect(estimate({ turnoverPence: pounds(7105), voluntaryClass2: true }).class2.standing).toBe('treated_as_paid');
});

describe('student loans', () => {
  const loan = (name: string, profit: number, ...loanPlans: TaxYearInput['loanPlans']) =>
    estimate({ year: year(name), turnoverPence: pounds(profit), loanPlans }).loanPence;

  test.each([
    ['2024-25', 'plan1', 24_990],
    ['2024-25', 'plan2', 27_295],
    ['2024-25', 'plan4', 31_395],
    ['2024-25', 'postgraduate', 21_000],
    ['2025-26', 'plan1', 26_065],
    ['2025-26', 'plan2', 28_470],
    ['2025-26', 'plan4', 32_745],
    ['2025-26', 'postgraduate', 21_000],
    ['2026-27', 'plan1', 26_900],
    ['2026-27', 'plan2', 29_385],
    ['2026-27', 'plan4', 33_795],
    ['2026-27', 'plan5', 25_000],
    ['2026-27', 'postgraduate', 21_000],
  ] as const)('%s, %s: nothing up to £%d, and its rate above', (name, plan, threshold) => {
    expect(loan(name, threshold, plan)).toBe(0);
    expect(loan(name, threshold + 100, plan)).toBe(plan === 'postgraduate' ? 600 : 900);
  });

  test('nothing is collected of Plan 5 before April 2026', () => {
    expect(loan('2025-26', 60_000, 'plan5')).toBe(0);
  });

  test('two plans cost one 9% above the lower threshold, a postgraduate loan 6% beside it', () => {
    expect(loan('2026-27', 40_000, 'plan2', 'plan1')).toBe((40_000 - 26_900) * 9);
    expect(loan('2026-27', 40_000, 'plan1', 'postgraduate')).toBe((40_000 - 26_900) * 9 + (40_000 - 21_000) * 6);
  });

  test('a loan is no part of payments on account', () => {
    const owing = { turnoverPence: pounds(40_000) };
    expect(estimate({ ...owing, loanPlans: ['plan1'] }).nextOnAccountPence).toBe(estimate(owing).nextOnAccountPence);
  });
});

describe('payments on account', () => {
  const bill = (liability: number) => ({
    relevantPence: pounds(liability),
    atSourcePence: ZERO,
    owedPence: pounds(liability),
    onAccountPence: ZERO,
  });

  /** https://www.charlesaccountancy.com/blog/post/11097/Self-assessment-Payments-on-account/ and https://www.bfmsltd.co.uk/understanding-those-payments-on-account/ */
  test.each([
    [4000, 600_000, 200_000],
    [2000, 300_000, 100_000],
    [999.99, 99_999, 0],
  ])('a first bill of £%d asks for %d pence in January and %d in July', (liability, january, july) => {
    expect(datesOfBill(year('2025-26'), bill(liability)).map(it => [it.on.toString(), it.pence])).toEqual([
      ['2027-01-31', january],
      ['2027-07-31', july],
    ]);
  });

  test('none are asked for below £1,000, nor where more than four fifths were taken at source', () => {
    expect(paymentOnAccount({ relevantPence: pounds(1000), atSourcePence: ZERO })).toBe(50_000);
    expect(paymentOnAccount({ relevantPence: pounds(999.99), atSourcePence: ZERO })).toBe(0);
    expect(paymentOnAccount({ relevantPence: pounds(10_000), atSourcePence: pounds(8000) })).toBe(100_000);
    expect(paymentOnAccount({ relevantPence: pounds(10_000), atSourcePence: pounds(8000.01) })).toBe(0);
  });

  test('what was paid on account comes off the balance, and too much of it comes back', () => {
    const [january] = datesOfBill(year('2025-26'), { ...bill(3000), onAccountPence: pounds(4000) });
    expect(january?.parts).toEqual([
      { what: 'balance', pence: -100_000 },
      { what: 'first_on_account', pence: 150_000 },
    ]);
    expect(january?.pence).toBe(50_000);
  });
});

describe('what to put aside', () => {
  const half = input({ turnoverPence: pounds(30_000) });
  const NONE = { employmentPence: ZERO, taxPaidPence: ZERO, loanPaidPence: ZERO, pensionPence: ZERO };

  test('half a year at a pace of £60,000 keeps half of the tax on £60,000', () => {
    // 6 April to 4 October are 182 of 365 days
    const aside = putAside(half, day('2026-10-04'), null, NONE);
    const whole = estimate({ turnoverPence: aside?.yearProfitPence ?? ZERO });
    expect(aside).toMatchObject({ reckonedBy: 'pace', yearProfitPence: Math.round((3_000_000 * 365) / 182) });
    expect(aside?.pence).toBe(Math.round((whole.totalPence * 182) / 365));
  });

  test('what the locum expects goes before the pace, and never below what has come already', () => {
    expect(putAside(half, day('2026-10-04'), pounds(90_000), NONE)).toMatchObject({
      reckonedBy: 'expected',
      yearProfitPence: 9_000_000,
      pence: Math.round((estimate({ turnoverPence: pounds(90_000) }).totalPence * 30) / 90),
    });
    expect(putAside(half, day('2026-10-04'), pounds(10_000), NONE)?.yearProfitPence).toBe(3_000_000);
  });

  test('pay on payslips goes on at the pace so far, with its tax; what was typed is of the whole year', () => {
    // 182 of 365 days: £18,200 of £19,200 came on payslips, £2,000 of the £3,000 pension are contributions so far
    const year = {
      ...half,
      employmentPence: pounds(19_200),
      taxPaidPence: pounds(1_820),
      pensionPence: pounds(3_000),
    };
    const soFar = {
      ...NONE,
      employmentPence: pounds(18_200),
      taxPaidPence: pounds(1_820),
      pensionPence: pounds(2_000),
    };
    const whole = wholeYear(year, day('2026-10-04'), pounds(60_000), soFar);
    expect(whole.input).toMatchObject({
      turnoverPence: 6_000_000,
      employmentPence: 3_750_000,
      taxPaidPence: 365_000,
      pensionPence: 500_000,
    });
    expect(wholeYear(year, day('2027-04-05'), null, soFar).input).toMatchObject({
      employmentPence: 1_920_000,
      taxPaidPence: 182_000,
      pensionPence: 300_000,
    });
  });

  test('a year that is over keeps exactly its bill', () => {
    expect(putAside(half, day('2027-04-05'), pounds(90_000), NONE)?.pence).toBe(
      estimate({ turnoverPence: pounds(30_000) }).owedPence,
    );
  });

  test('one good first week is not taken for a fortune, and nothing received asks for nothing', () => {
    expect(putAside(half, day('2026-04-08'), null, NONE)?.yearProfitPence).toBe(Math.round((3_000_000 * 365) / 90));
    expect(putAside(input(), day('2026-10-04'), null, NONE)?.pence).toBe(0);
  });
});
