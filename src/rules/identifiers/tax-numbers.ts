import { accept, bare, type Checked, refuse } from './answer.ts';

/** HMRC's own pattern (https://github.com/hmrc/domain, read 2026-11-23). */
const NINO = /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;

/** A National Insurance number, kept without spaces: `AB123456C`. */
export function checkNino(text: string): Checked {
  const value = bare(text);
  return NINO.test(value)
    ? accept(value)
    : refuse('A National Insurance number is two letters, six digits and a letter from A to D, such as AB 12 34 56 C.');
}

/** Weights and look-up of HMRC's check (https://github.com/hmrc/domain, read 2026-11-23). */
const UTR_WEIGHTS = [6, 7, 8, 9, 10, 5, 4, 3, 2];
const UTR_LOOKUP = '21987654321';

/** A Unique Taxpayer Reference, ten digits; a K before or behind and the three digits of a long form are taken off. */
export function checkUtr(text: string): Checked {
  const digits = bare(text).replace(/^K|K$/g, '');
  const value = /^\d{13}$/.test(digits) ? digits.slice(3) : digits;
  if (!/^\d{10}$/.test(value)) return refuse('A UTR has ten digits.');
  const sum = UTR_WEIGHTS.reduce((total, weight, i) => total + weight * Number(value[i + 1]), 0);
  return UTR_LOOKUP[sum % 11] === value[0]
    ? accept(value)
    : refuse('That is not a UTR: its check digit is wrong. Please compare it with HMRC’s letter.', 'wrong_check_digit');
}

/** A VAT registration number, nine digits (weights 8 to 2, modulo 97 or 97 less 55; https://github.com/hmrc/domain, read 2026-11-23). */
export function checkVatNumber(text: string): Checked {
  const value = bare(text).replace(/^GB/, '');
  if (!/^\d{9}$/.test(value)) return refuse('A VAT number has nine digits, perhaps with GB before them.');
  const sum = [8, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(value[i]), 0);
  const check = Number(value.slice(7));
  return (sum + check) % 97 === 0 || (sum + check + 55) % 97 === 0
    ? accept(value)
    : refuse('That is not a VAT number: its check digits are wrong.', 'wrong_check_digit');
}
