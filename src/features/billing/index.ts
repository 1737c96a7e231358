/** The face of billing. */
export { billDelivered, deleteDraft, issueAndSend, issueOnly, sendAgain, voidBilled } from './bill-delivered.ts';
