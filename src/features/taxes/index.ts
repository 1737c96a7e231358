/** The face of taxes. */
export { taxDueSoon } from './tax-dates.ts';
