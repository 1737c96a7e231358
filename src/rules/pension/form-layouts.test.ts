import { expect, test } from 'vitest';
import type { SchemeYear } from '../tax-year.ts';
import type { FormLayout, PensionForm } from './form-fields.ts';
import { formLayout, layoutCaution, referenceOn } from './form-layouts.ts';
import type { PensionScheme } from './scheme.ts';

const SCHEMES: readonly PensionScheme[] = ['england_and_wales', 'scotland', 'northern_ireland'];
const FORMS: readonly PensionForm[] = ['form_a', 'form_b', 'solo_record', 'solo_annual', 'type_2'];
const YEARS = Array.from({ length: 12 }, (_, at) => `${2017 + at}-${String(18 + at)}` as SchemeYear);

function layout<Form extends PensionForm>(form: Form, scheme: PensionScheme, year: string): FormLayout<Form> {
  const answer = formLayout(form, scheme, year as SchemeYear);
  if (!answer.ok) throw new Error(`${form} of ${year}: ${answer.reason}`);
  return answer.layout;
}
const fields = (form: PensionForm, scheme: PensionScheme, year: string) =>
  layout(form, scheme, year).sections.flatMap(section => section.rows.flat());

test('every form of every scheme has a layout from 2017-18 on, each field once, with its source', () => {
  for (const scheme of SCHEMES)
    for (const form of FORMS)
      for (const year of YEARS) {
        const { sources, validFrom } = layout(form, scheme, year);
        const names = fields(form, scheme, year);
        expect(names).toEqual([...new Set(names)]);
        expect(sources.every(source => URL.canParse(source)) && sources.length > 0).toBe(true);
        expect(validFrom <= year).toBe(true);
      }
});

test('a year before the oldest form that was seen is answered by name', () => {
  for (const year of ['2016-17', '2014-15'])
    expect(formLayout('form_b', 'england_and_wales', year as SchemeYear)).toEqual({
      ok: false,
      reason: 'form_of_year_unknown',
    });
});

test.each([
  ['2017-18', ['line_ea_code'], ['gmc_number', 'j', 'line_ea_or_ods_code']],
  ['2020-21', ['line_ea_code'], ['gmc_number', 'j', 'line_ea_or_ods_code']],
  ['2021-22', ['line_ea_code', 'gmc_number', 'j'], ['line_ea_or_ods_code']],
  ['2022-23', ['line_ea_or_ods_code', 'gmc_number', 'j'], ['line_ea_code']],
  ['2026-27', ['line_ea_or_ods_code', 'gmc_number', 'j'], ['line_ea_code']],
])('Form B of %s has its own fields', (year, has, lacks) => {
  const names: string[] = fields('form_b', 'england_and_wales', year);
  expect(names).toEqual(expect.arrayContaining(has));
  for (const name of lacks) expect(names).not.toContain(name);
});

test('Form A lost the stamp of the practice in 2021-22', () => {
  expect(fields('form_a', 'england_and_wales', '2020-21')).toContain('practice_stamp');
  expect(fields('form_a', 'england_and_wales', '2021-22')).not.toContain('practice_stamp');
});

test('where a primary care body pays the employer’s share, no form has a place for it', () => {
  for (const scheme of ['scotland', 'northern_ireland'] as const) {
    expect(fields('form_a', scheme, '2026-27')).not.toContain('box_3');
    for (const name of ['line_box_3', 'h', 'i']) expect(fields('form_b', scheme, '2026-27')).not.toContain(name);
  }
  expect(fields('form_a', 'england_and_wales', '2026-27')).toContain('box_3');
});

test('the order of Form B is that of the form of 2021/22', () => {
  expect(fields('form_b', 'england_and_wales', '2021-22').join(' ')).toBe(
    'payment_reference surname other_names date_of_birth ni_number host_code host_reference gmc_number address email month year ' +
      'tier line_ea_code line_practice line_first_day line_last_day line_paid_on line_box_2 line_box_3 a b c d e f g h i j ' +
      'declaration signature',
  );
});

test('a form that was not read in its year says so, one that was says nothing', () => {
  const caution = (form: PensionForm, scheme: PensionScheme, year: string) =>
    layoutCaution(layout(form, scheme, year), year as SchemeYear);
  expect(caution('form_b', 'england_and_wales', '2021-22')).toBeUndefined();
  expect(caution('form_b', 'england_and_wales', '2017-18')).toBeUndefined();
  expect(caution('form_b', 'england_and_wales', '2019-20')).toContain('of 2019/20 could not be read');
  expect(caution('form_b', 'england_and_wales', '2026-27')).toBe(
    'The official form of 2026/27 could not be read: the field list follows that of 2021/22, with the ODS code that was added in 2022. Compare it with the official form before you send it.',
  );
  for (const form of FORMS)
    for (const scheme of ['scotland', 'northern_ireland'] as const)
      expect(caution(form, scheme, '2021-22')).toMatch(/could not be read|is not known/);
  for (const form of ['solo_record', 'solo_annual', 'type_2'] as const)
    expect(caution(form, 'england_and_wales', '2021-22')).toContain('could not be read');
});

test.each([
  ['2017-18', '12345678LOCFEB2018', '12345678LOCFEB18'],
  ['2020-21', '12345678LOCMAR2021', '12345678LOCMAR21'],
  ['2021-22', '12345678LOCMAR2022', '12345678LOCMAR2022'],
  ['2017-18', '7123456', '7123456'],
])('on a form of %s the reference %s reads %s', (year, reference, printed) => {
  expect(referenceOn(layout('form_b', 'england_and_wales', year), reference)).toBe(printed);
});
