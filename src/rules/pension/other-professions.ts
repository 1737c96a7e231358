import type { ProfessionCode } from '../professions.ts';

interface OtherWay {
  readonly route: 'payroll' | 'none' | 'ask';
  readonly pensionableShareBasisPoints: 0 | 10_000;
  readonly why: string;
  readonly source: string;
}

type OtherProfession = Exclude<ProfessionCode, 'gp'>;

const KA_04447 = 'https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-04447/en-us';
const AGENCY = 'https://www.nasgp.org.uk/question/superannuation-pensioning-agency-work/';

const BANK: readonly [string, string] = [
  'Work in a trust’s staff bank is pensioned through its payroll, without any form. Self-employed bank work cannot join the NHS pension.',
  KA_04447,
];

/** What each profession can pension where, and the source that says so. Read 2026-11-23. */
const WORDS: Readonly<Record<OtherProfession, readonly [string, string]>> = {
  hospital_doctor: [
    'Trust and bank posts are pensioned through payroll. Forms A and B are for GPs, so what a hospital doctor invoices cannot go on them.',
    KA_04447,
  ],
  nurse: BANK,
  midwife: BANK,
  paramedic: BANK,
  physiotherapist: BANK,
  allied_health: BANK,
  dentist: [
    'Dentists on a GDS or PDS contract are pensioned as performers: the contract’s holder enters your share on Compass and confirms it in the Annual Reconciliation Report, from 1 April to 30 June. A locum performer counts like any other; private, agency and company earnings do not.',
    'https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-04321/en-us',
  ],
  pharmacist: [
    'Community pharmacies are not NHS employers, so locum work there cannot be pensioned. Salaried posts at a trust, a practice or a primary care network are, through payroll; no source says so directly (confidence: low).',
    AGENCY,
  ],
  pharmacy_technician: [
    'Community pharmacies are not NHS employers, so locum work there cannot be pensioned. Salaried posts at a trust, a practice or a primary care network are, through payroll; no source says so directly (confidence: low).',
    AGENCY,
  ],
  dental_care_professional: [
    'Nothing was found on locum dental care professionals. Ask whoever pays you whether the post is NHS employment: if so, it is pensioned through payroll.',
    KA_04447,
  ],
  optometrist: [
    'Nothing was found on locum optometrists. Ask whoever pays you whether the post is NHS employment: if so, it is pensioned through payroll.',
    KA_04447,
  ],
};

/** How a profession other than GPs is pensioned: through payroll where there is one; what is invoiced has no form. */
export function otherProfession(
  profession: OtherProfession,
  billingMode: 'self_invoiced' | 'agency' | 'paye',
): OtherWay {
  const [words, source] = WORDS[profession];
  if (billingMode === 'agency')
    return way('none', 'Agency work is not NHS employment and cannot be pensioned.', AGENCY);
  if (billingMode === 'paye')
    return way('payroll', `Paid through payroll by an NHS employer, it is pensioned there. ${words}`, source);
  return way(profession === 'dentist' ? 'ask' : 'none', words, source);
}

function way(route: OtherWay['route'], why: string, source: string): OtherWay {
  return { route, pensionableShareBasisPoints: route === 'payroll' ? 10_000 : 0, why, source };
}
