/** The face of billing. */
export { billDelivered, voidBilled } from './bill-delivered.ts';
