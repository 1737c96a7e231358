/** The face of payments. */

export { claimPaid, confirmClaim, rejectClaim } from './claim-payment.ts';
export { type Claim, type Dispute, hasOpenClaimOrDispute, listClaims, listDisputes } from './claims.ts';
export { closeAnswered, closeAnsweredIn } from './close-answered.ts';
export { disputeInvoice, settleDispute } from './dispute-invoice.ts';
export { claimInput, disputeInput, paymentInput, rejectionInput, settlementInput, writeOffInput } from './input.ts';
export { recordPayment, recordPaymentIn, withdrawPayment, withdrawPaymentIn } from './record-payment.ts';
export { allocateCredit, keepRefundAsCredit, openRemittanceIn, recordRemittance } from './record-remittance.ts';
export { listRemittances } from './remittance-store.ts';
export { removeImportedPaymentsIn } from './remove-imported.ts';
export { listPayments, type Payment, sumReceived } from './store.ts';
export { undoWriteOff, writeOff } from './write-off.ts';
export { listWriteOffs, type WriteOff } from './write-off-store.ts';
