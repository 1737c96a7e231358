import { z } from 'zod';
import { day, money, optionalText, requiredText, shownId } from '#platform/input.ts';

export const paymentInput = z.object({
  id: shownId('payment', 'the payment').optional(),
  receivedOn: day('the day the money arrived'),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  note: optionalText('the note', 200),
});

export type PaymentInput = z.output<typeof paymentInput>;

/** "We have paid", as an organisation says it on an invoice's link. */
export const claimInput = z.object({
  name: requiredText('your name', 100),
  paidOn: day('the day of the payment'),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  reference: optionalText('the reference', 100),
});

export type ClaimInput = z.output<typeof claimInput>;

export const rejectionInput = z.object({ reason: requiredText('a reason, so that they know', 500) });

/** "This is not right." */
export const disputeInput = z.object({
  name: requiredText('your name', 100),
  reason: requiredText('what is wrong', 1000),
});

export type DisputeInput = z.output<typeof disputeInput>;

export const settlementInput = z.object({ outcome: requiredText('how it was settled', 500) });
