import { plainPounds } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import type { FormBFigures } from '#rules/pension/form-b.ts';
import type { FormBColumn, FormBSum, FormFields } from '#rules/pension/form-fields.ts';
import { referenceOn } from '#rules/pension/form-layouts.ts';
import { schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth, type PensionMonth } from '#rules/pension-month.ts';
import { layoutOf } from './form-head.ts';
import {
  COLUMN_LABELS,
  FORM_A_LABELS,
  FORM_B_LABELS,
  HOST_LABELS,
  REFERENCE_LABELS,
  sumLabels,
} from './form-labels.ts';
import type { KeptFormA } from './store.ts';

/** What a month's forms are typed from. What is missing is null. */
export interface CopySource {
  /** The locum's own, of the Form B's scheme. */
  readonly nation: Nation;
  /** As printed, `2026/27`. */
  readonly schemeYear: string;
  readonly month: PensionMonth;
  readonly paymentReference: string;
  readonly locum: {
    readonly name: string;
    readonly surname: string;
    readonly otherNames: string;
    readonly dateOfBirth: Temporal.PlainDate | null;
    readonly niNumber: string | null;
    readonly hostCode: string | null;
    readonly hostReference: string | null;
    readonly gmcNumber: string | null;
    readonly address: string;
    readonly email: string;
  };
  readonly tierBasisPoints: number;
  readonly forms: readonly CopiedFormA[];
  readonly figures: FormBFigures;
}

type CopiedFormA = Pick<
  KeptFormA,
  | 'invoiceNumber'
  | 'part'
  | 'nation'
  | 'schemeYear'
  | 'organisationName'
  | 'odsCode'
  | 'periods'
  | 'firstDay'
  | 'lastDay'
  | 'paidOn'
  | 'feePence'
  | 'pensionablePence'
  | 'employerPence'
>;

export interface CopySection {
  readonly title: string;
  readonly rows: readonly CopyRow[];
}

/** A field and what is to be typed into it, to the letter; empty where it is not known here. */
export interface CopyRow {
  readonly label: string;
  readonly value: string;
}

/**
 * The fields of Form B, then of each Form A, in the order of the form of the year, with the values as a screen takes them: `1530.00`,
 * `18/12/2026`. Signatures, ticks and what only the practice knows are left out. PCSE Online's own screens could not be read.
 */
export function copySheet(source: CopySource): CopySection[] {
  return [formBSection(source), ...source.forms.map(form => formASection(source, form))];
}

function formBSection(source: CopySource): CopySection {
  const layout = layoutOf('form_b', schemeOf(source.nation), source.schemeYear);
  const names = layout.sections.flatMap(section => section.rows.flat());
  const known = formBFields({ ...source, paymentReference: referenceOn(layout, source.paymentReference) });
  const labels = sumLabels(source.tierBasisPoints, names.includes('h'));
  const columns = names.filter(name => name in COLUMN_LABELS) as FormBColumn[];
  const rows = names.flatMap((name): CopyRow[] => {
    if (name === columns[0]) return source.forms.flatMap((form, at) => lineRows(form, at + 1, columns));
    const sum = labels[name as FormBSum];
    if (sum !== undefined) return [{ label: `${name}  ${sum}`, value: plainPounds(source.figures[name as FormBSum]) }];
    return known[name] ?? [];
  });
  return { title: `Form B, ${formatPensionMonth(source.month)}`, rows };
}

type Rows<Form extends 'form_a' | 'form_b'> = Readonly<Partial<Record<FormFields[Form], CopyRow[]>>>;

