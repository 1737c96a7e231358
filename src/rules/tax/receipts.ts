import { lessPence, type Pence, pence, ZERO } from '../money.ts';

interface ReceivedPayment {
  readonly receivedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
}

interface SplitPayment extends ReceivedPayment {
  /** Pay for work and recharged costs: turnover. */
  readonly turnoverPence: Pence;
  /** The employer's share of the NHS pension, received to be passed on. */
  readonly employerPence: Pence;
  /** More than the invoice asks for: it belongs to the payer until it is settled. */
  readonly excessPence: Pence;
}

/**
 * Splits the payments of one invoice, in pence and in the order of their days: pay for the work first, the employer's pension share with
 * the last of the money, as Form B counts a Form A only when its invoice is paid in full. The parts of a payment add up to it.
 */
export function splitPayments<Payment extends ReceivedPayment>(
  asked: { readonly workPence: Pence; readonly employerPence: Pence },
  payments: readonly Payment[],
): (Payment & SplitPayment)[] {
  let [work, employer] = [asked.workPence, asked.employerPence];
  return payments.map(payment => {
    const turnoverPence = smaller(payment.amountPence, work);
    const employerPence = smaller(lessPence(payment.amountPence, turnoverPence), employer);
    work = lessPence(work, turnoverPence);
    employer = lessPence(employer, employerPence);
    const excessPence = pence(payment.amountPence - turnoverPence - employerPence);
    return { ...payment, turnoverPence, employerPence, excessPence };
  });
}

function smaller(a: Pence, b: Pence): Pence {
  return a < b ? a : b > 0 ? b : ZERO;
}
