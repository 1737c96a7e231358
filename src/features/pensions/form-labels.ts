import { formatPercent } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import type { FormBColumn, FormBSum } from '#rules/pension/form-fields.ts';

/** What the reference is called that joins forms and payment; in Scotland none is known. */
export const REFERENCE_LABELS: Readonly<Record<Nation, string>> = {
  england: 'Unique Payment Reference (UPR)',
  wales: 'Unique Payment Reference (UPR)',
  scotland: 'Payment reference, if you were given one',
  northern_ireland: 'GMC number (payment reference)',
};

/** The code of the office that forms go to. */
export const HOST_LABELS: Readonly<Record<Nation, string>> = {
  england: 'Host PCSE EA code',
  wales: 'Host LHB EA code',
  scotland: 'Host code, if you were given one',
  northern_ireland: 'Host code, if you were given one',
};

/** Where Form B and its money go, within a sentence. */
export const OFFICES: Readonly<Record<Nation, string>> = {
  england: 'PCSE',
  wales: 'the Local Health Board',
  scotland: 'Practitioner Services (PSD)',
  northern_ireland: 'HSC Pensions',
};

/** Form A's fields in our words; reference and host code by nation, above. */
export const FORM_A_LABELS = {
  locum_name: 'Full name',
  ni_number: 'National Insurance number',
  host_reference: 'LHB reference',
  covered_gps: 'GP or GPs covered',
  practice: 'Practice',
  paid_on: 'Date paid to the locum',
  practice_stamp: 'Stamp of the practice',
} as const;

/** Form B's fields in our words; reference and host code by nation, above. */
export const FORM_B_LABELS = {
  surname: 'Surname',
  other_names: 'Other names',
  date_of_birth: 'Date of birth',
  ni_number: 'National Insurance number',
  host_reference: 'LHB reference',
  gmc_number: 'GMC number',
  address: 'Address',
  email: 'Email',
  month: 'Month of payment',
  year: 'Year',
} as const;

export const COLUMN_LABELS: Readonly<Record<FormBColumn, string>> = {
  line_ea_code: 'EA code',
  line_ea_or_ods_code: 'EA or ODS code',
  line_practice_code: 'Practice code',
  line_practice: 'Practice',
  line_first_day: 'First day',
  line_last_day: 'Last day',
  line_paid_on: 'Date paid',
  line_box_2: 'Box 2: pensionable pay',
  line_box_3: 'Box 3: employer contribution',
};

/** Lines a to j of Form B in our words, by the letters that the form gives them. */
export function sumLabels(tierBasisPoints: number, hasEmployer: boolean): Readonly<Record<FormBSum, string>> {
  return {
    a: 'Pensionable pay: total of box 2',
    b: `Employee contributions: a at ${formatPercent(tierBasisPoints)}`,
    c: 'Added years',
    d: 'Money purchase AVC',
    e: 'Additional pension',
    f: 'Early retirement reduction buy-out (ERRBO)',
    g: hasEmployer ? 'Employee total: b + c + d + e + f' : 'Employee total, to pay: b + c + d + e + f',
    h: 'Employer contributions: total of box 3',
    i: 'To pay: g + h',
    j: 'Locum pensionable income of the scheme year so far',
  };
}
