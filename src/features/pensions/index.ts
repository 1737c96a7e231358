/** The face of pensions: forms, and what is due. */
export { chaseUnsigned } from './chase-form-a.ts';
export { isTooLate, type OpenFormB, type TenWeeksLeft, tenWeeksLeft } from './deadlines.ts';
export { leftToPay } from './form-b-history.ts';
export { listFormBs } from './form-b-store.ts';
export { addPost, setPostPay } from './keep-post.ts';
export { type MadeFormA, makeFormAsIn, wantsFormA } from './make-form-a.ts';
export { makeFormB } from './make-form-b.ts';
export { readOpenFormBs } from './open-form-bs.ts';
export { pensionDays } from './pension-days.ts';
export { listPensionedWork } from './pensioned-work.ts';
export { type RefundOwed, readRefundsOwed } from './refunds-owed.ts';
export { payFormB, submitFormB } from './settle-form-b.ts';
export { formALink } from './sign-form-a.ts';
export { contributionsLapsed } from './ss14.ts';
export { type KeptFormA, listFormAs, listFormAsOf } from './store.ts';
export { readType2Due } from './type2-role.ts';
export { warnOfDeadlines } from './warn-of-deadlines.ts';
export { withdrawFormAs } from './withdraw-form-as.ts';
