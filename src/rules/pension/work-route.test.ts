import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import { PROFESSION_CODES } from '../professions.ts';
import type { SchemeYear } from '../tax-year.ts';
import { appraisalDays, appraisalEntries } from './appraisal-days.ts';
import { bookingRoute } from './booking-route.ts';
import { type WorkRoute, type WorkToPension, workRoute } from './work-route.ts';

const surgery: WorkToPension = {
  profession: 'gp',
  billingMode: 'self_invoiced',
  tradingAs: 'sole_trader',
  workType: 'surgery',
  organisationKind: 'gp_practice',
  nation: 'england',
  hasType2Post: false,
};

const cases: readonly [string, Partial<WorkToPension>, WorkRoute['route'], number, string][] = [
  ['a practice, invoiced in one’s own name', {}, 'form_ab', 9000, 'GMS, PMS or APMS'],
  ['a practice, by a GP with a post beside', { hasType2Post: true }, 'form_ab', 9000, 'Nine tenths'],
  ['a practice in Wales', { nation: 'wales' }, 'form_ab', 9000, 'the practice pays its share'],
  ['a practice in Scotland', { nation: 'scotland' }, 'form_ab', 9000, 'not the practice'],
  ['a practice in Northern Ireland', { nation: 'northern_ireland' }, 'form_ab', 9000, 'six months'],
  ['home visits', { workType: 'visits' }, 'form_ab', 9000, 'own name'],
  [
    'an appraisal, locum work only',
    { workType: 'appraisal', organisationKind: 'other' },
    'form_ab',
    9000,
    'locum work only',
  ],
  [
    'an appraisal beside a salaried post',
    { workType: 'appraisal', hasType2Post: true },
    'solo',
    10_000,
    'salaried or SOLO',
  ],
  ['an appraisal in Scotland', { workType: 'appraisal', nation: 'scotland' }, 'ask', 0, 'not known here'],
  [
    'an appraisal in Northern Ireland, with a post',
    { workType: 'appraisal', nation: 'northern_ireland', hasType2Post: true },
    'ask',
    0,
    'not known here',
  ],
  ['out of hours', { workType: 'out_of_hours' }, 'solo', 10_000, 'rejected'],
  ['any work for an out-of-hours provider', { organisationKind: 'out_of_hours' }, 'solo', 10_000, 'SOLO'],
  ['out of hours in Wales', { workType: 'out_of_hours', nation: 'wales' }, 'solo', 10_000, 'health board'],
  ['out of hours in Scotland', { workType: 'out_of_hours', nation: 'scotland' }, 'ask', 0, 'not known here'],
  [
    'extended access at a federation',
    { workType: 'extended_hours', organisationKind: 'gp_federation' },
    'solo',
    10_000,
    'Extended access',
  ],
  ['extended hours at a practice', { workType: 'extended_hours' }, 'ask', 0, 'whose service'],
  ['a federation', { organisationKind: 'gp_federation' }, 'solo', 10_000, 'employing authority'],
  ['a primary care network', { organisationKind: 'primary_care_network' }, 'ask', 0, 'who pays you'],
  ['NHS 111', { organisationKind: 'nhs_111' }, 'ask', 0, 'employing authority'],
  ['an integrated care board', { organisationKind: 'integrated_care_board' }, 'solo', 10_000, 'integrated care board'],
  ['a hospital that is invoiced', { organisationKind: 'hospital_trust', workType: 'ward' }, 'ask', 0, 'Ask them'],
  ['a care home', { organisationKind: 'care_home' }, 'none', 0, 'employees only'],
  ['private work at a practice', { workType: 'private' }, 'none', 0, 'Private fees'],
  ['a private clinic', { organisationKind: 'private_clinic' }, 'none', 0, 'Private fees'],
  ['an agency that pays', { billingMode: 'agency' }, 'none', 0, 'agency'],
  ['an agency that is invoiced', { organisationKind: 'agency' }, 'none', 0, 'agency'],
  ['a limited company', { tradingAs: 'limited_company' }, 'none', 0, 'limited company'],
  [
    'out of hours through a limited company',
    { tradingAs: 'limited_company', workType: 'out_of_hours' },
    'none',
    0,
    'limited company',
  ],
  ['payroll', { billingMode: 'paye' }, 'payroll', 10_000, 'umbrella'],
  [
    'payroll, whatever the company',
    { billingMode: 'paye', tradingAs: 'limited_company' },
    'payroll',
    10_000,
    'payroll',
  ],
  ['private work by payroll', { billingMode: 'paye', workType: 'private' }, 'none', 0, 'Private fees'],
  ['a nurse who invoices', { profession: 'nurse' }, 'none', 0, 'staff bank'],
  ['a nurse in a bank', { profession: 'nurse', billingMode: 'paye' }, 'payroll', 10_000, 'payroll'],
  ['a nurse by agency', { profession: 'nurse', billingMode: 'agency' }, 'none', 0, 'Agency'],
  ['a pharmacist who invoices', { profession: 'pharmacist' }, 'none', 0, 'confidence: low'],
  ['a dentist who invoices', { profession: 'dentist' }, 'ask', 0, 'Compass'],
  ['a hospital doctor who invoices', { profession: 'hospital_doctor' }, 'none', 0, 'Forms A and B are for GPs'],
];

