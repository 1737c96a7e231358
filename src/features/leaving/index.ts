/** The face of leaving: closing accounts, coming back, and taking everything away. */
export { remindOfErasure } from './ask-to-leave.ts';
export { accountsToErase, eraseAccount, eraseAgain } from './erase-account.ts';
export { readClosure } from './store.ts';
