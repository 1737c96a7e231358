import { z } from 'zod';
import { choice, day, money, requiredText, shownId } from '#platform/input.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';

export const expenseInput = z.object({
  id: shownId('expense', 'the expense').optional(),
  category: choice('the category', EXPENSE_KEYS),
  spentOn: day('the day'),
  description: requiredText('what it was for', 200),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  booking: z
    .union([z.literal('').transform(() => null), shownId('booking', 'the booking')])
    .optional()
    .transform(id => id ?? null),
});

export type ExpenseInput = z.output<typeof expenseInput>;
