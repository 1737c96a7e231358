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

/** Everything a letter before claim prints, as it stands when it is made. */
export interface LetterDocument {
  readonly madeAt: Temporal.Instant;
  readonly madeOn: Temporal.PlainDate;
  readonly payBy: Temporal.PlainDate;
  readonly invoice: {
    readonly number: string;
    readonly issueDate: Temporal.PlainDate;
    readonly dueDate: Temporal.PlainDate;
    readonly totalPence: Pence;
    readonly creditedPence: Pence;
    readonly paidPence: Pence;
    readonly outstandingPence: Pence;
  };
  /** What the work was, as the invoice says it. */
  readonly work: readonly string[];
  /** Days of the reminders so far, the first first. */
  readonly remindedOn: readonly Temporal.PlainDate[];
  readonly seller: InvoiceDocument['seller'];
  readonly buyer: InvoiceDocument['buyer'];
  readonly payment: InvoiceDocument['payment'];
  /** Interest that no interest invoice has asked for yet; undefined where the locum does not charge it or its rate is not known. */
  readonly interest: LatePayment | undefined;
  /** What one more day costs on what is owed now. */
  readonly dailyPence: Pence;
  readonly compensationPence: Pence;
  /** Interest invoices that are open. */
  readonly asked: readonly { readonly number: string; readonly amountPence: Pence }[];
}

/** What the letter claims in all, up to the day it is made. */
export function claimOf(it: Pick<LetterDocument, 'invoice' | 'interest' | 'compensationPence' | 'asked'>): Pence {
  return sumPence([
    it.invoice.outstandingPence,
    ...(it.interest ? [it.interest.interestPence] : []),
    it.compensationPence,
    ...it.asked.map(each => each.amountPence),
  ]);
}

/** A letter before claim as a tagged A4 PDF, on the invoice's letterhead: the facts, the sums, interest by its days, and until when to pay. */
export async function renderLetter(it: LetterDocument, faces?: Faces): Promise<Uint8Array> {
  const seller = displayName(it.seller);
  const facts = {
    title: `Letter before claim, invoice ${it.invoice.number}`,
    author: seller,
    madeAt: it.madeAt,
    footer: `Letter before claim, invoice ${it.invoice.number} · ${seller}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    paperHead(paper, {
      from: { name: seller, lines: sellerLines(it.seller) },
      title: 'Letter before claim',
      number: `Invoice ${it.invoice.number}`,
      to: { label: 'To', name: it.buyer.name, addressLines: it.buyer.addressLines },
      figure: {
        label: 'Claimed',
        text: formatPounds(claimOf(it)),
        below: `Please pay by ${formatDayShort(it.payBy)}`,
      },
    });
    space(paper, 12);
    paragraph(paper, formatDayShort(it.madeOn));
    space(paper, 6);
    heading(paper, 'What it is about');
    paragraph(paper, aboutIt(it));
    space(paper, 10);
    heading(paper, 'What I claim');
    claim(paper, it);
    if (it.interest) {
      space(paper, 10);
      heading(paper, 'Interest, by what was owed on which days');
      interestPeriods(paper, it.interest);
      space(paper, 4);
      paragraph(paper, interestWords(it, it.interest));
    }
    space(paper, 10);
    heading(paper, 'What I ask you to do');
    whatToDo(paper, it);
    space(paper, 8);
    paragraph(paper, `Enclosed: ${['invoice', ...it.asked.map(() => 'interest invoice')].join(', ')}.`, STYLES.small);
    if (it.interest) paragraph(paper, `The rules of interest: ${LATE_PAYMENT_SOURCES.rule}`, STYLES.small);
  });
}

function aboutIt({ invoice, work, remindedOn }: LetterDocument): string {
  return [
    `On ${formatDayShort(invoice.issueDate)} I sent you invoice ${invoice.number} for ${formatPounds(invoice.totalPence)}, for this work: ${work.join('; ')}.`,
    `It was to be paid by ${formatDayShort(invoice.dueDate)}. ${formatPounds(invoice.outstandingPence)} of it is not paid.`,
    remindedOn.length > 0 ? `I reminded you on ${remindedOn.map(formatDayShort).join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function claim(paper: Paper, it: LetterDocument): void {
  const { invoice, interest } = it;
  const less = sumPence([invoice.paidPence, invoice.creditedPence]);
  amounts(paper, [
    {
      label:
        less > 0
          ? `Invoice ${invoice.number}, less ${formatPounds(less)} paid or credited`
          : `Invoice ${invoice.number}`,
      figure: formatPounds(invoice.outstandingPence),
    },
    ...it.asked.map(each => ({ label: `Interest invoice ${each.number}`, figure: formatPounds(each.amountPence) })),
    ...(interest
      ? [{ label: `Interest to ${formatDayShort(it.madeOn)}`, figure: formatPounds(interest.interestPence) }]
      : []),
    ...(it.compensationPence > 0 ? [{ label: 'Fixed compensation', figure: formatPounds(it.compensationPence) }] : []),
    { label: 'Together', figure: formatPounds(claimOf(it)), strong: true },
  ]);
}

function interestWords({ dailyPence }: LetterDocument, interest: LatePayment): string {
  return [
    'The Late Payment of Commercial Debts (Interest) Act 1998 gives simple interest for each day on what is still owed.',
    `The rate is ${formatPercent(interest.basisPoints)} a year: the Bank of England’s rate of ${formatDayShort(interest.referenceDay)}, ${formatPercent(interest.referenceBasisPoints)}, and ${formatPercent(STATUTORY_MARGIN)} on top.`,
    dailyPence > 0 ? `Each further day until you pay adds about ${formatPounds(dailyPence)}.` : '',
  ].join(' ');
}

function whatToDo(paper: Paper, it: LetterDocument): void {
  const { payment, payBy } = it;
  paragraph(
    paper,
    `Please pay ${formatPounds(claimOf(it))} by ${formatDayShort(payBy)}: ${payment.accountName}, ${payment.bankName}, sort code ${payment.sortCode}, account ${payment.accountNumber}, reference ${payment.reference}.`,
  );
  space(paper, 6);
  paragraph(
    paper,
    'If you think that any of this is not owed, or cannot pay it at once, please write to me by the same day and say why. I will gladly talk about it, also with the help of a mediator.',
  );
  space(paper, 6);
  paragraph(
    paper,
    'If I have neither the money nor an answer by then, I intend to claim it in court without writing again. I would then also ask for the court’s fees.',
  );
  space(paper, 10);
  paragraph(paper, `Yours faithfully,\n${displayName(it.seller)}`);
}
