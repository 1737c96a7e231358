/** The face of accounts: who is asking, and how they are called. */
export { passCookies } from './cookies.ts';
export { currentVisitor } from './current-visitor.ts';
export { type SignInEngine, signInEngine } from './engine.ts';
export { begunBy, welcome } from './start-session.ts';
export { type AccountRow, closeSetup, fullName, readAccount } from './store.ts';
