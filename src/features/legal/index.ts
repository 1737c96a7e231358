/** The face of legal pages and of what they promise. */
export { unreadChanges } from './changes.ts';
export { sweepAccount, sweepSignIn } from './sweep.ts';
