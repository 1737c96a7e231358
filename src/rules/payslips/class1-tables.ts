import { type Pence, pence } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';

/** Class 1 National Insurance of one tax year, category A: amounts in pence, rates in basis points. */
export interface Class1Year {
  readonly secondaryThreshold: ByPeriod;
  readonly employerRate: number;
  /** What the employee pays; undefined where the sources do not agree. */
  readonly employee:
    | {
        readonly primaryThreshold: ByPeriod;
        readonly upperLimit: ByPeriod;
        readonly mainRate: number;
        readonly upperRate: number;
      }
    | undefined;
}

interface ByPeriod {
  readonly week: Pence;
  readonly month: Pence;
}

/** Of gross pay, where the employer's pay bill is above £3 million a year. https://www.itcontracting.com/apprenticeship-levy-umbrella-company/ (read 2026-11-25). */
export const LEVY_RATE = 50;

/** The figures of a tax year; undefined where they are not known. */
export function class1Of(year: TaxYear): Class1Year | undefined {
  return YEARS[year];
}

const PRIMARY = pounds(242, 1048);
const UPPER = pounds(967, 4189);
const EMPLOYEE = { primaryThreshold: PRIMARY, upperLimit: UPPER, mainRate: 800, upperRate: 200 };

/**
 * All read 2026-11-25, secondary sources. Employer, all three years:
 * https://delphiniaccounting.co.uk/resource-centre/tax-tables/national-insurance.php (£9,100 at 13.8%, then £5,000 at 15%), the last two also
 * https://www.alltax.co.uk/news/autumn-budget/article/2025/November/employment. By week and month:
 * https://issuu.com/hazlewoods/docs/payroll_facts_2022-23 (£9,100 is £175 and £758), https://payrollquery.hscni.net/employee-fact-cards/national-insurance
 * (2025-26) and https://www.paypacket.io/guides/ni-rates-thresholds-2026-27.html. The employee's rate of 2024-25 stands as 10% in the first of
 * these and as 8% elsewhere, so it is left out.
 */
const YEARS: Readonly<Partial<Record<string, Class1Year>>> = {
  '2024-25': { secondaryThreshold: pounds(175, 758), employerRate: 1380, employee: undefined },
  '2025-26': { secondaryThreshold: pounds(96, 417), employerRate: 1500, employee: EMPLOYEE },
  '2026-27': { secondaryThreshold: pounds(96, 417), employerRate: 1500, employee: EMPLOYEE },
};

function pounds(week: number, month: number): ByPeriod {
  return { week: pence(week * 100), month: pence(month * 100) };
}
