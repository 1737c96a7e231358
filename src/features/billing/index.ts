/** The face of billing. */
export { billDelivered } from './bill-delivered.ts';
