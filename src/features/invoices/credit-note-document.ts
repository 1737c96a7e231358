import { amounts } from '#platform/document/amounts.ts';
import { columns, heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { STYLES } from '#platform/document/look.ts';
import { writePaper } from '#platform/document/paper.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatPounds, type Pence, pence } from '#rules/money.ts';
import type { InvoiceDocument } from './invoice-content.ts';
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
    columns(paper, [
      {
        share: 0.6,
        pieces: [
          { text: seller, style: STYLES.letterhead },
          { text: sellerLines(note.seller).join('\n'), style: STYLES.small, gap: 3 },
        ],
      },
      {
        share: 0.4,
        align: 'right',
        pieces: [
          { text: 'Credit note', style: STYLES.title, tag: 'H1' },
          { text: note.number, style: STYLES.letterhead },
        ],
      },
    ]);
    space(paper, 14);
    paper.rule(paper.left, paper.y, paper.width);
    space(paper, 14);
    columns(paper, [
      {
        share: 0.5,
        pieces: [
          { text: 'Credited to', style: STYLES.label },
          { text: note.buyer.name, style: STYLES.strong },
          { text: note.buyer.addressLines.join('\n'), style: STYLES.body },
        ],
      },
      {
        share: 0.5,
        align: 'right',
        pieces: [
          { text: 'Credit', style: STYLES.label },
          { text: formatPounds(note.amountPence), style: STYLES.figure },
          { text: formatDayShort(note.issueDate), style: STYLES.body, gap: 2 },
        ],
      },
    ]);
    space(paper, 12);
    heading(paper, 'What it is for');
    paragraph(paper, note.reason);
    space(paper, 4);
    paragraph(
      paper,
      `It credits invoice ${note.invoice.number} of ${formatDayShort(note.invoice.issueDate)} in part. The rest of that invoice stands.`,
    );
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

function whatFollows({ refundPence, leftPence, invoice }: CreditNoteDocument): string {
  if (refundPence > 0)
    return `Invoice ${invoice.number} was paid before this credit was given, so ${formatPounds(refundPence)} goes back to you.`;
  if (leftPence > 0)
    return `Please take it off what is still to be paid on invoice ${invoice.number}: ${formatPounds(leftPence)}.`;
  return `Nothing is left to pay on invoice ${invoice.number}.`;
}
