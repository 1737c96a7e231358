import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { fields } from '#platform/document/fields.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { type TableColumn, table } from '#platform/document/table.ts';
import { type Tick, ticks } from '#platform/document/ticks.ts';
import { formatDay, formatDayShort } from '#rules/dates.ts';
import { formatPercent, formatPounds, type Pence, pence, ZERO } from '#rules/money.ts';
import type { FormBColumn, FormBSum, FormFields, FormLayout } from '#rules/pension/form-fields.ts';
import { referenceOn } from '#rules/pension/form-layouts.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth, type PensionMonth } from '#rules/pension-month.ts';
import type { FormB, FormBLine } from './form-content.ts';
import { formHead, layoutOf, type RowField, rowFields } from './form-head.ts';
import { COLUMN_LABELS, FORM_B_LABELS, HOST_LABELS, OFFICES, REFERENCE_LABELS, sumLabels } from './form-labels.ts';

/**
 * GP locum Form B, the month's record, as a tagged A4 PDF of as many pages as its lines need, in the layout of its scheme and year. The
 * same content always gives the same bytes. Throws a RangeError where the tier is not in the year's table, where the form has no place for
 * an employer's contribution that there is, and for a year of which no form is known.
 */
export async function renderFormB(form: FormB, faces?: Faces): Promise<Uint8Array> {
  const layout = layoutOf('form_b', form.scheme, form.schemeYear);
  refuseUnknownTier(form);
  refuseUnplacedMoney(form, layout);
  const name = `${form.locum.otherNames} ${form.locum.surname}`;
  const month = formatPensionMonth(form.month);
  const reference = referenceOn(layout, form.paymentReference);
  const facts = {
    title: `Form B for ${month}, ${name}`,
    author: name,
    madeAt: form.madeAt,
    footer: ['Form B', month, reference, name].filter(Boolean).join(' · '),
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    const purpose = `GP locum income received in ${month}, ${SCHEMES[form.scheme].name}`;
    formHead(paper, { title: 'Form B', purpose, schemeYear: form.schemeYear, layout });
    const known = knownFields(form, reference);
    for (const section of layout.sections) {
      heading(paper, section.title, KEEP[section.rows[0]?.[0] ?? 'surname'] ?? 60);
      for (const row of section.rows) drawRow(paper, { ...form, paymentReference: reference }, row, known);
    }
  });
}

/** Points that a section needs to stay together, by its first field. */
const KEEP: Readonly<Partial<Record<FormFields['form_b'], number>>> = { a: 240, declaration: 74 };

type Row = readonly FormFields['form_b'][];
type Known = Readonly<Partial<Record<FormFields['form_b'], RowField>>>;

function knownFields({ locum, nation, month }: FormB, reference: string): Known {
  return {
    payment_reference: { label: REFERENCE_LABELS[nation], value: reference, weight: 0.34, style: STYLES.strong },
    surname: { label: FORM_B_LABELS.surname, value: locum.surname, weight: 0.33, style: STYLES.strong },
    other_names: { label: FORM_B_LABELS.other_names, value: locum.otherNames, weight: 0.33, style: STYLES.strong },
    date_of_birth: { label: FORM_B_LABELS.date_of_birth, value: formatDayShort(locum.dateOfBirth), weight: 0.2 },
    ni_number: { label: FORM_B_LABELS.ni_number, value: locum.nationalInsuranceNumber, weight: 0.26 },
    host_code: { label: HOST_LABELS[nation], value: locum.hostCode, weight: 0.2 },
    ...(nation === 'wales'
      ? { host_reference: { label: FORM_B_LABELS.host_reference, value: locum.healthBoardReference, weight: 0.18 } }
      : {}),
    gmc_number: { label: FORM_B_LABELS.gmc_number, value: locum.gmcNumber, weight: 0.18 },
    address: { label: FORM_B_LABELS.address, value: locum.addressLines.join(', '), weight: 0.42 },
    email: { label: FORM_B_LABELS.email, value: locum.email, weight: 0.28 },
    month: { label: FORM_B_LABELS.month, value: longMonth(month), weight: 0.18, style: STYLES.strong },
    year: { label: FORM_B_LABELS.year, value: month.slice(0, 4), weight: 0.12, style: STYLES.strong },
  };
}

function longMonth(month: PensionMonth): string {
  return formatPensionMonth(month).replace(/ \d{4}$/, '');
}

function drawRow(paper: Paper, form: FormB, row: Row, known: Known): void {
  switch (row[0]) {
    case 'tier':
      tierPart(paper, form);
      break;
    case 'line_ea_code':
    case 'line_ea_or_ods_code':
    case 'line_practice_code':
      linesPart(paper, form.lines, row);
      break;
    case 'a':
      sumsPart(paper, form, row);
      break;
    case 'declaration':
      paragraph(paper, DECLARATION);
      space(paper, 8);
      break;
    case 'signature':
      signaturePart(paper, form);
      break;
    default:
      fields(paper, rowFields(row, known));
      if (row.includes('month')) space(paper, 5);
  }
}

