/** How the words of bank lines and of names are compared: capitals, letters and figures only. */

/** `Dr. O'Neill & Partners` → `DR`, `ONEILL`, `PARTNERS`. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’`]/g, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(word => word !== '');
}

/** Says how sure it is that a line names an organisation: nought for not at all, else the number of its words that stand there. */
export function nameScore(line: readonly string[], name: string): number {
  const words = wordsOf(name).filter(word => word !== 'THE' && word !== 'AND');
  const telling = words.filter(word => !USUAL.has(word) && word.length > 1);
  const wanted = telling.length > 0 ? telling : words;
  if (wanted.length === 0 || !wanted.every((word, at) => stands(line, word, at > 0))) return 0;
  return words.filter(word => stands(line, word, true)).length;
}

/**
 * What a locum's "always" is remembered by: the line's words without references, figures and what banks add. Empty where nothing telling
 * is left.
 */
export function patternOf(description: string): string {
  const words = wordsOf(description).filter(word => !/\d/.test(word) && !OF_BANKS.has(word));
  return words.join(' ').length >= 4 ? words.join(' ') : '';
}

/** Banks cut names at 18 characters or so: a later word may be cut to its first three letters or more, where it ends the line's words. */
function stands(line: readonly string[], word: string, mayBeCut: boolean): boolean {
  if (line.includes(word)) return true;
  return mayBeCut && line.some(it => it.length >= 3 && it.length < word.length && word.startsWith(it));
}

/** Words that many organisations share; they tell nothing by themselves. */
const USUAL = new Set(
  (
    'SURGERY SURGERIES MEDICAL MEDICINE CENTRE CENTER PRACTICE HEALTH HEALTHCARE CARE CLINIC GROUP HOUSE PRIMARY FAMILY DOCTORS DOCTOR GP ' +
    'DR DRS MR MRS MS PARTNERS PARTNERSHIP LTD LIMITED LLP PLC NHS TRUST FOUNDATION HOSPITAL HOSPITALS PHARMACY CHEMIST DENTAL UNIVERSITY ' +
    'OF SERVICES SERVICE COMMUNITY UK CO'
  ).split(' '),
);

/** What banks write beside the payer's own words. */
const OF_BANKS = new Set(
  (
    'BGC BGI BACS BAC FPI FP FPS FASTER PAYMENT PAYMENTS RECEIPT RECEIVED CREDIT DIRECT DIRECTDEP CR GIRO BANK TRANSFER TFR FROM REF REFERENCE INV INVOICE ' +
    'INVOICES NO NUMBER AUTOMATED INWARD INCOMING PAY THANK YOU THANKS JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'
  ).split(' '),
);