function formBFields(source: CopySource): Rows<'form_b'> {
  const { locum, nation, month } = source;
  return {
    payment_reference: [{ label: REFERENCE_LABELS[nation], value: source.paymentReference }],
    surname: [{ label: FORM_B_LABELS.surname, value: locum.surname }],
    other_names: [{ label: FORM_B_LABELS.other_names, value: locum.otherNames }],
    date_of_birth: [
      { label: FORM_B_LABELS.date_of_birth, value: locum.dateOfBirth ? typedDay(locum.dateOfBirth) : '' },
    ],
    ni_number: [{ label: FORM_B_LABELS.ni_number, value: unspaced(locum.niNumber) }],
    host_code: [{ label: HOST_LABELS[nation], value: hostCode(source, nation) }],
    host_reference: hostReference(source, nation),
    gmc_number: [{ label: FORM_B_LABELS.gmc_number, value: unspaced(locum.gmcNumber) }],
    address: [{ label: FORM_B_LABELS.address, value: locum.address }],
    email: [{ label: FORM_B_LABELS.email, value: locum.email }],
    month: [{ label: FORM_B_LABELS.month, value: formatPensionMonth(month).replace(/ \d{4}$/, '') }],
    year: [{ label: FORM_B_LABELS.year, value: month.slice(0, 4) }],
    tier: [{ label: 'Tier, %', value: String(source.tierBasisPoints / 100) }],
  };
}

/** One line of Form B. */
function lineRows(form: CopiedFormA, number: number, columns: readonly FormBColumn[]): CopyRow[] {
  const values: Readonly<Record<FormBColumn, string>> = {
    line_ea_code: form.odsCode ?? '',
    line_ea_or_ods_code: form.odsCode ?? '',
    line_practice_code: form.odsCode ?? '',
    line_practice: form.organisationName,
    line_first_day: typedDay(form.firstDay),
    line_last_day: typedDay(form.lastDay),
    line_paid_on: form.paidOn ? typedDay(form.paidOn) : '',
    line_box_2: plainPounds(form.pensionablePence),
    line_box_3: plainPounds(form.employerPence),
  };
  return columns.map(name => ({ label: `Line ${number}, ${COLUMN_LABELS[name]}`, value: values[name] }));
}

function formASection(source: CopySource, form: CopiedFormA): CopySection {
  const layout = layoutOf('form_a', schemeOf(form.nation), form.schemeYear.replace('-', '/'));
  const known = formAFields({ ...source, paymentReference: referenceOn(layout, source.paymentReference) }, form);
  const names = layout.sections.flatMap(section => section.rows.flat());
  return {
    title: `Form A, invoice ${form.invoiceNumber}${form.part > 1 ? `, part ${form.part}` : ''}, ${form.organisationName}`,
    rows: names.flatMap(name => known[name] ?? []),
  };
}

function formAFields(source: CopySource, form: CopiedFormA): Rows<'form_a'> {
  const { locum } = source;
  return {
    payment_reference: [{ label: REFERENCE_LABELS[form.nation], value: source.paymentReference }],
    locum_name: [{ label: FORM_A_LABELS.locum_name, value: locum.name }],
    ni_number: [{ label: FORM_A_LABELS.ni_number, value: unspaced(locum.niNumber) }],
    host_code: [{ label: HOST_LABELS[form.nation], value: hostCode(source, form.nation) }],
    host_reference: hostReference(source, form.nation),
    periods: form.periods.flatMap(({ from, to }, at) => [
      { label: `Worked from (${at + 1})`, value: typedDay(from) },
      { label: `to (${at + 1})`, value: typedDay(to) },
    ]),
    box_1: [{ label: 'Box 1: gross fee', value: plainPounds(form.feePence) }],
    box_2: [{ label: 'Box 2: pensionable pay', value: plainPounds(form.pensionablePence) }],
    box_3: [{ label: 'Box 3: employer contribution', value: plainPounds(form.employerPence) }],
    practice_code: [{ label: 'Practice code', value: form.odsCode ?? '' }],
    practice: [{ label: FORM_A_LABELS.practice, value: form.organisationName }],
    paid_on: [{ label: FORM_A_LABELS.paid_on, value: form.paidOn ? typedDay(form.paidOn) : '' }],
  };
}

/** The office of the locum's own nation has the code; it stands on no form of another. */
function hostCode({ locum, nation }: CopySource, of: Nation): string {
  return of === nation ? (locum.hostCode ?? '') : '';
}

function hostReference({ locum }: CopySource, nation: Nation): CopyRow[] {
  return nation === 'wales' ? [{ label: FORM_B_LABELS.host_reference, value: locum.hostReference ?? '' }] : [];
}

/** `18/12/2026` */
function typedDay(day: Temporal.PlainDate): string {
  return day.toString().split('-').toReversed().join('/');
}

function unspaced(text: string | null): string {
  return (text ?? '').replaceAll(/\s/g, '');
}
