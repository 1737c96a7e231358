import { displayName, type InvoiceDocument, sellerLines } from '#features/invoices/index.ts';
import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { paperHead } from '#platform/document/paper-head.ts';
import { table } from '#platform/document/table.ts';
import { type AccountPeriod, sumsByAge } from '#rules/account-statement.ts';
import { formatDayShort } from '#rules/dates.ts';
import { DEBT_AGE_LABELS, DEBT_AGES } from '#rules/debt-age.ts';
import { formatPounds, type Pence, pence, ZERO } from '#rules/money.ts';

/** Everything a statement of account prints, as it stands when it is made. */
export interface StatementDocument {
  readonly madeAt: Temporal.Instant;
  readonly from: Temporal.PlainDate;
  readonly asOf: Temporal.PlainDate;
  readonly seller: InvoiceDocument['seller'];
  readonly buyer: InvoiceDocument['buyer'];
  readonly payment: InvoiceDocument['payment'];
  readonly open: readonly OpenItem[];
  /** Money of the organisation that is on no invoice, and what is to go back to it. */
  readonly keptPence: Pence;
  /** What is open less what is kept. */
  readonly owedPence: Pence;
  readonly period: AccountPeriod;
}

export interface OpenItem {
  readonly number: string;
  readonly issueDate: Temporal.PlainDate;
  readonly dueDate: Temporal.PlainDate;
  readonly totalPence: Pence;
  readonly outstandingPence: Pence;
}

/** A statement of account as a tagged A4 PDF: what is open and how old, what happened lately, how to pay. */
export async function renderStatement(it: StatementDocument, faces?: Faces): Promise<Uint8Array> {
  const seller = displayName(it.seller);
  const day = formatDayShort(it.asOf);
  const facts = {
    title: `Statement of account, ${day}`,
    author: seller,
    madeAt: it.madeAt,
    footer: `Statement of account, ${day} · ${seller}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    paperHead(paper, {
      from: { name: seller, lines: sellerLines(it.seller) },
      title: 'Statement of account',
      number: day,
      to: { label: 'Account of', name: it.buyer.name, addressLines: it.buyer.addressLines },
      figure: {
        label: it.owedPence < 0 ? 'Kept for you' : 'To pay',
        text: formatPounds(pence(Math.abs(it.owedPence))),
        below: `as of ${day}`,
      },
    });
    space(paper, 12);
    openItems(paper, it);
    space(paper, 12);
    happened(paper, it);
    if (it.owedPence > 0) howToPay(paper, it);
  });
}

function openItems(paper: Paper, it: StatementDocument): void {
  heading(paper, 'Open invoices');
  if (it.open.length === 0) paragraph(paper, 'Nothing is open.');
  else {
    table(
      paper,
      [
        { heading: 'Invoice', share: 0.24 },
        { heading: 'Issued', share: 0.18 },
        { heading: 'Due', share: 0.18 },
        { heading: 'Total', share: 0.2, align: 'right' },
        { heading: 'Open', share: 0.2, align: 'right' },
      ],
      it.open.map(item => [
        item.number,
        formatDayShort(item.issueDate),
        formatDayShort(item.dueDate),
        formatPounds(item.totalPence),
        formatPounds(item.outstandingPence),
      ]),
    );
  }
  space(paper, 10);
  const sums = sumsByAge(it.open, it.asOf);
  amounts(paper, [
    ...DEBT_AGES.filter(age => (sums.get(age) ?? ZERO) > 0).map(age => ({
      label: age === 'not_due' ? 'Not due yet' : `${DEBT_AGE_LABELS[age]} overdue`,
      figure: formatPounds(sums.get(age) ?? ZERO),
    })),
    ...(it.keptPence > 0 ? [{ label: 'Kept for you', figure: formatPounds(pence(-it.keptPence)) }] : []),
    {
      label: it.owedPence < 0 ? 'In your favour' : 'To pay',
      figure: formatPounds(pence(Math.abs(it.owedPence))),
      strong: true,
    },
  ]);
}

function happened(paper: Paper, { period, from, asOf }: StatementDocument): void {
  heading(paper, `From ${formatDayShort(from)} to ${formatDayShort(asOf)}`);
  table(
    paper,
    [
      { heading: 'Day', share: 0.18 },
      { heading: 'What', share: 0.46 },
      { heading: 'Amount', share: 0.18, align: 'right' },
      { heading: 'Balance', share: 0.18, align: 'right' },
    ],
    [
      [formatDayShort(from), 'Balance before', '', formatPounds(period.openingPence)],
      ...period.rows.map(row => [
        formatDayShort(row.on),
        row.what,
        formatPounds(row.amountPence),
        formatPounds(row.balancePence),
      ]),
    ],
    STYLES.small,
  );
}

function howToPay(paper: Paper, { payment }: StatementDocument): void {
  space(paper, 12);
  heading(paper, 'How to pay');
  paragraph(
    paper,
    `${payment.accountName}, ${payment.bankName}, sort code ${payment.sortCode}, account ${payment.accountNumber}. Please name the invoices that you pay.`,
  );
}
