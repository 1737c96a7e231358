import { type ProfessionCode, professionOf, type Regulator } from '../professions.ts';
import { accept, bare, type Checked, refuse } from './answer.ts';

interface NumberFormat {
  readonly pattern: RegExp;
  readonly words: string;
  /** Formats without a primary source only warn. */
  readonly sure: boolean;
}

/**
 * Formats of the registers' numbers; none has a public check digit. Sources, read 2026-11-23: GMC
 * https://www.gmc-uk.org/news/news-archive/gmc-reference-numbers-for-pas-and-aas ; NMC https://medicwatch.co.uk/check/nmc-pin ; GPhC
 * https://pcse.england.nhs.uk/help/market-entry/applicant-faqs/ ; HCPC https://prod.hcpc-uk.org/check-the-register/how-to-check ; GOC
 * https://optical.org/en/registration/join-the-register/lifetime-registration-numbers/ . No primary statement was found for the GDC.
 */
const FORMATS: Readonly<Record<Regulator, NumberFormat>> = {
  GMC: { pattern: /^A?\d{7}$/, words: 'seven digits', sure: true },
  NMC: {
    pattern: /^\d{2}[A-Z]\d{4}[A-Z]$/,
    words: 'two digits, a letter, four digits and a letter, such as 71A2998E',
    sure: true,
  },
  GPhC: { pattern: /^\d{7}$/, words: 'seven digits', sure: true },
  PSNI: { pattern: /^\d{1,7}[A-Z]?$/, words: 'up to seven digits', sure: false },
  HCPC: {
    pattern: /^[A-Z]{2,3}\d{1,6}$/,
    words: 'two or three letters and up to six digits, such as PH123456',
    sure: true,
  },
  GDC: { pattern: /^\d{4,6}$/, words: 'four to six digits', sure: false },
  GOC: { pattern: /^(?:\d{2}|D|SO|SD)-?\d{3,6}$/, words: 'a prefix and digits, such as 01-09491', sure: false },
};

/** A registration number of the profession's regulator. Pharmacists' start with a 2; technicians' do not always. */
export function checkRegistrationNumber(profession: ProfessionCode, text: string): Checked {
  const { regulator } = professionOf(profession);
  const value = regulator === 'GOC' ? text.trim().toUpperCase() : bare(text);
  if (regulator === undefined) return accept(value);
  const format = FORMATS[regulator];
  if (format.pattern.test(value)) {
    return profession === 'pharmacist' && !value.startsWith('2')
      ? accept(value, 'A pharmacist’s GPhC number starts with a 2.')
      : accept(value);
  }
  const words = `A ${regulator} number has ${format.words}.`;
  return format.sure ? refuse(words) : accept(value, `${words} Please check it.`);
}

/** An NHS pension membership number, eight digits; `SD 00/123456` as older letters print it is read too (https://www.nhsbsa.nhs.uk/member-hub/useful-information, read 2026-11-23). */
export function checkMembershipNumber(text: string): Checked {
  const value = bare(text).replace(/^SD/, '');
  return /^\d{8}$/.test(value)
    ? accept(value)
    : refuse('An NHS pension membership number has eight digits, such as SD 12/345678 on your statement.');
}
