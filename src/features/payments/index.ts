/** The face of payments. */
export { paymentInput } from './input.ts';
export { recordPayment, withdrawPayment } from './record-payment.ts';
export { listPayments, type Payment, sumReceived } from './store.ts';
