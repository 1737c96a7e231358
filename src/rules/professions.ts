/** Who the locums are, and what follows from it: the regulator, the number's name, who may pension locum fees on Forms A and B. */
export interface Profession {
  readonly code: ProfessionCode;
  readonly label: string;
  /** The body that keeps the register; none where no register exists. */
  readonly regulator: Regulator | undefined;
  /** Forms A and B are for GPs alone (NHSBSA KA-04334, https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-04334/en-us, read 2026-11-23). */
  readonly usesFormsAB: boolean;
}

export type Regulator = 'GMC' | 'NMC' | 'GPhC' | 'PSNI' | 'GDC' | 'GOC' | 'HCPC';

export const PROFESSION_CODES = [
  'gp',
  'hospital_doctor',
  'nurse',
  'midwife',
  'pharmacist',
  'pharmacy_technician',
  'dentist',
  'dental_care_professional',
  'optometrist',
  'paramedic',
  'physiotherapist',
  'allied_health',
] as const;

export type ProfessionCode = (typeof PROFESSION_CODES)[number];

export const PROFESSIONS: readonly Profession[] = [
  { code: 'gp', label: 'GP', regulator: 'GMC', usesFormsAB: true },
  { code: 'hospital_doctor', label: 'Hospital doctor', regulator: 'GMC', usesFormsAB: false },
  { code: 'nurse', label: 'Nurse', regulator: 'NMC', usesFormsAB: false },
  { code: 'midwife', label: 'Midwife', regulator: 'NMC', usesFormsAB: false },
  { code: 'pharmacist', label: 'Pharmacist', regulator: 'GPhC', usesFormsAB: false },
  { code: 'pharmacy_technician', label: 'Pharmacy technician', regulator: 'GPhC', usesFormsAB: false },
  { code: 'dentist', label: 'Dentist', regulator: 'GDC', usesFormsAB: false },
  { code: 'dental_care_professional', label: 'Dental care professional', regulator: 'GDC', usesFormsAB: false },
  { code: 'optometrist', label: 'Optometrist or dispensing optician', regulator: 'GOC', usesFormsAB: false },
  { code: 'paramedic', label: 'Paramedic', regulator: 'HCPC', usesFormsAB: false },
  { code: 'physiotherapist', label: 'Physiotherapist', regulator: 'HCPC', usesFormsAB: false },
  { code: 'allied_health', label: 'Other allied health professional', regulator: 'HCPC', usesFormsAB: false },
];

/** The profession behind a code. Throws RangeError on an unknown one: codes come from our own tables only. */
export function professionOf(code: string): Profession {
  const profession = PROFESSIONS.find(it => it.code === code);
  if (!profession) throw new RangeError(`no profession ${code}`);
  return profession;
}
