import { validateAccountDetails } from 'uk-modulus-check';
import { accept, bare, type Checked, refuse } from './answer.ts';

/** A sort code, six digits, kept without dashes. */
export function checkSortCode(text: string): Checked {
  const value = bare(text);
  return /^\d{6}$/.test(value) ? accept(value) : refuse('A sort code has six digits, such as 12-34-56.');
}

/** An account number, eight digits; older ones of six or seven are filled up with noughts. */
export function checkAccountNumber(text: string): Checked {
  const digits = bare(text);
  const value = /^\d{6,7}$/.test(digits) ? digits.padStart(8, '0') : digits;
  return /^\d{8}$/.test(value) ? accept(value) : refuse('An account number has eight digits.');
}

/**
 * Whether sort code and account number belong together by Vocalink's modulus check (tables v8-50 of 23 June 2025, in the package).
 * A failure is a warning: the tables age, and sort codes they do not know pass.
 */
export function bankAccountWarning(sortCode: string, accountNumber: string): string | undefined {
  return validateAccountDetails(sortCode, accountNumber)
    ? undefined
    : 'This sort code and account number do not seem to belong together. Please compare them with your bank card.';
}

/** `12-34-56` */
export function formatSortCode(sortCode: string): string {
  return sortCode.replace(/^(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3');
}
