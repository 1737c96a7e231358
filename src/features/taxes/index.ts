/** The face of taxes. */
export { forgetOldPacks } from './ask-pack.ts';
export { packJob } from './make-pack.ts';
export { readClaims } from './read-claims.ts';
export { readExpenses } from './read-spent.ts';
export { taxDueSoon } from './tax-dates.ts';
export { taxDays } from './tax-days.ts';
export { updatesDue } from './update-dates.ts';
