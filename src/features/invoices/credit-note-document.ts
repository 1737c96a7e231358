import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { paperHead } from '#platform/document/paper-head.ts';
import { table } from '#platform/document/table.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatPounds, type Pence, pence } from '#rules/money.ts';
import type { InvoiceDocument, InvoiceLine } from './invoice-content.ts';
import { displayName, sellerLines } from './invoice-seller.ts';

/** Everything a credit note prints, as it stands when it is issued. */
export interface CreditNoteDocument {
  /** As printed, `CN-0001`. */
  readonly number: string;
  /** The moment of issue; it goes into the file, so that making it again gives the same bytes. */
  readonly madeAt: Temporal.Instant;
  readonly issueDate: Temporal.PlainDate;
  /** The invoice it credits. */
  readonly invoice: { readonly number: string; readonly issueDate: Temporal.PlainDate; readonly totalPence: Pence };
  readonly seller: InvoiceDocument['seller'];
  readonly buyer: InvoiceDocument['buyer'];
  readonly reason: string;
  /** The lines that it takes back, where it takes back lines; the employer's pension share is one of them. */
  readonly lines?: readonly InvoiceLine[];
  readonly amountPence: Pence;
  /** Credited on this invoice by earlier notes. */
  readonly creditedBeforePence: Pence;
  readonly paidPence: Pence;
  /** Left to pay on the invoice after this note. */
  readonly leftPence: Pence;
  /** What goes back to the buyer because it was paid already. */
  readonly refundPence: Pence;
}

/** A credit note as a tagged A4 PDF, on the invoice's own letterhead. It names the invoice that it credits and why. */
export async function renderCreditNote(note: CreditNoteDocument, faces?: Faces): Promise<Uint8Array> {
  const seller = displayName(note.seller);
  const facts = {
    title: `Credit note ${note.number}`,
    author: seller,
    madeAt: note.madeAt,
    footer: `Credit note ${note.number} · ${seller}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    paperHead(paper, {
      from: { name: seller, lines: sellerLines(note.seller) },
      title: 'Credit note',
      number: note.number,
      to: { label: 'Credited to', name: note.buyer.name, addressLines: note.buyer.addressLines },
      figure: { label: 'Credit', text: formatPounds(note.amountPence), below: formatDayShort(note.issueDate) },
    });
    space(paper, 12);
    heading(paper, 'What it is for');
    paragraph(paper, note.reason);
    space(paper, 4);
    paragraph(
      paper,
      `It credits invoice ${note.invoice.number} of ${formatDayShort(note.invoice.issueDate)} ${reach(note)}`,
    );
    if (note.lines && note.lines.length > 0) {
      space(paper, 8);
      lines(paper, note.lines);
    }
    space(paper, 12);
    amounts(paper, [
      { label: `Invoice ${note.invoice.number}`, figure: formatPounds(note.invoice.totalPence) },
      ...(note.creditedBeforePence > 0
        ? [{ label: 'Credited before', figure: formatPounds(pence(-note.creditedBeforePence)) }]
        : []),
      { label: `Credit note ${note.number}`, figure: formatPounds(pence(-note.amountPence)) },
      ...(note.paidPence > 0 ? [{ label: 'Paid', figure: formatPounds(pence(-note.paidPence)) }] : []),
      note.refundPence > 0
        ? { label: 'To be refunded to you', figure: formatPounds(note.refundPence), strong: true }
        : { label: 'Left to pay', figure: formatPounds(note.leftPence), strong: true },
    ]);
    space(paper, 12);
    paragraph(paper, whatFollows(note));
  });
}

function reach({ creditedBeforePence, amountPence, invoice }: CreditNoteDocument): string {
  if (amountPence === invoice.totalPence) return 'in full. Nothing of that invoice is asked for any more.';
  if (creditedBeforePence + amountPence === invoice.totalPence)
    return 'in part; with what was credited before, all of it. Nothing of that invoice is asked for any more.';
  return 'in part. The rest of that invoice stands.';
}

function lines(paper: Paper, its: readonly InvoiceLine[]): void {
  table(
    paper,
    [
      { heading: 'Date', share: 0.22 },
      { heading: 'What is credited', share: 0.56 },
      { heading: 'Amount', share: 0.22, align: 'right' },
    ],
    its.map(line => [line.dates, line.description, formatPounds(line.amountPence)]),
  );
}

function whatFollows({ refundPence, leftPence, invoice }: CreditNoteDocument): string {
  if (refundPence > 0)
    return `Invoice ${invoice.number} was paid before this credit was given, so ${formatPounds(refundPence)} goes back to you.`;
  if (leftPence > 0)
    return `Please take it off what is still to be paid on invoice ${invoice.number}: ${formatPounds(leftPence)}.`;
  return `Nothing is left to pay on invoice ${invoice.number}.`;
}
