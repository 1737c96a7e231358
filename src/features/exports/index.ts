/** The face of exports: the whole account as one file, and into another installation. */
export { forgetOldExports } from './ask-export.ts';
export { importAccount } from './import-account.ts';
export { exportJob } from './make-export.ts';
