import { accept, bare, type Checked, refuse } from './answer.ts';
import { checkVatNumber } from './tax-numbers.ts';

/**
 * Schemes of electronic addresses that organisations in the UK have, by the code of the list that Peppol takes (rule
 * PEPPOL-EN16931-CL008 of https://github.com/OpenPEPPOL/peppol-bis-invoice-3, read 2026-11-25). An email address is none of them.
 */
export const ADDRESS_SCHEMES = ['0088', '9932', '0060'] as const;

export type AddressScheme = (typeof ADDRESS_SCHEMES)[number];

export const ADDRESS_SCHEME_LABELS: Readonly<Record<AddressScheme, string>> = {
  '0088': 'GLN (Global Location Number)',
  '9932': 'UK VAT number',
  '0060': 'D-U-N-S number',
};

/** Where an e-invoice is delivered to, or comes from. */
export interface ElectronicAddress {
  readonly scheme: AddressScheme;
  readonly identifier: string;
}

/**
 * An electronic address of a scheme as e-invoices write it: thirteen digits of a GLN with GS1's check digit
 * (https://www.gs1.se/Support/Berakna-kontrollsiffra/Sa-beraknas-kontrollsiffran/, read 2026-11-25), GB and nine digits of a VAT number, nine digits
 * of a D-U-N-S number.
 */
export function checkElectronicAddress(scheme: AddressScheme, text: string): Checked {
  if (scheme === '9932') {
    const vat = checkVatNumber(text);
    return vat.ok ? accept(`GB${vat.value}`) : vat;
  }
  const value = bare(text);
  if (scheme === '0060') return /^\d{9}$/.test(value) ? accept(value) : refuse('A D-U-N-S number has nine digits.');
  if (!/^\d{13}$/.test(value)) return refuse('A GLN has thirteen digits.');
  const sum = [...value.slice(0, 12)].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === Number(value[12])
    ? accept(value)
    : refuse('That is not a GLN: its check digit is wrong.', 'wrong_check_digit');
}