test.each(cases)('%s', (_, over, route, share, words) => {
  const answer = workRoute({ ...surgery, ...over });
  expect([answer.route, answer.pensionableShareBasisPoints]).toEqual([route, share]);
  expect(answer.why).toContain(words);
});

test('every profession has its own sentence with a source, and no other than GPs has forms', () => {
  for (const profession of PROFESSION_CODES) {
    for (const billingMode of ['self_invoiced', 'agency', 'paye'] as const) {
      const answer = workRoute({ ...surgery, profession, billingMode });
      expect(answer.why).toMatch(/^[A-Z].*[.]$/);
      expect(answer.source).toMatch(/^https?:/);
      if (profession !== 'gp') expect(['form_ab', 'solo']).not.toContain(answer.route);
    }
  }
});

const date = (text: string) => Temporal.PlainDate.from(text);
const year = (text: string) => text as SchemeYear;

test('an appraisal has one to three days since 2026-27, more by written approval', () => {
  expect([0, 1, 3, 4].map(count => appraisalDays(year('2026-27'), count))).toEqual([
    { ok: false, reason: 'no_days' },
    { ok: true },
    { ok: true },
    { ok: false, reason: 'needs_written_approval' },
  ]);
  expect(appraisalDays(year('2025-26'), 2)).toEqual({ ok: false, reason: 'one_day_until_2026_27' });
  expect(appraisalDays(year('2025-26'), 1)).toEqual({ ok: true });
});

test.each([
  ['three days in a row are one line', ['2026-05-05', '2026-05-04', '2026-05-06'], [50_000]],
  [
    'three separate days share the fee to the penny',
    ['2026-05-04', '2026-05-06', '2026-05-11'],
    [16_667, 16_666, 16_667],
  ],
  ['two days and a separate one', ['2026-05-04', '2026-05-05', '2026-05-11'], [33_333, 16_667]],
  ['no day, no entry', [], []],
])('%s', (_, days, fees) => {
  const entries = appraisalEntries(days.map(date), pence(50_000));
  expect(entries.map(it => it.feePence)).toEqual(fees);
});

test('an appraisal that a practice pays outside England and Wales is on no Form A by guess', () => {
  for (const nation of ['scotland', 'northern_ireland'] as const) {
    const it = bookingRoute({ ...surgery, workType: 'appraisal', nation });
    expect(it.route).toBe('none');
    expect(it.source).not.toContain('nasgp');
  }
  expect(bookingRoute({ ...surgery, workType: 'extended_hours', nation: 'scotland' }).route).toBe('form_ab');
});
