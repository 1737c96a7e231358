/** The face of payments. */

export { claimPaid, confirmClaim, rejectClaim } from './claim-payment.ts';
export { type Claim, type Dispute, hasOpenClaimOrDispute, listClaims, listDisputes } from './claims.ts';
export { closeAnswered, closeAnsweredIn } from './close-answered.ts';
export { disputeInvoice, settleDispute } from './dispute-invoice.ts';
export { claimInput, disputeInput, paymentInput, rejectionInput, settlementInput } from './input.ts';
export { recordPayment, recordPaymentIn, withdrawPayment, withdrawPaymentIn } from './record-payment.ts';
export { listPayments, type Payment, sumReceived } from './store.ts';
