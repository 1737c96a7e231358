/** The face of expenses. */
export { expenseInput } from './input.ts';
export { addExpense } from './keep-expense.ts';
