/** The face of expenses. */
export { type ExpenseInput, expenseInput } from './input.ts';
export { addExpense, changeExpense, deleteExpense } from './keep-expense.ts';
export { type Expense, listExpenses, readExpense } from './store.ts';
