import type { SchemeYear } from '../tax-year.ts';
import type { FormFields, FormLayouts, LayoutSection } from './form-fields.ts';
import { SOLO_ANNUAL_SECTIONS, SOLO_RECORD_SECTIONS, TYPE_2_SECTIONS } from './layouts-of-figures.ts';

const year = (text: string) => text as SchemeYear;

const FORM_A_PART_1: LayoutSection<'form_a'> = {
  title: 'Part 1: to be completed by the locum GP',
  rows: [
    ['payment_reference', 'locum_name', 'ni_number'],
    ['host_code', 'host_reference'],
    ['periods'],
    ['locum_declaration'],
    ['locum_signature'],
  ],
};

const formAPart2 = (...stamp: FormFields['form_a'][]): LayoutSection<'form_a'> => ({
  title: 'Part 2: to be completed by the practice',
  rows: [
    ['box_1', 'box_2', 'box_3'],
    ['covered_gps'],
    ['practice_code', 'practice', 'paid_on'],
    ['practice_declaration'],
    ...(stamp.length > 0 ? [stamp] : []),
    ['practice_signature'],
  ],
});

const formBLocum = (...gmcNumber: FormFields['form_b'][]): LayoutSection<'form_b'> => ({
  title: 'Locum GP',
  rows: [
    ['payment_reference', 'surname', 'other_names'],
    ['date_of_birth', 'ni_number', 'host_code', 'host_reference', ...gmcNumber],
    ['address', 'email', 'month', 'year'],
  ],
});

const formBPart1 = (code: 'line_ea_code' | 'line_ea_or_ods_code'): LayoutSection<'form_b'> => ({
  title: 'Part 1: contribution tier and income received',
  rows: [
    ['tier'],
    [code, 'line_practice', 'line_first_day', 'line_last_day', 'line_paid_on', 'line_box_2', 'line_box_3'],
  ],
});

const formBPart2 = (...cumulative: 'j'[]): LayoutSection<'form_b'> => ({
  title: 'Part 2: contributions',
  rows: [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', ...cumulative]],
});

const FORM_B_DECLARATION: LayoutSection<'form_b'> = { title: 'Declaration', rows: [['declaration'], ['signature']] };

const FORM_A_2021 = 'https://fill.io/General-guidance-To-claim-NHS-Pension-Scheme-membership';
const FORM_B_2021 = 'https://fill.io/GP-Locum-s-monthly-record-of-general-medical-services';
const NOTICE_2021 = 'https://nhsbsa.nhs.uk/202122-gp-locum-forms-and-b';

/**
 * Forms of the scheme of England and Wales, from copies held by third parties; each source read 2026-11-23. 2017/18: employing authority
 * (EA) code, the practice's stamp, a reference of 16 characters (https://pcse.england.nhs.uk/organisations/gp-locums/). 2021/22: GMC number
 * and line j are new, the stamp is gone, an electronic signature is accepted. 2022: the ODS code joined. Later forms, and those of SOLO and
 * Type 2, were never seen.
 */
export const ENGLAND_AND_WALES_LAYOUTS: FormLayouts = {
  form_a: [
    {
      validFrom: year('2017-18'),
      referenceCharacters: 16,
      note: 'The official form of this year could not be read: the field list follows an older copy that names no year. Compare it with the official form before you send it.',
      grade: 'medium',
      sources: ['https://pdfcoke.com/documents/gp-locum-own-use-only-j6o4l0dxl7zx'],
      sections: [FORM_A_PART_1, formAPart2('practice_stamp')],
    },
    {
      validFrom: year('2021-22'),
      referenceCharacters: 18,
      readIn: year('2021-22'),
      grade: 'high',
      sources: [FORM_A_2021, NOTICE_2021],
      sections: [FORM_A_PART_1, formAPart2()],
    },
  ],
  form_b: [
    {
      validFrom: year('2017-18'),
      referenceCharacters: 16,
      readIn: year('2017-18'),
      grade: 'high',
      sources: ['https://paperzz.com/doc/7111998/gp-locum-b'],
      sections: [formBLocum(), formBPart1('line_ea_code'), formBPart2(), FORM_B_DECLARATION],
    },
    {
      validFrom: year('2021-22'),
      referenceCharacters: 18,
      readIn: year('2021-22'),
      grade: 'high',
      sources: [FORM_B_2021, NOTICE_2021],
      sections: [formBLocum('gmc_number'), formBPart1('line_ea_code'), formBPart2('j'), FORM_B_DECLARATION],
    },
    {
      validFrom: year('2022-23'),
      referenceCharacters: 18,
      readIn: year('2021-22'),
      note: 'with the ODS code that was added in 2022',
      grade: 'medium',
      sources: [
        FORM_B_2021,
        'https://www.nasgp.org.uk/money-matters/ten-week-locum-form-b-rule-to-restart-in-october-2022/',
      ],
      sections: [formBLocum('gmc_number'), formBPart1('line_ea_or_ods_code'), formBPart2('j'), FORM_B_DECLARATION],
    },
  ],
  solo_record: [
    {
      validFrom: year('2017-18'),
      note: 'An official form for single pieces of SOLO work could not be read. This is a record of the figures for the provider, who sends them on.',
      grade: 'low',
      sources: ['https://pcse.england.nhs.uk/out-hours-and-extended-access-providers'],
      sections: SOLO_RECORD_SECTIONS,
    },
  ],
  solo_annual: [
    {
      validFrom: year('2017-18'),
      note: 'The official annual SOLO form could not be read. These are the figures for it, in our own order: copy them to the official form of the year.',
      grade: 'low',
      sources: ['https://pcse.england.nhs.uk/services/gp-pensions/gp-solo-work/'],
      sections: SOLO_ANNUAL_SECTIONS,
    },
  ],
  type_2: [
    {
      validFrom: year('2017-18'),
      note: 'The official Type 2 self-assessment form could not be read. These are the figures for it, in our own order: copy them to the official form of the year.',
      grade: 'low',
      sources: [
        'https://pcse.england.nhs.uk/services/gp-pensions/end-year-submissions-type-1-type-2/salaried-and-solo-gps-type-2-self',
      ],
      sections: TYPE_2_SECTIONS,
    },
  ],
};
