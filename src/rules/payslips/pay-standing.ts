import { daysBetween } from '../dates.ts';
import { lessPence, type Pence, ZERO } from '../money.ts';

export type PayStanding = 'awaited' | 'missing' | 'short' | 'right' | 'over';

export const PAY_STANDING_LABELS: Readonly<Record<PayStanding, string>> = {
  awaited: 'Not due yet',
  missing: 'Missing',
  short: 'Short',
  right: 'Paid right',
  over: 'Paid too much',
};

export interface WorkToPay {
  readonly workedOn: Temporal.PlainDate;
  readonly expectedPence: Pence;
  /** Of all payslips together: a later one may pay what an earlier one left out. */
  readonly paidPence: Pence;
  /** The day of the payer's latest payslip, whatever it was for. */
  readonly lastSlipOn: Temporal.PlainDate | undefined;
}

/** Timesheets go in up to a week after the work; a payslip later than that ought to have it. Our own rule. */
const DAYS_TO_PAYSLIP = 7;
/** Without any payslip, a month and some days are long enough. Our own rule. */
const DAYS_TO_WAIT = 35;

/** How a piece of work stands with its payer, and what is still to be paid for it: nought where nothing is, or is due yet. */
export function payStanding(
  work: WorkToPay,
  today: Temporal.PlainDate,
): { readonly standing: PayStanding; readonly gapPence: Pence } {
  const { expectedPence, paidPence } = work;
  if (paidPence === 0 && expectedPence > 0)
    return isDue(work, today)
      ? { standing: 'missing', gapPence: expectedPence }
      : { standing: 'awaited', gapPence: ZERO };
  if (paidPence < expectedPence) return { standing: 'short', gapPence: lessPence(expectedPence, paidPence) };
  return { standing: paidPence === expectedPence ? 'right' : 'over', gapPence: ZERO };
}

function isDue({ workedOn, lastSlipOn }: WorkToPay, today: Temporal.PlainDate): boolean {
  if (lastSlipOn && daysBetween(workedOn, lastSlipOn) >= DAYS_TO_PAYSLIP) return true;
  return daysBetween(workedOn, today) > DAYS_TO_WAIT;
}
