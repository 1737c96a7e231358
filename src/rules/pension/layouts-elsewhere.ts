import type { SchemeYear } from '../tax-year.ts';
import type { FormLayouts } from './form-fields.ts';
import { SOLO_ANNUAL_SECTIONS, SOLO_RECORD_SECTIONS, TYPE_2_SECTIONS } from './layouts-of-figures.ts';

const BMA_PRACTICES =
  'https://www.bma.org.uk/advice-and-support/gp-practices/locum-gps/locum-pension-contributions-guide-for-gp-practices';

/** Scotland's own forms were not read. A primary care body pays the employer's share there (BMA, read 2026-11-23). */
export const SCOTTISH_LAYOUTS: FormLayouts = layoutsOf('Scotland', 'Practitioner Services (PSD)', [
  'https://pensions.gov.scot/nhs/your-membership/medical-and-dental-practitioners',
  BMA_PRACTICES,
]);

/** Northern Ireland's own forms were not read. A primary care body pays the employer's share there (BMA, read 2026-11-23). */
export const NORTHERN_IRISH_LAYOUTS: FormLayouts = layoutsOf('Northern Ireland', 'HSC Pensions', [
  'https://hscpensions.hscni.net/hsc-pension-scheme/pracitioners/locums',
  BMA_PRACTICES,
]);

/** The locum's fields of England and Wales of 2021/22, without box 3 and what comes of it. */
function layoutsOf(nation: string, office: string, sources: readonly string[]): FormLayouts {
  const known = { validFrom: '2017-18' as SchemeYear, grade: 'low', sources } as const;
  const note =
    `${nation}’s own form could not be read: the locum’s fields follow that of England and Wales of 2021/22, without the employer’s ` +
    `contribution, which a primary care body pays. Copy them to the form of ${office}.`;
  const figures = {
    ...known,
    note: `Whether ${nation} has a form for this is not known. These are figures for your own records and for ${office}.`,
  };
  return {
    form_a: [
      {
        ...known,
        note,
        sections: [
          {
            title: 'Part 1: to be completed by the locum GP',
            rows: [
              ['payment_reference', 'locum_name', 'ni_number'],
              ['host_code'],
              ['periods'],
              ['locum_declaration'],
              ['locum_signature'],
            ],
          },
          {
            title: 'Part 2: to be completed by the practice',
            rows: [
              ['box_1', 'box_2'],
              ['covered_gps'],
              ['practice_code', 'practice', 'paid_on'],
              ['practice_declaration'],
              ['practice_signature'],
            ],
          },
        ],
      },
    ],
    form_b: [
      {
        ...known,
        note,
        sections: [
          {
            title: 'Locum GP',
            rows: [
              ['payment_reference', 'surname', 'other_names'],
              ['date_of_birth', 'ni_number', 'host_code', 'gmc_number'],
              ['address', 'email', 'month', 'year'],
            ],
          },
          {
            title: 'Part 1: contribution tier and income received',
            rows: [
              ['tier'],
              ['line_practice_code', 'line_practice', 'line_first_day', 'line_last_day', 'line_paid_on', 'line_box_2'],
            ],
          },
          { title: 'Part 2: contributions', rows: [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'j']] },
          { title: 'Declaration', rows: [['declaration'], ['signature']] },
        ],
      },
    ],
    solo_record: [{ ...figures, sections: SOLO_RECORD_SECTIONS }],
    solo_annual: [{ ...figures, sections: SOLO_ANNUAL_SECTIONS }],
    type_2: [{ ...figures, sections: TYPE_2_SECTIONS }],
  };
}
