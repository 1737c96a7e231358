import { expect, test } from 'vitest';
import { pence, ZERO } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';
import type { TaxRegion } from './tax-tables.ts';
import { estimateTaxYear, type TaxYearInput } from './tax-year-estimate.ts';

/** Vectors of the data pass (uk-rules.json, taxVectors, read 2026-11-23): pounds of profit and allowance; pence of tax, Class 4 and both. */
const VECTORS: readonly (readonly [string, TaxRegion, number, number, number, number, number])[] = [
  ['2024-25', 'rest_of_uk', 0, 12570, 0, 0, 0],
  ['2024-25', 'rest_of_uk', 7105, 12570, 0, 0, 0],
  ['2024-25', 'rest_of_uk', 12571, 12570, 20, 6, 26],
  ['2024-25', 'rest_of_uk', 80000, 12570, 1943200, 285660, 2228860],
  ['2024-25', 'rest_of_uk', 100002, 12569, 2743320, 325664, 3068984],
  ['2024-25', 'scotland', 12571, 12570, 19, 6, 25],
  ['2024-25', 'scotland', 60000, 12570, 1322831, 245660, 1568491],
  ['2024-25', 'scotland', 125141, 0, 4774829, 375942, 5150771],
  ['2024-25', 'scotland', 200000, 0, 8368061, 525660, 8893721],
  ['2025-26', 'rest_of_uk', 7105, 12570, 0, 0, 0],
  ['2025-26', 'rest_of_uk', 40000, 12570, 548600, 164580, 713180],
  ['2025-26', 'rest_of_uk', 60000, 12570, 1143200, 245660, 1388860],
  ['2025-26', 'rest_of_uk', 75000, 12570, 1743200, 275660, 2018860],
  ['2025-26', 'rest_of_uk', 110000, 7570, 3343200, 345660, 3688860],
  ['2025-26', 'rest_of_uk', 125140, 0, 4251600, 375940, 4627540],
  ['2025-26', 'scotland', 0, 12570, 0, 0, 0],
  ['2025-26', 'scotland', 7105, 12570, 0, 0, 0],
  ['2025-26', 'scotland', 50000, 12570, 901380, 224580, 1125960],
  ['2025-26', 'scotland', 50271, 12570, 912762, 226202, 1138964],
  ['2025-26', 'scotland', 75000, 12570, 1951380, 275660, 2227040],
  ['2025-26', 'scotland', 110000, 7570, 3751380, 345660, 4097040],
  ['2025-26', 'scotland', 125141, 0, 4773378, 375942, 5149320],
  ['2026-27', 'rest_of_uk', 0, 12570, 0, 0, 0],
  ['2026-27', 'rest_of_uk', 12571, 12570, 20, 6, 26],
  ['2026-27', 'rest_of_uk', 15000, 12570, 48600, 14580, 63180],
  ['2026-27', 'rest_of_uk', 45000, 12570, 648600, 194580, 843180],
  ['2026-27', 'scotland', 12570, 12570, 0, 0, 0],
  ['2026-27', 'scotland', 20000, 12570, 144633, 44580, 189213],
  ['2026-27', 'scotland', 45000, 12570, 688205, 194580, 882785],
  ['2026-27', 'scotland', 200000, 0, 8363435, 525660, 8889095],
];

test.each(VECTORS)(
  '%s, %s: £%d of profit has an allowance of £%d',
  (year, region, profit, allowance, tax, class4, total) => {
    const answer = estimateTaxYear({ ...NOTHING, year: year as TaxYear, region, turnoverPence: pence(profit * 100) });
    if (!answer.ok) throw new Error(answer.reason);
    const { estimate } = answer;
    expect([
      estimate.incomeTax.allowancePence,
      estimate.incomeTax.taxPence,
      estimate.class4Pence,
      estimate.totalPence,
    ]).toEqual([allowance * 100, tax, class4, total]);
  },
);

const NOTHING: Omit<TaxYearInput, 'year' | 'region'> = {
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
};
