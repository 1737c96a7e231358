/** The face of bank. */
export { statementJob } from './import-later.ts';
