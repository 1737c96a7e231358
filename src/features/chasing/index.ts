/** The face of chasing: for billing, evidence and the daily work. */
export { chaseOverdue } from './chase-overdue.ts';
export { ChasingLog } from './chasing-log.tsx';
export { type InterestDue, interestDue } from './interest-due.ts';
export { type InterestInvoice, listInterestInvoices } from './interest-store.ts';
export { listLetters } from './letter-store.ts';
export { type Chase, listChases } from './store.ts';
