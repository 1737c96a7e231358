import { lessPence, type Pence, sumPence } from '../money.ts';

/** `self_bill`: an agency's own bill in the locum's name, without deductions; it is trade, not employment. */
export const PAYSLIP_KINDS = ['paye', 'umbrella', 'self_bill'] as const;
export type PayslipKind = (typeof PAYSLIP_KINDS)[number];

export const PAY_PERIODS = ['week', 'month', 'other'] as const;
export type PayPeriod = (typeof PAY_PERIODS)[number];

/** What a payslip says in its boxes. */
export interface SlipFigures {
  /** Pay before deductions, holiday pay in it. */
  readonly grossPence: Pence;
  /** Expenses that were paid back without tax. */
  readonly expensesPence: Pence;
  readonly taxPence: Pence;
  readonly niPence: Pence;
  readonly pensionPence: Pence;
  readonly loanPence: Pence;
  readonly otherPence: Pence;
  readonly netPence: Pence;
}

/** All that is taken from gross pay. */
export function deductionsOf(slip: SlipFigures): Pence {
  return sumPence([slip.taxPence, slip.niPence, slip.pensionPence, slip.loanPence, slip.otherPence]);
}

/** What the slip pays out less what its own figures come to: nought where it adds up, negative where it pays too little. */
export function netDifference(slip: SlipFigures): Pence {
  const comesTo = lessPence(sumPence([slip.grossPence, slip.expensesPence]), deductionsOf(slip));
  return lessPence(slip.netPence, comesTo);
}