function tierPart(paper: Paper, { tiers, tierBasisPoints, schemeYear, scheme, tiersNote }: FormB): void {
  const pay = SCHEMES[scheme].annualises ? 'annualised pensionable pay' : 'pensionable pay of the year';
  paragraph(paper, `Tier of ${schemeYear}, by ${pay} from all practitioner posts:`, STYLES.muted);
  space(paper, 4);
  const boxes = tiers.map(({ rateBasisPoints, upToPence }, at): Tick => {
    const from = tiers[at - 1]?.upToPence;
    const bounds =
      tiers.length === 1 ? 'the tier in use; the bounds of this year are not known' : range(from, upToPence);
    return { ticked: rateBasisPoints === tierBasisPoints, text: `${formatPercent(rateBasisPoints)} (${bounds})` };
  });
  ticks(paper, boxes, tiers.length === 1 ? 1 : 3);
  if (tiersNote) paragraph(paper, tiersNote, STYLES.small);
  space(paper, 4);
}

/** Bounds are whole pounds and belong to the tier below: "up to £13,259", then "£13,260 to …". */
function range(below: Pence | undefined, upTo: Pence | undefined): string {
  if (below === undefined) return upTo === undefined ? 'any pay' : `up to ${wholePounds(upTo)}`;
  const from = wholePounds(pence(below + 100));
  return upTo === undefined ? `${from} and above` : `${from} to ${wholePounds(upTo)}`;
}

function wholePounds(amount: Pence): string {
  return formatPounds(amount).replace(/\.00$/, '');
}

const LINE_COLUMNS: Readonly<
  Record<FormBColumn, { readonly weight: number; readonly cell: (line: FormBLine) => string }>
> = {
  line_ea_code: { weight: 0.11, cell: line => line.practiceCode },
  line_ea_or_ods_code: { weight: 0.11, cell: line => line.practiceCode },
  line_practice_code: { weight: 0.11, cell: line => line.practiceCode },
  line_practice: { weight: 0.26, cell: line => line.practice },
  line_first_day: { weight: 0.125, cell: line => formatDayShort(line.firstDay) },
  line_last_day: { weight: 0.125, cell: line => formatDayShort(line.lastDay) },
  line_paid_on: { weight: 0.125, cell: line => formatDayShort(line.paidOn) },
  line_box_2: {
    weight: 0.13,
    cell: line => formatPounds(line.pensionablePayPence),
  },
  line_box_3: {
    weight: 0.125,
    cell: line => formatPounds(line.employerContributionPence),
  },
};

function linesPart(paper: Paper, lines: readonly FormBLine[], row: Row): void {
  const columns = row.flatMap(name => (isColumn(name) ? [{ title: COLUMN_LABELS[name], ...LINE_COLUMNS[name] }] : []));
  const whole = columns.reduce((sum, column) => sum + column.weight, 0);
  table(
    paper,
    columns.map(
      ({ title, weight }): TableColumn => ({
        heading: title,
        share: weight / whole,
        align: title.startsWith('Box') ? 'right' : 'left',
      }),
    ),
    lines.map(line => columns.map(column => column.cell(line))),
    { ...STYLES.body, size: 9 },
  );
  space(paper, 10);
}

function isColumn(name: FormFields['form_b']): name is FormBColumn {
  return name in LINE_COLUMNS;
}

function sumsPart(paper: Paper, form: FormB, row: Row): void {
  const { sums } = form;
  const hasEmployer = row.includes('h');
  const labels = sumLabels(form.tierBasisPoints, hasEmployer);
  const figures: Readonly<Record<FormBSum, Pence>> = {
    a: sums.pensionablePayPence,
    b: sums.employeePence,
    c: sums.addedYearsPence,
    d: sums.mpavcPence,
    e: sums.additionalPensionPence,
    f: sums.errboPence,
    g: sums.employeeTotalPence,
    h: sums.employerPence,
    i: sums.payablePence,
    j: sums.cumulativePensionablePence,
  };
  const lines = row.filter(isSum).map(mark => ({
    mark,
    label: labels[mark],
    figure: formatPounds(figures[mark]),
    strong: mark === 'g' || mark === 'i',
  }));
  amounts(paper, lines, 1);
  space(paper, 6);
  paragraph(paper, payWords(form, hasEmployer ? 'i' : 'g'), STYLES.muted);
  space(paper, 6);
}

function isSum(name: FormFields['form_b']): name is FormBSum {
  return name.length === 1;
}

function payWords({ paymentReference, nation, dueOn }: FormB, line: 'g' | 'i'): string {
  const under = paymentReference ? ` under the reference ${paymentReference}` : '';
  return `Pay ${line} in one sum${under}. Money and forms have to reach ${OFFICES[nation]} by ${formatDay(dueOn)}.`;
}

function signaturePart(paper: Paper, { signature }: FormB): void {
  fields(paper, [
    {
      label: 'Signature of the locum',
      value: signature && `Signed electronically: ${signature.name}`,
      share: 0.65,
    },
    { label: 'Date', value: signature && formatDayShort(signature.on), share: 0.35 },
  ]);
}

const DECLARATION =
  'This form lists the GP locum income I received in the month above and pension, for work done as an individual in my own ' +
  'name. A Form A completed by the practice stands behind every line. To the best of my knowledge it is right and complete.';

function refuseUnknownTier({ tiers, tierBasisPoints, schemeYear }: FormB): void {
  if (tiers.some(tier => tier.rateBasisPoints === tierBasisPoints)) return;
  throw new RangeError(`${formatPercent(tierBasisPoints)} is not a tier of ${schemeYear}`);
}

function refuseUnplacedMoney({ sums }: FormB, layout: FormLayout<'form_b'>): void {
  const hasEmployer = layout.sections.some(section => section.rows.some(row => row.includes('h')));
  if (!hasEmployer && sums.employerPence !== ZERO)
    throw new RangeError('this form has no employer contribution: a primary care body pays it');
}
