/** The face of expenses. */
export { homeInput, homeMonths, keepHomeMonths } from './home.ts';
export { expenseInput, recurringInput } from './input.ts';
export { addExpense, addExpenseWithReceipt } from './keep-expense.ts';
export { addRecurring, makeRecurring } from './keep-recurring.ts';
export { makeReceiptAddress } from './receipt-address.ts';
export { countWaiting } from './receipt-mail-store.ts';
export { receiveReceipt } from './receive-receipt.ts';
export { type BookingChoice, bookingChoices } from './store.ts';
