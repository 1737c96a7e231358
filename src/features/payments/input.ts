import { z } from 'zod';
import { day, money, optionalText, shownId } from '#platform/input.ts';

export const paymentInput = z.object({
  id: shownId('payment', 'the payment').optional(),
  receivedOn: day('the day the money arrived'),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  note: optionalText('the note', 200),
});

export type PaymentInput = z.output<typeof paymentInput>;
