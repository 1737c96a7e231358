import type { FormLayout } from './form-fields.ts';

const MEMBER = ['locum_name', 'membership_number', 'ni_number', 'gmc_number'] as const;

/** SOLO and Type 2 forms were read nowhere: these fields and their order are our own. */
export const SOLO_RECORD_SECTIONS: FormLayout<'solo_record'>['sections'] = [
  { title: 'GP', rows: [MEMBER] },
  { title: 'Provider', rows: [['provider', 'provider_code', 'month', 'tier']] },
  { title: 'Work', rows: [['works'], ['total']] },
];

export const SOLO_ANNUAL_SECTIONS: FormLayout<'solo_annual'>['sections'] = [
  { title: 'GP', rows: [MEMBER] },
  { title: 'Pensionable pay by provider and month', rows: [['providers'], ['total']] },
];

export const TYPE_2_SECTIONS: FormLayout<'type_2'>['sections'] = [
  { title: 'GP', rows: [MEMBER] },
  { title: 'Practitioner income of the year, by role', rows: [['roles']] },
  { title: 'Tier and settlement', rows: [['settlement']] },
  { title: 'Who sends a Type 2 self-assessment', rows: [['needed', 'due_on']] },
];
