import { type Pence, pence } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';

/** Whose rates of income tax apply: Scottish taxpayers have their own, everybody else the rest of the United Kingdom's. */
export const TAX_REGIONS = ['rest_of_uk', 'scotland'] as const;
export type TaxRegion = (typeof TAX_REGIONS)[number];

/** How sure a figure is: the law or its maker's own page, a secondary source, or general knowledge that nobody confirmed. */
type TaxGrade = 'high' | 'medium' | 'unconfirmed';

/** Where a figure was read, on 2026-11-23, and how sure it is. */
export interface TaxSource {
  readonly url: string;
  readonly grade: TaxGrade;
}

/** A band of taxable income, after the allowance; `upTo` is included and undefined in the last. */
export interface TaxBand {
  readonly name: string;
  readonly upToPence: Pence | undefined;
  readonly basisPoints: number;
}

export const LOAN_PLANS = ['plan1', 'plan2', 'plan4', 'plan5', 'postgraduate'] as const;
export type LoanPlan = (typeof LOAN_PLANS)[number];

/** All figures of one tax year. */
export interface TaxTable {
  readonly year: TaxYear;
  /** Falls by one pound for every two of adjusted net income above `taperFromPence`. */
  readonly allowancePence: Pence;
  readonly taperFromPence: Pence;
  readonly allowanceSource: TaxSource;
  readonly bands: Readonly<Record<TaxRegion, readonly TaxBand[]>>;
  readonly bandSources: Readonly<Record<TaxRegion, TaxSource>>;
  readonly class4: {
    readonly lowerPence: Pence;
    readonly upperPence: Pence;
    readonly mainBasisPoints: number;
    readonly upperBasisPoints: number;
    readonly source: TaxSource;
  };
  readonly class2: { readonly smallProfitsPence: Pence; readonly weeklyPence: Pence; readonly source: TaxSource };
  /** A year's threshold; undefined where nothing is collected in that year. */
  readonly loanThresholds: Readonly<Record<LoanPlan, Pence | undefined>>;
  readonly loanSource: TaxSource;
}

/** States Class 4 and Class 2 together; secondary. */
const TWP = 'https://www.twpaccounting.co.uk/specialist-tax-news/national-insurance-for-the-self-employed/';

/** The years that are known here. A year that is not among them is refused, never guessed. */
export const TAX_TABLES: readonly TaxTable[] = [
  table('2024-25', {
    scotland: [2306, 13991, 31092, 62430, 125140],
    scotlandSource: { url: 'https://rjmfinancialmanagement.com/tax_tables-scotland.php', grade: 'high' },
    class2: [6725, 345],
    class2Source: { url: TWP, grade: 'medium' },
    loans: [24990, 27295, 31395, undefined, 21000],
    loanSource: { url: 'https://studentfinancecalculator.co.uk/resources/threshold-history', grade: 'high' },
  }),
  table('2025-26', {
    scotland: [2827, 14921, 31092, 62430, 125140],
    scotlandSource: {
      url: 'https://gov.scot/publications/scottish-income-tax-rates-and-bands/pages/proposed-rates-and-bands-2025-to-2026',
      grade: 'high',
    },
    class2: [6845, 350],
    class2Source: { url: TWP, grade: 'medium' },
    loans: [26065, 28470, 32745, undefined, 21000],
    loanSource: {
      url: 'https://www.which.co.uk/news/article/student-loan-changes-in-the-budget-what-you-need-to-know-abbem5B7SReV',
      grade: 'high',
    },
  }),
  table('2026-27', {
    scotland: [3967, 16956, 31092, 62430, 125140],
    scotlandSource: {
      url: 'https://www.parliament.scot/chamber-and-committees/votes-and-motions/S6M-20844',
      grade: 'high',
    },
    class2: [7105, 365],
    class2Source: { url: 'https://salarytax.uk/uk-class-2-class-4-ni-self-employed-2026-27-guide', grade: 'medium' },
    loans: [26900, 29385, 33795, 25000, 21000],
    loanSource: {
      url: 'https://stuartharrisassociates.client-link.co.uk/new-flashes/repayment-thresholds-for-student-finance-confirmed',
      grade: 'high',
    },
  }),
];

/** The figures of a year, or undefined where they are not known here. */
export function taxTableOf(year: TaxYear): TaxTable | undefined {
  return TAX_TABLES.find(it => it.year === year);
}

interface Changing {
  /** Upper limits of all bands but the last, in pounds of taxable income; tables for the public add the allowance to them. */
  readonly scotland: readonly number[];
  readonly scotlandSource: TaxSource;
  /** Small profits threshold in pounds, voluntary weekly amount in pence. */
  readonly class2: readonly [threshold: number, weeklyPence: number];
  readonly class2Source: TaxSource;
  /** In the order of LOAN_PLANS, in pounds. */
  readonly loans: readonly (number | undefined)[];
  readonly loanSource: TaxSource;
}

/** What did not change in the three years stands here once: allowance, taper, the rest of the United Kingdom's bands, Class 4. */
function table(year: string, it: Changing): TaxTable {
  return {
    year: year as TaxYear,
    allowancePence: pounds(12_570),
    taperFromPence: pounds(100_000),
    allowanceSource: { url: 'http://www.legislation.gov.uk/ukpga/2021/26/section/5', grade: 'high' },
    bands: {
      rest_of_uk: bandsOf(['basic', 'higher', 'additional'], [37_700, 125_140], [2000, 4000, 4500]),
      scotland: bandsOf(
        ['starter', 'basic', 'intermediate', 'higher', 'advanced', 'top'],
        it.scotland,
        [1900, 2000, 2100, 4200, 4500, 4800],
      ),
    },
    bandSources: {
      rest_of_uk: { url: 'http://www.legislation.gov.uk/ukpga/2021/26/section/5', grade: 'high' },
      scotland: it.scotlandSource,
    },
    class4: {
      lowerPence: pounds(12_570),
      upperPence: pounds(50_270),
      mainBasisPoints: 600,
      upperBasisPoints: 200,
      source: { url: TWP, grade: 'high' },
    },
    class2: { smallProfitsPence: pounds(it.class2[0]), weeklyPence: pence(it.class2[1]), source: it.class2Source },
    loanThresholds: {
      plan1: optionalPounds(it.loans[0]),
      plan2: optionalPounds(it.loans[1]),
      plan4: optionalPounds(it.loans[2]),
      plan5: optionalPounds(it.loans[3]),
      postgraduate: optionalPounds(it.loans[4]),
    },
    loanSource: it.loanSource,
  };
}

function bandsOf(names: readonly string[], limits: readonly number[], rates: readonly number[]): TaxBand[] {
  return names.map((name, at) => ({
    name,
    upToPence: optionalPounds(limits[at]),
    basisPoints: rates[at] ?? 0,
  }));
}

function optionalPounds(amount: number | undefined): Pence | undefined {
  return amount === undefined ? undefined : pounds(amount);
}

function pounds(amount: number): Pence {
  return pence(amount * 100);
}
