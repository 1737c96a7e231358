/** The face of pensions: forms, and what is due. */
export { chaseUnsigned } from './chase-form-a.ts';
export { isTooLate, monthsOpen, type OpenFormB, type TenWeeksLeft, tenWeeksLeft } from './deadlines.ts';
export { listFormBs } from './form-b-store.ts';
export { addPost, setPostPay } from './keep-post.ts';
export { type MadeFormA, makeFormAsIn, wantsFormA } from './make-form-a.ts';
export { makeFormB, submitFormB } from './make-form-b.ts';
export { pensionDays } from './pension-days.ts';
export { listPensionedWork } from './pensioned-work.ts';
export { payFormB } from './settle-form-b.ts';
export { formALink } from './sign-form-a.ts';
export { type KeptFormA, listFormAs, listFormAsOf, withdrawFormAs } from './store.ts';
export { warnOfDeadlines } from './warn-of-deadlines.ts';
