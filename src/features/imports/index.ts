/** The face of imports. */
export { takeFile } from './run-import.ts';
