/** The face of documents: papers that prove who a locum is. */
export { standingOf } from './document.ts';
export { remindOfExpiry } from './remind.ts';
export { listDocuments } from './store.ts';
