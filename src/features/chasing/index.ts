/** The face of chasing: for billing and the daily work. */
export { chaseOverdue } from './chase-overdue.ts';
export { ChasingLog } from './chasing-log.tsx';
export { listChases } from './store.ts';
