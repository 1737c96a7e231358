import { z } from 'zod';
import { checkbox, choice, day, decimal, money, requiredText, shownId } from '#platform/input.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { shareOf } from '#rules/money.ts';

const cost = {
  category: choice('the category', EXPENSE_KEYS),
  description: requiredText('what it was for', 200),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  businessShare: decimal('the business share in per cent', { decimals: 2, most: 100, empty: 10_000 }),
};

const someBusiness = {
  path: ['businessShare'],
  error: 'Enter a business share that comes to a penny or more, such as 60.',
};

export const expenseInput = z
  .object({
    id: shownId('expense', 'the expense').optional(),
    ...cost,
    spentOn: day('the day'),
    isCapital: checkbox(),
    isBilled: checkbox(),
    booking: z
      .union([z.literal('').transform(() => null), shownId('booking', 'the booking')])
      .optional()
      .transform(id => id ?? null),
  })
  .refine(it => shareOf(it.amount, it.businessShare) > 0, someBusiness)
  .refine(it => !it.isBilled || it.booking !== null, {
    path: ['booking'],
    error: 'Choose the booking whose organisation it is billed to.',
  });

export type ExpenseInput = z.output<typeof expenseInput>;

export const recurringInput = z
  .object({
    id: shownId('recurringExpense', 'the recurring expense').optional(),
    ...cost,
    everyMonths: choice('how often', ['1', '3', '12']).transform(text => Number(text) as 1 | 3 | 12),
    firstOn: day('the first day'),
    untilOn: z
      .string()
      .optional()
      .transform(text => text?.trim() ?? '')
      .pipe(
        z
          .literal('')
          .transform(() => null)
          .or(day('the last day')),
      ),
  })
  .refine(it => shareOf(it.amount, it.businessShare) > 0, someBusiness)
  .refine(it => it.untilOn === null || Temporal.PlainDate.compare(it.firstOn, it.untilOn) <= 0, {
    path: ['untilOn'],
    error: 'The last day lies before the first.',
  });

export type RecurringInput = z.output<typeof recurringInput>;
