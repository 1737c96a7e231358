import { lessPence, type Pence, proportion, sumPence, ZERO } from '../money.ts';
import { estimateTaxYear, type TaxYearEstimate, type TaxYearInput } from './tax-year-estimate.ts';

/** What a year leaves, and what of it belongs to HMRC. */
export interface TakeHome {
  readonly estimate: TaxYearEstimate;
  /** Still to be paid for the year; never below nought. */
  readonly owedPence: Pence;
  /** Income less expenses, pension contributions and what is owed; pay from employment is not in it. */
  readonly leftPence: Pence;
  readonly leftAMonthPence: Pence;
  /** Of each pound that comes in, rounded up so that what is kept is never short. */
  readonly reserveBasisPoints: number;
}

export type TakeHomeAnswer =
  | ({ readonly ok: true } & TakeHome)
  | { readonly ok: false; readonly reason: 'tax_year_unknown' };

/** Puts a year's income, in pence, beside its tax by {@link estimateTaxYear}. A year without figures is refused with `tax_year_unknown`. */
export function takeHome(input: TaxYearInput): TakeHomeAnswer {
  const answer = estimateTaxYear(input);
  if (!answer.ok) return answer;
  const { estimate } = answer;
  const owedPence = estimate.owedPence > 0 ? estimate.owedPence : ZERO;
  const { turnoverPence, expensesPence, pensionPence } = input;
  const leftPence = lessPence(turnoverPence, sumPence([expensesPence, pensionPence, estimate.owedPence]));
  return {
    ok: true,
    estimate,
    owedPence,
    leftPence,
    leftAMonthPence: proportion(leftPence, 1, 12),
    reserveBasisPoints: turnoverPence === 0 ? 0 : Math.ceil((owedPence * 10_000) / turnoverPence),
  };
}
