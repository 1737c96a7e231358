/** The face of evidence: for the job table. */
export { evidenceJob } from './make-evidence.ts';
