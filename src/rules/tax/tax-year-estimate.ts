import { lessPence, type Pence, pence, sumPence, ZERO } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';
import { type IncomeTax, incomeTax } from './income-tax.ts';
import { type Class2, class2, class4 } from './national-insurance.ts';
import { datesOfBill, paymentOnAccount, type TaxDate } from './payments-on-account.ts';
import { type LoanRepayment, loanRepayments, sumOfRepayments } from './student-loans.ts';
import { type LoanPlan, type TaxRegion, type TaxTable, taxTableOf } from './tax-tables.ts';

/** A year of somebody who works for themselves, in pence. */
export interface TaxYearInput {
  readonly year: TaxYear;
  readonly region: TaxRegion;
  readonly turnoverPence: Pence;
  /** Allowable ones only. */
  readonly expensesPence: Pence;
  /** Pay from employment before tax, and other income that is taxed like it: rents, pensions. Never dividends or savings. */
  readonly employmentPence: Pence;
  readonly otherPence: Pence;
  /** NHS pension contributions that the member paid over. */
  readonly pensionPence: Pence;
  /** Income tax, and student loan, that an employer took already. */
  readonly taxPaidPence: Pence;
  readonly loanPaidPence: Pence;
  readonly loanPlans: readonly LoanPlan[];
  readonly voluntaryClass2: boolean;
  /** Paid towards this year's bill before it was known. */
  readonly onAccountPence: Pence;
}

export interface TaxYearEstimate {
  readonly table: TaxTable;
  /** Turnover less expenses; negative is a loss. */
  readonly profitPence: Pence;
  /** How much of the pension contributions found income to come off. */
  readonly reliefPence: Pence;
  readonly netIncomePence: Pence;
  readonly incomeTax: IncomeTax;
  readonly class4Pence: Pence;
  readonly class2: Class2;
  readonly loans: readonly LoanRepayment[];
  readonly loanPence: Pence;
  /** Income tax, Class 4, Class 2 and loan. */
  readonly totalPence: Pence;
  /** The total less what an employer took; negative comes back. */
  readonly owedPence: Pence;
  /** Each of the two payments towards the next year. */
  readonly nextOnAccountPence: Pence;
  readonly dates: readonly TaxDate[];
}

export type TaxYearAnswer =
  | { readonly ok: true; readonly estimate: TaxYearEstimate }
  | { readonly ok: false; readonly reason: 'tax_year_unknown' };

/** Other income counts for a student loan once it is above £2,000 (general knowledge, unconfirmed). */
const UNEARNED_LIMIT_PENCE = 200_000;

/**
 * Puts a year together. Pension contributions come off income before income tax, and off neither Class 4 nor a student loan (general
 * knowledge, unconfirmed; that they are deductible at all: https://www.gponline.com/locum-gps-need-know-nhs-pension-scheme/article/1735910,
 * read 2026-11-23, medium). A loss is left out of other income: relief for it is the accountant's to choose.
 * A year without figures is refused with `tax_year_unknown`.
 */
export function estimateTaxYear(input: TaxYearInput): TaxYearAnswer {
  const table = taxTableOf(input.year);
  if (!table) return { ok: false, reason: 'tax_year_unknown' };
  const profitPence = lessPence(input.turnoverPence, input.expensesPence);
  const gains = pence(Math.max(profitPence, 0));
  const allIncome = sumPence([gains, input.employmentPence, input.otherPence]);
  const reliefPence = pence(Math.min(input.pensionPence, allIncome));
  const netIncomePence = lessPence(allIncome, reliefPence);
  const tax = incomeTax(table, input.region, netIncomePence);
  const class4Pence = class4(table, gains);
  const weekly = class2(table, gains, input.voluntaryClass2);
  const loans = loanRepayments(table, input.loanPlans, loanIncome(gains, input));
  const loanPence = sumOfRepayments(loans);
  const totalPence = sumPence([tax.taxPence, class4Pence, weekly.pence, loanPence]);
  const owedPence = lessPence(totalPence, pence(input.taxPaidPence + input.loanPaidPence));
  const relevantPence = pence(tax.taxPence + class4Pence);
  const bill = { relevantPence, atSourcePence: input.taxPaidPence, owedPence, onAccountPence: input.onAccountPence };
  return {
    ok: true,
    estimate: {
      table,
      profitPence,
      reliefPence,
      netIncomePence,
      incomeTax: tax,
      class4Pence,
      class2: weekly,
      loans,
      loanPence,
      totalPence,
      owedPence,
      nextOnAccountPence: paymentOnAccount(bill),
      dates: datesOfBill(input.year, bill),
    },
  };
}

function loanIncome(gains: Pence, { employmentPence, otherPence }: TaxYearInput): Pence {
  return sumPence([gains, employmentPence, otherPence > UNEARNED_LIMIT_PENCE ? otherPence : ZERO]);
}
