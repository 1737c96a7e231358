import { z } from 'zod';
import { checkbox, day, optionalText, shownId } from '#platform/input.ts';

/** Days as people list them: `1, 14, 21, 28`. */
const days = z.string({ error: 'Enter the days, such as 1, 14, 21, 28.' }).transform((text, ctx): number[] => {
  const parts = text.split(/[\s,;]+/).filter(part => part !== '');
  const isRight = parts.length > 0 && parts.length <= 12 && parts.every(part => /^\d{1,3}$/.test(part));
  const numbers = [...new Set(parts.map(Number))].toSorted((a, b) => a - b);
  if (isRight && numbers.every(number => number >= 1 && number <= 365)) return numbers;
  ctx.addIssue({ code: 'custom', message: 'Enter up to twelve whole numbers from 1 to 365, such as 1, 14, 21, 28.' });
  return z.NEVER;
});

export const settingsInput = z.object({ isOn: checkbox(), days });

export const payerInput = z.object({
  isChased: checkbox(),
  chargesInterest: checkbox(),
  registrationSteps: optionalText('the steps of registering', 1000),
  orderRule: optionalText('the rule of order numbers', 300),
  paymentRun: optionalText('the payment run', 200),
});

export type PayerInput = z.output<typeof payerInput>;

export const promiseInput = z.object({ promisedOn: day('the day on which they said they pay') });

export const interestInput = z.object({ id: shownId('interestInvoice', 'the interest invoice') });

export const letterInput = z.object({
  id: shownId('formalLetter', 'the letter'),
  payBy: day('the day by which they should pay'),
});

export const letterPostedInput = z.object({ postedOn: day('the day on which you posted it') });

export const interestPaidInput = z.object({ paidOn: day('the day on which it was paid') });

export const statementInput = z.object({
  id: shownId('accountStatement', 'the statement').optional(),
  from: day('the first day to show'),
});

export type StatementInput = z.output<typeof statementInput>;
