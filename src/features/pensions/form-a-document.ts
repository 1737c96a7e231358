import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { fields } from '#platform/document/fields.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { table } from '#platform/document/table.ts';
import { ticks } from '#platform/document/ticks.ts';
import { formatDay, formatDayShort } from '#rules/dates.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import type { FormA, Signature } from './form-content.ts';
import { formHead } from './form-head.ts';

/**
 * GP locum Form A as a tagged A4 PDF; what is not known stays a line to write on. The same content always gives the same
 * bytes. Fields follow the 2021/22 form (copy: https://fill.io/General-guidance-To-claim-NHS-Pension-Scheme-membership, read
 * 2026-11-23), which ended the practice's stamp and accepts electronic signatures
 * (https://nhsbsa.nhs.uk/202122-gp-locum-forms-and-b, read 2026-11-23). The forms of later years were not seen. That box 2
 * is 90% of box 1 is from the same copy; the boxes are printed as given.
 */
export async function renderFormA(form: FormA, faces?: Faces): Promise<Uint8Array> {
  const facts = {
    title: `Form A for invoice ${form.invoiceNumber}, ${form.locum.name}`,
    author: form.locum.name,
    madeAt: form.madeAt,
    footer: `Form A · ${form.schemeYear} · invoice ${form.invoiceNumber} · ${form.locum.name}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    formHead(paper, 'Form A', 'GP locum work in the NHS Pension Scheme, for one invoice', form.schemeYear);
    locumPart(paper, form);
    practicePart(paper, form);
  });
}

function locumPart(paper: Paper, form: FormA): void {
  const { locum, nation } = form;
  heading(paper, 'Part 1: to be completed by the locum GP');
  fields(paper, [
    { label: 'Full name', value: locum.name, share: 0.6, style: STYLES.strong },
    { label: 'National Insurance number', value: locum.nationalInsuranceNumber, share: 0.4 },
  ]);
  fields(paper, [
    { label: 'Unique Payment Reference (UPR)', value: form.paymentReference, share: 0.4 },
    { label: nation === 'wales' ? 'Host LHB code' : 'Host PCSE code', value: locum.hostCode, share: 0.2 },
    ...(nation === 'wales' ? [{ label: 'LHB reference', value: locum.healthBoardReference, share: 0.2 }] : []),
    { label: 'Invoice', value: form.invoiceNumber, share: nation === 'wales' ? 0.2 : 0.4 },
  ]);
  space(paper, 4);
  const periods = form.periods.map(({ from, to }) => [formatDay(from), formatDay(to), countDays(from, to)]);
  table(
    paper,
    [
      { heading: 'Worked from', share: 0.4 },
      { heading: 'to', share: 0.4 },
      { heading: 'Days', share: 0.2, align: 'right' },
    ],
    periods,
  );
  space(paper, 12);
  ticks(paper, [{ ticked: form.signature !== undefined, text: DECLARATION }]);
  space(paper, 6);
  signature(paper, 'Signature of the locum', form.signature);
  space(paper, 12);
}

const DECLARATION =
  'I did this work as an individual in my own name, not as a company or through an agency, and I claim it as pensionable in ' +
  'the NHS Pension Scheme. To the best of my knowledge what I have given in this part is right and complete.';

function practicePart(paper: Paper, form: FormA): void {
  const { practice } = form;
  heading(paper, 'Part 2: to be completed by the practice', 200);
  fields(paper, [
    { label: 'Practice', value: practice.name, share: 0.65, style: STYLES.strong },
    { label: 'Employing authority (EA) or practice code', value: practice.code, share: 0.35 },
  ]);
  space(paper, 2);
  const rate = formatPercent(form.employerBasisPoints);
  const { feePence, pensionablePayPence, employerContributionPence } = form;
  amounts(
    paper,
    [
      {
        mark: 'Box 1',
        label: 'Gross fee, without the employer contribution and expenses',
        figure: formatPounds(feePence),
      },
      { mark: 'Box 2', label: 'Pensionable pay (90% of box 1)', figure: formatPounds(pensionablePayPence) },
      {
        mark: 'Box 3',
        label: `Employer contribution (${rate} of box 2)`,
        figure: formatPounds(employerContributionPence),
        strong: true,
      },
    ],
    1,
  );
  space(paper, 10);
  fields(paper, [
    { label: 'GP or GPs covered', value: practice.coveredGps, share: 0.65 },
    { label: 'Date paid to the locum', value: practice.paidOn && formatDayShort(practice.paidOn), share: 0.35 },
  ]);
  space(paper, 2);
  paragraph(paper, PRACTICE_DECLARATION);
  space(paper, 6);
  signature(paper, 'Signature for the practice (not the locum)', practice.signature);
  fields(paper, [
    { label: 'Name in capitals', value: practice.signature?.name, share: 0.5 },
    { label: 'Role', value: practice.signature?.role, share: 0.5 },
  ]);
}

const PRACTICE_DECLARATION =
  'The locum named above did this work for the practice, and the practice has paid the fee and the employer contribution in ' +
  'box 3 to the locum.';

/** One row to sign on, or the electronic signature in its place. */
function signature(paper: Paper, label: string, signed: Signature | undefined): void {
  fields(paper, [
    { label, value: signed && `Signed electronically: ${signed.name}`, share: 0.65 },
    { label: 'Date', value: signed && formatDayShort(signed.on), share: 0.35 },
  ]);
}

function countDays(from: Temporal.PlainDate, to: Temporal.PlainDate): string {
  return String(from.until(to, { largestUnit: 'day' }).days + 1);
}
