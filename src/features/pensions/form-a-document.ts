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
import type { FormFields, FormLayout } from '#rules/pension/form-fields.ts';
import { referenceOn } from '#rules/pension/form-layouts.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import type { Evidence, FormA, Signature } from './form-content.ts';
import { formHead, layoutOf, type RowField, rowFields } from './form-head.ts';
import { FORM_A_LABELS, HOST_LABELS, REFERENCE_LABELS } from './form-labels.ts';

/**
 * GP locum Form A as a tagged A4 PDF in the layout of its scheme and year; what is not known stays a line to write on. The same content
 * always gives the same bytes. That box 2 is 90% of box 1 is from the form of 2021/22; the boxes are printed as given. Throws a RangeError
 * for a year of which no form is known.
 */
export async function renderFormA(form: FormA, faces?: Faces): Promise<Uint8Array> {
  const facts = { title: titleOf(form), author: form.locum.name, madeAt: form.madeAt, footer: footerOf(form) };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => formPages(paper, form));
}

/** The same form with the practice's half filled in and signed, and a page of evidence behind it. */
export async function renderSignedFormA(form: FormA, evidence: Evidence, faces?: Faces): Promise<Uint8Array> {
  const facts = {
    title: `${titleOf(form)}, signed`,
    author: form.locum.name,
    madeAt: evidence.signedAt,
    footer: `${footerOf(form)} · signed`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    formPages(paper, form);
    paper.turnPage();
    evidencePage(paper, evidence);
  });
}

function titleOf({ part, invoiceNumber, locum }: FormA): string {
  return `Form A for invoice ${invoiceNumber}${part ? `, part ${part.number} of ${part.of}` : ''}, ${locum.name}`;
}

function footerOf({ schemeYear, part, invoiceNumber, locum }: FormA): string {
  const which = part ? `, part ${part.number} of ${part.of}` : '';
  return `Form A · ${schemeYear} · invoice ${invoiceNumber}${which} · ${locum.name}`;
}

