import { displayName, type InvoiceDocument, sellerLines } from '#features/invoices/index.ts';
import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { paperHead } from '#platform/document/paper-head.ts';
import { formatDayShort } from '#rules/dates.ts';
import { LATE_PAYMENT_SOURCES, type LatePayment, STATUTORY_MARGIN } from '#rules/late-payment.ts';
import { formatPercent, formatPounds, type Pence, sumPence } from '#rules/money.ts';
import { interestPeriods } from './interest-periods.ts';

/** Everything an interest invoice prints, as it stands when it is issued. */
export interface InterestDocument {
  /** As printed, `LP-0001`. */
  readonly number: string;
  /** The moment of issue; it goes into the file, so that making it again gives the same bytes. */
  readonly madeAt: Temporal.Instant;
  readonly issueDate: Temporal.PlainDate;
  /** The invoice that was paid late. */
  readonly invoice: {
    readonly number: string;
    readonly issueDate: Temporal.PlainDate;
    readonly dueDate: Temporal.PlainDate;
    /** What was owed on it when it fell late. */
    readonly owedPence: Pence;
    /** What is still to be paid on it; not part of this paper's total. */
    readonly outstandingPence: Pence;
  };
  readonly seller: InvoiceDocument['seller'];
  readonly buyer: InvoiceDocument['buyer'];
  readonly payment: InvoiceDocument['payment'];
  readonly interest: LatePayment;
  readonly compensationPence: Pence;
}

/** An interest invoice as a tagged A4 PDF, on the invoice's own letterhead: the Act, the days, the rate, each period, the fixed sum. */
export async function renderInterestInvoice(it: InterestDocument, faces?: Faces): Promise<Uint8Array> {
  const seller = displayName(it.seller);
  const facts = {
    title: `Interest invoice ${it.number}`,
    author: seller,
    madeAt: it.madeAt,
    footer: `Interest invoice ${it.number} · ${seller}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    head(paper, it, seller);
    space(paper, 12);
    heading(paper, 'What it is for');
    paragraph(paper, ground(it));
    space(paper, 10);
    interestPeriods(paper, it.interest);
    space(paper, 12);
    amounts(paper, [
      { label: `Interest, ${daysIn(it.interest.days)}`, figure: formatPounds(it.interest.interestPence) },
      ...(it.compensationPence > 0
        ? [{ label: 'Fixed compensation', figure: formatPounds(it.compensationPence) }]
        : []),
      { label: 'To pay', figure: formatPounds(totalOf(it)), strong: true },
    ]);
    space(paper, 12);
    how(paper, it);
  });
}

/** Interest and compensation together. */
export function totalOf(it: Pick<InterestDocument, 'interest' | 'compensationPence'>): Pence {
  return sumPence([it.interest.interestPence, it.compensationPence]);
}

function head(paper: Paper, it: InterestDocument, seller: string): void {
  paperHead(paper, {
    from: { name: seller, lines: sellerLines(it.seller) },
    title: 'Interest invoice',
    number: it.number,
    to: { label: 'Charged to', name: it.buyer.name, addressLines: it.buyer.addressLines },
    figure: { label: 'To pay', text: formatPounds(totalOf(it)), below: formatDayShort(it.issueDate) },
  });
}

function ground({ invoice, interest }: InterestDocument): string {
  return [
    `Invoice ${invoice.number} of ${formatDayShort(invoice.issueDate)} was to be paid by ${formatDayShort(invoice.dueDate)}.`,
    `${formatPounds(invoice.owedPence)} of it was not paid by then.`,
    'The Late Payment of Commercial Debts (Interest) Act 1998 gives simple interest for each day on what is still owed, and a fixed sum in compensation, once for a debt.',
    `The rate is ${formatPercent(interest.basisPoints)} a year: the Bank of England’s rate of ${formatDayShort(interest.referenceDay)}, ${formatPercent(interest.referenceBasisPoints)}, and ${formatPercent(STATUTORY_MARGIN)} on top. It is fixed by the day on which the interest starts.`,
  ].join(' ');
}

function how(paper: Paper, it: InterestDocument): void {
  const { payment, invoice } = it;
  heading(paper, 'How to pay');
  paragraph(
    paper,
    `${payment.accountName}, ${payment.bankName}, sort code ${payment.sortCode}, account ${payment.accountNumber}, reference ${it.number}.`,
  );
  space(paper, 6);
  if (invoice.outstandingPence > 0) {
    paragraph(
      paper,
      `${formatPounds(invoice.outstandingPence)} is still to be paid on invoice ${invoice.number} itself, with its own reference. Interest goes on until it is.`,
    );
    space(paper, 6);
  }
  paragraph(paper, `The rules: ${LATE_PAYMENT_SOURCES.rule}`, STYLES.small);
}

function daysIn(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
