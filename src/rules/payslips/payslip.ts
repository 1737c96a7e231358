import { lessPence, type Pence, sumPence, ZERO } from '../money.ts';

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
  /** The member's own contributions, taken before tax; what was taken after tax stands among the other deductions. */
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

/**
 * Pay that income tax is on, never below nought: contributions to the NHS Pension Scheme come off gross pay before any tax.
 * https://contactcentreservices.nhsbsa.nhs.uk/selfnhsukokb/AskUs_Pensions/en-gb/5082/contributions/18393/are-my-pension-contributions-taken-from-my-gross-pay-or-net-pay
 * (read 2026-11-25, high). A scheme that takes them after tax ("relief at source") is no part of `pensionPence`.
 */
export function taxablePay({ grossPence, pensionPence }: Pick<SlipFigures, 'grossPence' | 'pensionPence'>): Pence {
  return grossPence > pensionPence ? lessPence(grossPence, pensionPence) : ZERO;
}
