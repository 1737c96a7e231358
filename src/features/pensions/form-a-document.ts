import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { fields } from '#platform/document/fields.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { table } from '#platform/document/table.ts';
import { ticks } from '#platform/document/ticks.ts';
import { formatDay, formatDayShort, formatMoment } from '#rules/dates.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import type { Evidence, FormA, Signature } from './form-content.ts';
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

/** The same form with the practice's half filled in and signed, and a page of evidence behind it. */
export async function renderSignedFormA(form: FormA, evidence: Evidence, faces?: Faces): Promise<Uint8Array> {
  const facts = {
    title: `Form A for invoice ${form.invoiceNumber}, ${form.locum.name}, signed`,
    author: form.locum.name,
    madeAt: evidence.signedAt,
    footer: `Form A · ${form.schemeYear} · invoice ${form.invoiceNumber} · ${form.locum.name} · signed`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    formHead(paper, 'Form A', 'GP locum work in the NHS Pension Scheme, for one invoice', form.schemeYear);
    locumPart(paper, form);
    practicePart(paper, form);
    paper.turnPage();
    evidencePage(paper, evidence);
  });
}

function evidencePage(paper: Paper, evidence: Evidence): void {
  heading(paper, 'Evidence of the electronic signature');
  paragraph(
    paper,
    'The form on the page before was shown to the person named here on a page that only the holder of a signed, expiring link could open. That person completed part 2, declared it right and pressed the button that signs.',
  );
  space(paper, 8);
  fields(paper, [
    { label: 'Signed by', value: evidence.name, share: 0.5, style: STYLES.strong },
    { label: 'Role', value: evidence.role, share: 0.5 },
  ]);
  fields(paper, [
    { label: 'When (London)', value: formatMoment(evidence.signedAt), share: 0.5 },
    { label: 'When (UTC)', value: evidence.signedAt.toString(), share: 0.5 },
  ]);
  fields(paper, [
    { label: 'How', value: evidence.method === 'drawn' ? 'drawn by hand' : 'typed name', share: 0.5 },
    { label: 'Link sent to', value: evidence.sentTo, share: 0.5 },
  ]);
  fields(paper, [
    { label: 'From (device)', value: evidence.device, share: 0.5 },
    { label: 'From (keyed hash of the network address)', value: evidence.callerHash, share: 0.5 },
  ]);
  fields(paper, [{ label: 'SHA-256 of the form as it was shown', value: evidence.documentSha256, share: 1 }]);
  space(paper, 8);
  paragraph(
    paper,
    'Whoever holds the unsigned form can reckon its SHA-256 and compare it with the line above. Both parties were sent this paper.',
    STYLES.small,
  );
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
  if (practice.signature?.drawing) drawing(paper, practice.signature.drawing);
  signature(paper, 'Signature for the practice (not the locum)', practice.signature);
  fields(paper, [
    { label: 'Name in capitals', value: practice.signature?.name.toUpperCase(), share: 0.5 },
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

const DRAWING = { width: 150, height: 52 } as const;

/** A signature drawn by hand, above the line that names who signed. */
function drawing(paper: Paper, png: Uint8Array): void {
  paper.room(DRAWING.height + 40);
  const [x, y] = [paper.left, paper.y];
  const figure = paper.tag('Figure', {
    alt: 'Signature drawn by hand',
    bbox: [x, y, x + DRAWING.width, y + DRAWING.height],
  });
  paper.shape(figure, doc => {
    doc.image(Buffer.from(png), x, y, { fit: [DRAWING.width, DRAWING.height] });
  });
  paper.y += DRAWING.height + 2;
}

function countDays(from: Temporal.PlainDate, to: Temporal.PlainDate): string {
  return String(from.until(to, { largestUnit: 'day' }).days + 1);
}
