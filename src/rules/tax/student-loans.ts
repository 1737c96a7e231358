import { type Pence, pence, shareOf, sumPence } from '../money.ts';
import type { LoanPlan, TaxTable } from './tax-tables.ts';

/** 9% of what lies above the threshold, 6% for a postgraduate loan. Source: the thresholds' in {@link TaxTable}. */
const RATE = 900;
const POSTGRADUATE_RATE = 600;

export interface LoanRepayment {
  /** The plan whose threshold counted. */
  readonly plan: LoanPlan;
  readonly thresholdPence: Pence;
  readonly basisPoints: number;
  readonly pence: Pence;
}

/**
 * Repayments of student loans of a year on income in pence, each rounded once to the penny. Several plans cost one 9% above the lowest of
 * their thresholds, a postgraduate loan 6% beside it. A plan of which nothing is collected that year (Plan 5 before April 2026) is left
 * out. HMRC is said to round down to whole pounds; that is unconfirmed and not done here.
 */
export function loanRepayments(table: TaxTable, plans: readonly LoanPlan[], income: Pence): LoanRepayment[] {
  const known = plans.flatMap(plan => {
    const thresholdPence = table.loanThresholds[plan];
    return thresholdPence === undefined ? [] : [{ plan, thresholdPence }];
  });
  const lowest = known
    .filter(it => it.plan !== 'postgraduate')
    .toSorted((a, b) => a.thresholdPence - b.thresholdPence)
    .slice(0, 1);
  const postgraduate = known.filter(it => it.plan === 'postgraduate').slice(0, 1);
  return [
    ...lowest.map(it => ({ ...it, basisPoints: RATE })),
    ...postgraduate.map(it => ({ ...it, basisPoints: POSTGRADUATE_RATE })),
  ].map(it => ({ ...it, pence: shareOf(pence(Math.max(income - it.thresholdPence, 0)), it.basisPoints) }));
}

/** What all repayments come to. */
export function sumOfRepayments(repayments: readonly LoanRepayment[]): Pence {
  return sumPence(repayments.map(it => it.pence));
}
