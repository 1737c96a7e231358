import { type Pence, shareOf, sumPence, ZERO } from '../money.ts';

/** What one booking should bring before deductions. */
export interface ExpectedPay {
  readonly workPence: Pence;
  readonly holidayPence: Pence;
  readonly expensesPence: Pence;
  readonly totalPence: Pence;
}

/**
 * Fee and extra work, holiday pay on top of these where it is paid so (basis points, 1207 is 12.07%; null where the rate includes it), and
 * expenses, on which no holiday pay is due. Holiday pay is rounded once, half up, to the penny. 12.07% is 5.6 weeks of leave in 46.4
 * weeks of work, and may be paid with each payslip to those of irregular hours for leave years from 1 April 2024:
 * https://youtemp.co.uk/tools/holiday-pay-calculator/ and https://davidsonmorris.com/irregular-hours-holiday-pay (read 2026-11-25, secondary
 * sources that agree). What counts is the contract, so the per cent is asked for.
 */
export function expectedPay(
  work: { readonly workPence: Pence; readonly expensesPence: Pence },
  holidayBasisPoints: number | null,
): ExpectedPay {
  const holidayPence = holidayBasisPoints === null ? ZERO : shareOf(work.workPence, holidayBasisPoints);
  return {
    workPence: work.workPence,
    holidayPence,
    expensesPence: work.expensesPence,
    totalPence: sumPence([work.workPence, holidayPence, work.expensesPence]),
  };
}
