/** The face of pensions: forms, and what is due. */
export { monthsOpen, pensionDeadlines } from './deadlines.ts';
export { makeFormAIn, wantsFormA } from './make-form-a.ts';
export { makeFormB, submitFormB } from './make-form-b.ts';
export { formALink } from './sign-form-a.ts';
export { findFormA, type KeptFormA, listFormAs, listFormBs, withdrawFormA } from './store.ts';
