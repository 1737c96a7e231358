import { lessPence, type Pence, pence, shareOf, sumPence, ZERO } from '../money.ts';
import { taxYearOf } from '../tax-year.ts';
import { class1Of, LEVY_RATE } from './class1-tables.ts';
import type { PayPeriod } from './payslip.ts';

/** From what an agency paid an umbrella company to gross pay, as the payslip says it. */
export interface UmbrellaFigures {
  readonly assignmentPence: Pence;
  readonly marginPence: Pence;
  readonly employerNiPence: Pence;
  readonly levyPence: Pence;
  readonly employerPensionPence: Pence;
}

/** One line as it stands and as it ought to be. */
export interface CheckedLine {
  readonly statedPence: Pence;
  readonly expected:
    | { readonly ok: true; readonly pence: Pence }
    | { readonly ok: false; readonly reason: NotReckoned };
  /** Further from what is expected than rounding explains. */
  readonly isOff: boolean;
}

/** `year_unknown`: no rates of that tax year; `period_unknown`: neither a week nor a month; `rate_unsure`: the sources do not agree. */
export type NotReckoned = 'year_unknown' | 'period_unknown' | 'rate_unsure';

/** Tables for employers go in steps of a pound of pay: so many pence may lie between them and the exact figure. */
const ROUNDING = 20;

/**
 * Lays employer's National Insurance and apprenticeship levy beside what the law gives on that gross pay, and says what of the assignment
 * money is accounted for by no line. Both come out of the assignment rate, never out of gross pay (https://quadmanagement.co.uk/?p=6353,
 * https://atomhub.co.uk/faq-items/how-are-my-payments-calculated, read 2026-11-25). Margin and pension are the contract's: shown, not judged.
 */
export function checkUmbrella(
  slip: UmbrellaFigures & {
    readonly grossPence: Pence;
    readonly period: PayPeriod;
    readonly paidOn: Temporal.PlainDate;
  },
): { readonly employerNi: CheckedLine; readonly levy: CheckedLine; readonly unexplainedPence: Pence } {
  const costs = sumPence([slip.marginPence, slip.employerNiPence, slip.levyPence, slip.employerPensionPence]);
  return {
    employerNi: checked(slip.employerNiPence, employerNi(slip)),
    levy: checked(slip.levyPence, { ok: true, pence: shareOf(slip.grossPence, LEVY_RATE) }),
    unexplainedPence: lessPence(lessPence(slip.assignmentPence, costs), slip.grossPence),
  };
}

/** The employee's National Insurance beside what category A gives on that gross pay. */
export function checkEmployeeNi(slip: {
  readonly grossPence: Pence;
  readonly niPence: Pence;
  readonly period: PayPeriod;
  readonly paidOn: Temporal.PlainDate;
}): CheckedLine {
  return checked(slip.niPence, employeeNi(slip));
}

type Reckoned = CheckedLine['expected'];
type Paid = { readonly grossPence: Pence; readonly period: PayPeriod; readonly paidOn: Temporal.PlainDate };

function checked(statedPence: Pence, expected: Reckoned): CheckedLine {
  return { statedPence, expected, isOff: expected.ok && Math.abs(statedPence - expected.pence) > ROUNDING };
}

function employerNi({ grossPence, period, paidOn }: Paid): Reckoned {
  const year = class1Of(taxYearOf(paidOn));
  if (!year) return { ok: false, reason: 'year_unknown' };
  if (period === 'other') return { ok: false, reason: 'period_unknown' };
  return { ok: true, pence: shareOf(above(grossPence, year.secondaryThreshold[period]), year.employerRate) };
}

function employeeNi({ grossPence, period, paidOn }: Paid): Reckoned {
  const year = class1Of(taxYearOf(paidOn));
  if (!year) return { ok: false, reason: 'year_unknown' };
  if (period === 'other') return { ok: false, reason: 'period_unknown' };
  if (!year.employee) return { ok: false, reason: 'rate_unsure' };
  const { primaryThreshold, upperLimit, mainRate, upperRate } = year.employee;
  const upper = above(grossPence, upperLimit[period]);
  const main = lessPence(above(grossPence, primaryThreshold[period]), upper);
  return { ok: true, pence: sumPence([shareOf(main, mainRate), shareOf(upper, upperRate)]) };
}

function above(amount: Pence, threshold: Pence): Pence {
  return amount > threshold ? pence(amount - threshold) : ZERO;
}
