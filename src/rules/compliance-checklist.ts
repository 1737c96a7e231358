import type { ProfessionCode } from './professions.ts';

/** Kinds of documents that organisations ask of locums. */
export const DOCUMENT_CATEGORIES = [
  'registration',
  'performers_list',
  'qualification',
  'indemnity',
  'dbs',
  'safeguarding',
  'life_support',
  'immunisation',
  'identity',
  'right_to_work',
  'reference',
  'cv',
  'smartcard',
  'training',
  'other',
] as const;
export type DocumentCategory = (typeof DOCUMENT_CATEGORIES)[number];

export const CATEGORY_LABELS: Readonly<Record<DocumentCategory, string>> = {
  registration: 'Registration with the regulator',
  performers_list: 'Performers list entry',
  qualification: 'Qualification (such as CCT)',
  indemnity: 'Indemnity certificate',
  dbs: 'Enhanced DBS, PVG or AccessNI',
  safeguarding: 'Safeguarding training',
  life_support: 'Basic life support',
  immunisation: 'Hepatitis B immunity',
  identity: 'Photo identity',
  right_to_work: 'Right to work',
  reference: 'References',
  cv: 'CV with gaps explained',
  smartcard: 'NHS smartcard or service declarations',
  training: 'Other training',
  other: 'Other',
};

/** One line of a checklist. */
export interface ChecklistItem {
  readonly category: DocumentCategory;
  /** How long it usually counts; null: no expiry of its own, though the paper may bear a date. Never law: each can be changed. */
  readonly months: number | null;
  /** Why, in a few words. */
  readonly basis: string;
}

/**
 * What practices ask for, by profession. GPs: NASGP on the CQC's list
 * (https://www.nasgp.org.uk/gp-locum-work/performance/advice-from-cqc-on-compliance-documentation-for-practices-engaging-locum-gps/) and
 * Londonwide LMCs (https://www.lmc.org.uk/resources/practice-guide-pre-employment-checklist-for-gps/); life support yearly:
 * https://www.nasgp.org.uk/faq/training-basic-life-support-bls-how-often-should-i-do-it/; pharmacists: Locate a Locum
 * (https://help.locatealocum.com/en/articles/1206164-what-are-the-essential-documents); registration cycles:
 * https://expiryedge.com/glossaries/healthcare-compliance/revalidation/. A DBS certificate has no legal expiry: 12 months and 3 years are
 * both customary. Nurses, dentists and AHPs follow these by custom. All read 2026-11-23.
 */
export function checklistFor(profession: ProfessionCode): readonly ChecklistItem[] {
  return [
    { category: 'registration', ...REGISTRATION[profession] },
    ...(HAS_PERFORMERS_LIST.includes(profession)
      ? [{ category: 'performers_list', months: null, basis: 'status checked, no expiry' } as const]
      : []),
    ...(profession === 'gp'
      ? [{ category: 'qualification', months: null, basis: 'CCT, CEGP or equivalent' } as const]
      : []),
    { category: 'indemnity', months: 12, basis: 'date of the policy' },
    { category: 'dbs', months: profession === 'pharmacist' ? 12 : 36, basis: 'custom; no legal expiry' },
    {
      category: 'safeguarding',
      months: 36,
      basis:
        profession === 'gp'
          ? 'level 3, children and adults, with a yearly update'
          : 'level as the work asks, by custom',
    },
    { category: 'life_support', months: 12, basis: 'yearly, face to face' },
    { category: 'immunisation', months: null, basis: 'none once immune' },
    { category: 'identity', months: null, basis: 'date of the document' },
    { category: 'right_to_work', months: null, basis: 'end of the visa, if any' },
    { category: 'reference', months: 12, basis: 'at least one within a year' },
    { category: 'cv', months: 12, basis: 'full history, by custom' },
    ...(profession === 'pharmacist' || profession === 'pharmacy_technician'
      ? [{ category: 'smartcard', months: null, basis: 'custom' } as const]
      : []),
  ];
}

const HAS_PERFORMERS_LIST: readonly ProfessionCode[] = ['gp', 'dentist', 'optometrist'];

const YEARLY = { months: 12, basis: 'annual retention' } as const;
const REGISTRATION: Readonly<Record<ProfessionCode, { readonly months: number; readonly basis: string }>> = {
  gp: { months: 12, basis: 'GMC with licence and GP register, annual retention' },
  hospital_doctor: { months: 12, basis: 'GMC with licence, annual retention' },
  nurse: { months: 36, basis: 'NMC revalidation every three years, fee yearly' },
  midwife: { months: 36, basis: 'NMC revalidation every three years, fee yearly' },
  pharmacist: { months: 12, basis: 'yearly renewal with revalidation records' },
  pharmacy_technician: YEARLY,
  dentist: YEARLY,
  dental_care_professional: YEARLY,
  optometrist: YEARLY,
  paramedic: { months: 24, basis: 'HCPC, every two years' },
  physiotherapist: { months: 24, basis: 'HCPC, every two years' },
  allied_health: { months: 24, basis: 'HCPC, every two years' },
};

/** Days before expiry on which the locum is reminded. */
export const REMINDER_DAYS = [60, 30, 7, 0] as const;

/** The reminders that are due on a day and were not sent: only the nearest of those that were missed. */
export function reminderDue(
  expires: Temporal.PlainDate,
  today: Temporal.PlainDate,
  sent: readonly number[],
): number | undefined {
  const left = today.until(expires, { largestUnit: 'day' }).days;
  if (left < 0) return undefined;
  const nearest = REMINDER_DAYS.filter(days => left <= days).at(-1);
  return nearest === undefined || sent.some(days => days <= nearest) ? undefined : nearest;
}

/** The day on which something issued then stops counting; undefined where it does not. */
export function proposedExpiry(issued: Temporal.PlainDate, months: number | null): Temporal.PlainDate | undefined {
  return months === null ? undefined : issued.add({ months });
}
