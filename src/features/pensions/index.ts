/** The face of pensions: forms, and what is due. */
export { monthsOpen, type PensionDeadline, pensionDeadlines } from './deadlines.ts';
export { makeFormAIn, wantsFormA } from './make-form-a.ts';
export { type FormBPreview, makeFormB, previewFormB, submitFormB } from './make-form-b.ts';
export { findFormA, type KeptFormA, type KeptFormB, listFormAs, listFormBs, withdrawFormA } from './store.ts';
