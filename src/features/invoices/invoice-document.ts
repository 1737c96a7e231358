import { amounts } from '#platform/document/amounts.ts';
import { columns, heading, type Piece, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { fields } from '#platform/document/fields.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { type TableColumn, table } from '#platform/document/table.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatPercent, formatPounds, type Pence, pence, sumPence } from '#rules/money.ts';
import type { EmployerPension, InvoiceDocument, InvoiceLine } from './invoice-content.ts';
import { displayName, sellerLines } from './invoice-seller.ts';

/**
 * The invoice as a tagged A4 PDF. It holds what an invoice has to say (GOV.UK, "Invoices: what they must include",
 * https://gov.uk/invoicing-and-taking-payment-from-customers/invoices-what-they-must-include, read 2026-11-23), and the
 * same content always gives the same bytes. Throws a RangeError where the parts do not add up to the total.
 */
export async function renderInvoice(invoice: InvoiceDocument, faces?: Faces): Promise<Uint8Array> {
  refuseWrongTotal(invoice);
  const seller = displayName(invoice.seller);
  const facts = {
    title: `Invoice ${invoice.number}`,
    author: seller,
    madeAt: invoice.madeAt,
    footer: `Invoice ${invoice.number} · ${seller}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    letterhead(paper, invoice, seller);
    parties(paper, invoice);
    work(paper, invoice);
    total(paper, invoice);
    payment(paper, invoice);
    closing(paper, invoice);
  });
}

function letterhead(paper: Paper, invoice: InvoiceDocument, seller: string): void {
  const details = sellerLines(invoice.seller).join('\n');
  columns(paper, [
    {
      share: 0.6,
      pieces: [
        { text: seller, style: STYLES.letterhead },
        { text: details, style: STYLES.small, gap: 3 },
      ],
    },
    {
      share: 0.4,
      align: 'right',
      pieces: [
        { text: 'Invoice', style: STYLES.title, tag: 'H1' },
        { text: invoice.number, style: STYLES.letterhead },
      ],
    },
  ]);
  space(paper, 14);
  paper.rule(paper.left, paper.y, paper.width);
  space(paper, 14);
}

function parties(paper: Paper, invoice: InvoiceDocument): void {
  const { buyer } = invoice;
  const to = [...(buyer.attention ? [`For the attention of ${buyer.attention}`] : []), ...buyer.addressLines];
  const order = [
    ...(buyer.purchaseOrder ? fact('Purchase order', buyer.purchaseOrder) : []),
    ...(buyer.buyerReference ? fact('Your reference', buyer.buyerReference) : []),
  ];
  columns(paper, [
    {
      share: 0.42,
      pieces: [
        { text: 'Billed to', style: STYLES.label },
        { text: buyer.name, style: STYLES.strong },
        { text: to.join('\n'), style: STYLES.body },
      ],
    },
    {
      share: 0.26,
      pieces: [
        ...fact('Invoice date', formatDayShort(invoice.issueDate), 0),
        ...fact('Date of supply', supplied(invoice)),
        ...order,
      ],
    },
    {
      share: 0.32,
      align: 'right',
      pieces: [
        { text: leftToPay(invoice) > 0 ? 'To pay' : 'Paid in full', style: STYLES.label },
        { text: formatPounds(leftToPay(invoice)), style: STYLES.figure },
        { text: `Due ${formatDayShort(invoice.dueDate)}`, style: STYLES.body, gap: 2 },
      ],
    },
  ]);
  space(paper, 12);
}

function fact(label: string, value: string, gap = 7): Piece[] {
  return [
    { text: label, style: STYLES.label, gap },
    { text: value, style: STYLES.body },
  ];
}

function supplied({ supplyDates: { first, last } }: InvoiceDocument): string {
  if (first.equals(last)) return formatDayShort(first);
  return `${formatDayShort(first)} to ${formatDayShort(last)}`;
}

const LINE_COLUMNS: readonly TableColumn[] = [
  { heading: 'Date', share: 0.15 },
  { heading: 'Description', share: 0.42 },
  { heading: 'Quantity', share: 0.14, align: 'right' },
  { heading: 'Rate', share: 0.14, align: 'right' },
  { heading: 'Amount', share: 0.15, align: 'right' },
];

function work(paper: Paper, { lines, expenses, employerPension }: InvoiceDocument): void {
  lineTable(paper, 'Work', lines);
  lineTable(paper, 'Expenses', expenses);
  if (!employerPension) return;
  heading(paper, 'NHS pension');
  paragraph(paper, explainPension(employerPension));
  space(paper, 12);
}

function lineTable(paper: Paper, title: string, lines: readonly InvoiceLine[]): void {
  if (lines.length === 0) return;
  heading(paper, title);
  const rows = lines.map(line => [
    line.dates,
    line.description,
    line.quantityText,
    line.rateText,
    formatPounds(line.amountPence),
  ]);
  table(paper, LINE_COLUMNS, rows);
  space(paper, 12);
}

function pensionLabel(pension: EmployerPension): string {
  const rate = formatPercent(pension.rateBasisPoints);
  return `Employer pension contribution (${rate} of pensionable pay ${formatPounds(pension.pensionablePayPence)})`;
}

function explainPension(pension: EmployerPension): string {
  return (
    `Pensioned in the NHS Pension Scheme: fee ${formatPounds(pension.box1Pence)} (Form A box 1), pensionable pay ` +
    `${formatPounds(pension.pensionablePayPence)} (box 2). The employer contribution of ${formatPounds(pension.amountPence)} ` +
    `(box 3) goes on to the scheme. ${pension.rateNote ? `${pension.rateNote} ` : ''}Please complete and return the enclosed Form A.`
  );
}

function total(paper: Paper, invoice: InvoiceDocument): void {
  const { employerPension, paid } = invoice;
  const parts = [
    { label: 'Work', figure: formatPounds(sumOf(invoice.lines)) },
    ...(invoice.expenses.length > 0 ? [{ label: 'Expenses', figure: formatPounds(sumOf(invoice.expenses)) }] : []),
    ...(employerPension
      ? [{ label: pensionLabel(employerPension), figure: formatPounds(employerPension.amountPence) }]
      : []),
  ];
  amounts(paper, [
    ...(parts.length > 1 ? parts : []),
    { label: 'Total', figure: formatPounds(invoice.totalPence), strong: true },
    ...(paid
      ? [
          { label: `Paid ${formatDayShort(paid.on)}`, figure: formatPounds(pence(-paid.amountPence)) },
          { label: 'Left to pay', figure: formatPounds(leftToPay(invoice)), strong: true },
        ]
      : []),
  ]);
  columns(paper, [{ share: 1, align: 'right', pieces: [{ text: invoice.vatNote, style: STYLES.small, gap: 2 }] }]);
  space(paper, 12);
}

function payment(paper: Paper, { payment, notes }: InvoiceDocument): void {
  heading(paper, 'How to pay', 110);
  fields(paper, [
    { label: 'Account name', value: payment.accountName, share: 0.5 },
    { label: 'Bank', value: payment.bankName, share: 0.5 },
  ]);
  fields(paper, [
    { label: 'Sort code', value: payment.sortCode, share: 0.25, style: STYLES.strong },
    { label: 'Account number', value: payment.accountNumber, share: 0.25, style: STYLES.strong },
    { label: 'Reference', value: payment.reference, share: 0.5, style: STYLES.strong },
  ]);
  space(paper, 8);
  if (!notes) return;
  heading(paper, 'Notes', 20);
  paragraph(paper, notes);
  space(paper, 12);
}

function closing(paper: Paper, invoice: InvoiceDocument): void {
  heading(paper, 'Terms', 30);
  if (invoice.terms) {
    paragraph(paper, invoice.terms);
    space(paper, 4);
  }
  paragraph(paper, LATE_PAYMENT, STYLES.small);
}

/** What may be claimed of another business or a public body that pays late: https://www.gov.uk/late-commercial-payments-interest-debt-recovery, read 2026-11-23. */
const LATE_PAYMENT =
  'The Late Payment of Commercial Debts (Interest) Act 1998 applies to this invoice: where it is paid late, statutory interest ' +
  'and fixed compensation may be claimed.';

function leftToPay({ totalPence, paid }: InvoiceDocument): Pence {
  return pence(totalPence - (paid?.amountPence ?? 0));
}

function sumOf(lines: readonly InvoiceLine[]): Pence {
  return sumPence(lines.map(line => line.amountPence));
}

function refuseWrongTotal({ number, lines, expenses, employerPension, totalPence }: InvoiceDocument): void {
  const sum = sumOf(lines) + sumOf(expenses) + (employerPension?.amountPence ?? 0);
  if (sum !== totalPence) throw new RangeError(`invoice ${number}: parts come to ${sum}p, total says ${totalPence}p`);
}
