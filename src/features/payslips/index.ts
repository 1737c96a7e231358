/** The face of payslips. */
export { payslipInput } from './input.ts';
export { addPayslip } from './keep-payslip.ts';
export { readPayOfYear, readSelfBilled } from './pay-of-year.ts';
export { readPayGaps } from './read-work.ts';
