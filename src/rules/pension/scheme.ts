import type { Nation } from '../nation.ts';

/** How sure a fact is: read in the law or the scheme's own page; in a secondary source; or inferred. */
export type Grade = 'high' | 'medium' | 'low';

/** The scheme a nation's practitioners belong to. England and Wales share one. */
export type PensionScheme = 'england_and_wales' | 'scotland' | 'northern_ireland';

/** A form of the scheme and what it is for, in a sentence. */
export interface SchemeForm {
  readonly name: string;
  readonly use: string;
}

/** Where one nation's forms go and how the money is paid, in sentences for people. */
export interface Sending {
  readonly nation: Nation;
  readonly forms: string;
  /** Undefined where no source says how the money is paid. */
  readonly payment: string | undefined;
}

export interface SchemeFacts {
  readonly label: string;
  /** The scheme's own name. */
  readonly name: string;
  readonly employerShare: { readonly paidBy: 'practice' | 'primary_care_body'; readonly words: string };
  /** Day of the month after receipt by which Form B and its money must have arrived. */
  readonly formBDue: { readonly day: number; readonly grade: Grade };
  /** Whether forms must arrive within ten weeks of the work; false: no source says so, and the days are shown as a caution only. */
  readonly tenWeeksConfirmed: boolean;
  /** Whether the tier follows annualised income; false: income as it is; undefined: not confirmed, so the locum is asked. */
  readonly annualises: boolean | undefined;
  /** Whether locum work is a choice per engagement, or has to be pensioned where other GP work is. */
  readonly locumWork: 'choice' | 'with_other_gp_work';
  readonly forms: readonly SchemeForm[];
  /** Who receives the forms, in a few words. */
  readonly office: string;
  readonly sending: readonly Sending[];
  /** What no source told, each as a sentence. */
  readonly unknown: readonly string[];
  /** Read 2026-11-23. */
  readonly sources: readonly string[];
}

/** The scheme whose tables, forms and days hold in a nation. */
export function schemeOf(nation: Nation): PensionScheme {
  return nation === 'england' || nation === 'wales' ? 'england_and_wales' : nation;
}

/** A nation of the scheme, for rules that are asked by nation. */
export function schemeNation(scheme: PensionScheme): Nation {
  return scheme === 'england_and_wales' ? 'england' : scheme;
}

/** True for the code of a scheme. */
export function isPensionScheme(code: string): code is PensionScheme {
  return Object.hasOwn(SCHEMES, code);
}

const BMA_PRACTICES =
  'https://www.bma.org.uk/advice-and-support/gp-practices/locum-gps/locum-pension-contributions-guide-for-gp-practices';

/** What is known of each scheme, and what is not. Each source read 2026-11-23. */
export const SCHEMES: Readonly<Record<PensionScheme, SchemeFacts>> = {
  england_and_wales: {
    label: 'England and Wales',
    name: 'NHS Pension Scheme',
    employerShare: {
      paidBy: 'practice',
      words: 'The practice pays its share to you beside the fee, and you send it on with your own contribution.',
    },
    formBDue: { day: 7, grade: 'high' },
    tenWeeksConfirmed: true,
    annualises: true,
    locumWork: 'choice',
    forms: [
      { name: 'Form A', use: 'One with each invoice; the practice fills its part and signs.' },
      { name: 'Form B', use: 'One a month, for all Forms A whose money came in that month.' },
    ],
    office: 'PCSE Online',
    sending: [
      {
        nation: 'england',
        forms: 'PCSE Online; else the enquiries form of PCSE, with the forms attached.',
        payment:
          'By card after Form B on PCSE Online, or by BACS under your payment reference. PCSE gives its bank details by phone only: 0333 014 2884.',
      },
      { nation: 'wales', forms: 'Your Local Health Board.', payment: undefined },
    ],
    unknown: [
      'How the Welsh health boards want to be paid, and under which reference.',
      'Whether weekends inside a run of days count as days of service.',
      'What follows where a form is late for the 7th but inside ten weeks.',
    ],
    sources: [
      'https://legislation.gov.uk/uksi/2015/94/regulation/31/data.xht',
      'https://pcse.england.nhs.uk/help/gp-payments-pensions-online-service/locum-ab/',
      BMA_PRACTICES,
    ],
  },
  scotland: {
    label: 'Scotland',
    name: 'NHS Pension Scheme (Scotland)',
    employerShare: {
      paidBy: 'primary_care_body',
      words: 'A primary care body pays the employer share. Your invoice has no line for it.',
    },
    formBDue: { day: 7, grade: 'low' },
    tenWeeksConfirmed: false,
    annualises: false,
    locumWork: 'with_other_gp_work',
    forms: [
      { name: 'Form A', use: 'Scotland has its own; one with each invoice.' },
      { name: 'Form B', use: 'Scotland has its own; one a month.' },
    ],
    office: 'Practitioner Services (PSD)',
    sending: [{ nation: 'scotland', forms: 'Practitioner Services (PSD).', payment: undefined }],
    unknown: [
      'The day by which Form B is due: the 7th is a caution, taken from England.',
      'Whether ten weeks hold in Scotland.',
      'The tiers of April to September 2023 and from April 2026, and the table for practitioners of any year.',
      'How contributions are paid.',
    ],
    sources: [
      'https://pensions.gov.scot/nhs/your-membership/medical-and-dental-practitioners',
      'https://pensions.gov.scot/nhs/employers/member-contributions',
      BMA_PRACTICES,
    ],
  },
  northern_ireland: {
    label: 'Northern Ireland',
    name: 'HSC Pension Scheme',
    employerShare: {
      paidBy: 'primary_care_body',
      words: 'A primary care body pays the employer share. Your invoice has no line for it.',
    },
    formBDue: { day: 6, grade: 'high' },
    tenWeeksConfirmed: true,
    annualises: undefined,
    locumWork: 'with_other_gp_work',
    forms: [
      { name: 'SS14', use: 'To join, and again after three months without contributions.' },
      { name: 'Form A', use: 'Northern Ireland has its own; one with each invoice.' },
      { name: 'Form B', use: 'Northern Ireland has its own; one a month.' },
    ],
    office: 'HSC Pensions',
    sending: [
      {
        nation: 'northern_ireland',
        forms: 'By email to HSC Pensions.',
        payment: 'By direct debit, with your GMC number as the reference.',
      },
    ],
    unknown: [
      'Whether income is annualised to find the tier.',
      'The tiers from April 2026, and whether those of 2025-26 were revised later.',
    ],
    sources: ['https://hscpensions.hscni.net/hsc-pension-scheme/pracitioners/locums', BMA_PRACTICES],
  },
};