function formPages(paper: Paper, form: FormA): void {
  const { part, nation, schemeYear, invoiceNumber } = form;
  const layout = layoutOf('form_a', schemeOf(nation), schemeYear);
  const which = part ? `, part ${part.number} of ${part.of}` : '';
  const purpose = `GP locum work in the ${SCHEMES[schemeOf(nation)].name}, for invoice ${invoiceNumber}${which}`;
  formHead(paper, { title: 'Form A', purpose, schemeYear, layout });
  parts(paper, form, layout);
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

/** The fields in the rows of the layout. */
function parts(paper: Paper, form: FormA, layout: FormLayout<'form_a'>): void {
  const known = knownFields(form, layout);
  for (const [at, section] of layout.sections.entries()) {
    if (at > 0) space(paper, 12);
    heading(paper, section.title, at > 0 ? 200 : 60);
    for (const row of section.rows) drawRow(paper, form, row, known);
  }
}

type Known = Readonly<Partial<Record<FormFields['form_a'], RowField>>>;

function knownFields(form: FormA, layout: FormLayout<'form_a'>): Known {
  const { locum, nation, practice } = form;
  const reference = form.paymentReference ?? (nation === 'northern_ireland' ? locum.gmcNumber : undefined);
  return {
    payment_reference: {
      label: REFERENCE_LABELS[nation],
      value: reference && referenceOn(layout, reference),
      weight: 0.36,
    },
    locum_name: { label: FORM_A_LABELS.locum_name, value: locum.name, weight: 0.36, style: STYLES.strong },
    ni_number: { label: FORM_A_LABELS.ni_number, value: locum.nationalInsuranceNumber, weight: 0.28 },
    host_code: { label: HOST_LABELS[nation], value: locum.hostCode, weight: 0.5 },
    ...(nation === 'wales'
      ? { host_reference: { label: FORM_A_LABELS.host_reference, value: locum.healthBoardReference, weight: 0.5 } }
      : {}),
    covered_gps: { label: FORM_A_LABELS.covered_gps, value: practice.coveredGps, weight: 1 },
    practice_code: {
      label: collects(form) ? 'Employing authority (EA) or practice code' : 'Practice code',
      value: practice.code,
      weight: 0.3,
    },
    practice: { label: FORM_A_LABELS.practice, value: practice.name, weight: 0.45, style: STYLES.strong },
    paid_on: {
      label: FORM_A_LABELS.paid_on,
      value: practice.paidOn && formatDayShort(practice.paidOn),
      weight: 0.25,
    },
    practice_stamp: { label: FORM_A_LABELS.practice_stamp, value: undefined, weight: 1 },
  };
}

function drawRow(paper: Paper, form: FormA, row: readonly FormFields['form_a'][], known: Known): void {
  switch (row[0]) {
    case 'periods':
      periods(paper, form);
      break;
    case 'locum_declaration':
      ticks(paper, [{ ticked: form.signature !== undefined, text: declaration(form) }]);
      space(paper, 6);
      break;
    case 'locum_signature':
      signature(paper, 'Signature of the locum', form.signature);
      break;
    case 'box_1':
      boxes(paper, form, row);
      break;
    case 'practice_declaration':
      paragraph(paper, practiceDeclaration(form));
      space(paper, 6);
      break;
    case 'practice_signature':
      practiceSignature(paper, form);
      break;
    default:
      fields(paper, rowFields(row, known));
      break;
  }
}

function periods(paper: Paper, form: FormA): void {
  space(paper, 4);
  table(
    paper,
    [
      { heading: 'Worked from', share: 0.4 },
      { heading: 'to', share: 0.4 },
      { heading: 'Days', share: 0.2, align: 'right' },
    ],
    form.periods.map(({ from, to }) => [formatDay(from), formatDay(to), countDays(from, to)]),
  );
  space(paper, 12);
}

/** Whether the practice pays the employer's contribution with the fee. */
function collects({ nation }: FormA): boolean {
  return SCHEMES[schemeOf(nation)].employerShare.paidBy === 'practice';
}

function boxes(paper: Paper, form: FormA, row: readonly FormFields['form_a'][]): void {
  space(paper, 2);
  const rate = formatPercent(form.employerBasisPoints);
  const figures: Partial<Record<FormFields['form_a'], { label: string; figure: string; strong?: boolean }>> = {
    box_1: {
      label: collects(form)
        ? 'Gross fee, without the employer contribution and expenses'
        : 'Gross fee, without expenses',
      figure: formatPounds(form.feePence),
    },
    box_2: { label: 'Pensionable pay (90% of box 1)', figure: formatPounds(form.pensionablePayPence) },
    box_3: {
      label: `Employer contribution (${rate} of box 2)`,
      figure: formatPounds(form.employerContributionPence),
      strong: true,
    },
  };
  const lines = row.flatMap((name, at) => {
    const it = figures[name];
    return it ? [{ mark: `Box ${at + 1}`, ...it }] : [];
  });
  amounts(paper, lines, 1);
  if (form.rateNote && row.includes('box_3')) {
    space(paper, 4);
    paragraph(paper, form.rateNote, STYLES.small);
  }
  space(paper, 10);
}

function declaration({ nation }: FormA): string {
  return (
    'I did this work as an individual in my own name, not as a company or through an agency, and I claim it as pensionable in ' +
    `the ${SCHEMES[schemeOf(nation)].name}. To the best of my knowledge what I have given in this part is right and complete.`
  );
}

function practiceDeclaration(form: FormA): string {
  return collects(form)
    ? 'The locum named above did this work for the practice, and the practice has paid the fee and the employer contribution in box 3 to the locum.'
    : 'The locum named above did this work for the practice, and the practice has paid the fee to the locum.';
}

function practiceSignature(paper: Paper, { practice }: FormA): void {
  if (practice.signature?.drawing) drawing(paper, practice.signature.drawing);
  signature(paper, 'Signature for the practice (not the locum)', practice.signature);
  fields(paper, [
    { label: 'Name in capitals', value: practice.signature?.name.toUpperCase(), share: 0.5 },
    { label: 'Role', value: practice.signature?.role, share: 0.5 },
  ]);
}

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
