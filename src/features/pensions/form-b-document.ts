import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { fields } from '#platform/document/fields.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { type TableColumn, table } from '#platform/document/table.ts';
import { type Tick, ticks } from '#platform/document/ticks.ts';
import { formatDay, formatDayShort } from '#rules/dates.ts';
import { formatPercent, formatPounds, type Pence, pence } from '#rules/money.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import type { FormB, FormBLine } from './form-content.ts';
import { formHead } from './form-head.ts';

/**
 * GP locum Form B, the month's record, as a tagged A4 PDF of as many pages as its lines need. The same content always gives
 * the same bytes. Fields follow the 2021/22 form (copy: https://fill.io/GP-Locum-s-monthly-record-of-general-medical-services),
 * with the ODS code added in 2022
 * (https://www.nasgp.org.uk/money-matters/ten-week-locum-form-b-rule-to-restart-in-october-2022/); both read 2026-11-23. The
 * forms of later years were not seen. Throws a RangeError where the tier is not in the year's table.
 */
export async function renderFormB(form: FormB, faces?: Faces): Promise<Uint8Array> {
  refuseUnknownTier(form);
  const name = `${form.locum.otherNames} ${form.locum.surname}`;
  const month = formatPensionMonth(form.month);
  const facts = {
    title: `Form B for ${month}, ${name}`,
    author: name,
    madeAt: form.madeAt,
    footer: `Form B · ${month} · ${form.paymentReference} · ${name}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    formHead(paper, 'Form B', `GP locum income received in ${month}`, form.schemeYear);
    locumPart(paper, form, month);
    tierPart(paper, form);
    linesPart(paper, form.lines);
    sumsPart(paper, form);
    signaturePart(paper, form);
  });
}

function locumPart(paper: Paper, form: FormB, month: string): void {
  const { locum, nation } = form;
  heading(paper, 'Locum GP');
  fields(paper, [
    { label: 'Surname', value: locum.surname, share: 0.35, style: STYLES.strong },
    { label: 'Other names', value: locum.otherNames, share: 0.35, style: STYLES.strong },
    { label: 'Date of birth', value: formatDayShort(locum.dateOfBirth), share: 0.3 },
  ]);
  fields(paper, [
    { label: 'National Insurance number', value: locum.nationalInsuranceNumber, share: 0.35 },
    { label: 'GMC number', value: locum.gmcNumber, share: 0.35 },
    ...host(form),
  ]);
  fields(paper, [
    { label: 'Address', value: locum.addressLines.join(', '), share: 0.6 },
    { label: 'Email', value: locum.email, share: 0.4 },
  ]);
  fields(paper, [
    { label: 'Unique Payment Reference (UPR)', value: form.paymentReference, share: 0.35, style: STYLES.strong },
    { label: 'Month of payment', value: month, share: 0.35, style: STYLES.strong },
    {
      label: `Forms and payment to reach ${nation === 'wales' ? 'the LHB' : 'PCSE'} by`,
      value: formatDay(form.dueOn),
      share: 0.3,
      style: STYLES.strong,
    },
  ]);
  space(paper, 5);
}

function host({ nation, locum }: FormB) {
  if (nation === 'england') return [{ label: 'Host PCSE EA code', value: locum.hostCode, share: 0.3 }];
  return [
    { label: 'Host LHB EA code', value: locum.hostCode, share: 0.15 },
    { label: 'LHB reference', value: locum.healthBoardReference, share: 0.15 },
  ];
}

function tierPart(paper: Paper, { tiers, tierBasisPoints, schemeYear }: FormB): void {
  heading(paper, 'Part 1: contribution tier and income received');
  paragraph(paper, `Tier of ${schemeYear}, by annualised pensionable pay from all practitioner posts:`, STYLES.muted);
  space(paper, 4);
  const boxes = tiers.map(({ rateBasisPoints, upToPence }, at): Tick => {
    const from = tiers[at - 1]?.upToPence;
    return {
      ticked: rateBasisPoints === tierBasisPoints,
      text: `${formatPercent(rateBasisPoints)} (${range(from, upToPence)})`,
    };
  });
  ticks(paper, boxes, 3);
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

const LINE_COLUMNS: readonly TableColumn[] = [
  { heading: 'EA or ODS code', share: 0.11 },
  { heading: 'Practice', share: 0.26 },
  { heading: 'First day', share: 0.125 },
  { heading: 'Last day', share: 0.125 },
  { heading: 'Date paid', share: 0.125 },
  { heading: 'Box 2: pensionable pay', share: 0.13, align: 'right' },
  { heading: 'Box 3: employer contribution', share: 0.125, align: 'right' },
];

function linesPart(paper: Paper, lines: readonly FormBLine[]): void {
  const rows = lines.map(line => [
    line.practiceCode,
    line.practice,
    formatDayShort(line.firstDay),
    formatDayShort(line.lastDay),
    formatDayShort(line.paidOn),
    formatPounds(line.pensionablePayPence),
    formatPounds(line.employerContributionPence),
  ]);
  table(paper, LINE_COLUMNS, rows, { ...STYLES.body, size: 9 });
  space(paper, 10);
}

function sumsPart(paper: Paper, { sums, tierBasisPoints, paymentReference }: FormB): void {
  heading(paper, 'Part 2: contributions', 240);
  const line = (mark: string, label: string, amount: Pence, strong = false) => ({
    mark,
    label,
    figure: formatPounds(amount),
    strong,
  });
  amounts(
    paper,
    [
      line('a', 'Pensionable pay: total of box 2', sums.pensionablePayPence),
      line('b', `Employee contributions: a at ${formatPercent(tierBasisPoints)}`, sums.employeePence),
      line('c', 'Added years', sums.addedYearsPence),
      line('d', 'Money purchase AVC', sums.mpavcPence),
      line('e', 'Additional pension', sums.additionalPensionPence),
      line('f', 'Early retirement reduction buy-out (ERRBO)', sums.errboPence),
      line('g', 'Employee total: b + c + d + e + f', sums.employeeTotalPence, true),
      line('h', 'Employer contributions: total of box 3', sums.employerPence),
      line('i', 'To pay: g + h', sums.payablePence, true),
      line('j', 'Locum pensionable income of the scheme year so far', sums.cumulativePensionablePence),
    ],
    1,
  );
  space(paper, 6);
  paragraph(paper, `Pay i in one sum under the reference ${paymentReference}.`, STYLES.muted);
  space(paper, 6);
}

function signaturePart(paper: Paper, { signature }: FormB): void {
  heading(paper, 'Declaration', 74);
  paragraph(paper, DECLARATION);
  space(paper, 8);
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
