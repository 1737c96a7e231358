import { formatPercent, formatPounds, lessPence, type Pence, plainPounds, ZERO } from '#rules/money.ts';
import type { CreditNoteDocument } from './credit-note-document.ts';
import type { InvoiceDocument, InvoiceLine, InvoiceSeller } from './invoice-content.ts';
import { buyerParty, sellerParty, type UblAddresses } from './ubl-parties.ts';
import { type Element, writeXml } from './ubl-xml.ts';

/** What an e-invoice needs beside what the paper prints. */
export interface UblExtras {
  readonly addresses: UblAddresses;
  /** What the buyer files the invoice by; not needed where there is an order number (PEPPOL-EN16931-R003). */
  readonly buyerReference: string | undefined;
}

/**
 * An issued invoice as UBL 2.1 by Peppol BIS Billing 3.0 (https://docs.peppol.eu/poacc/billing/3.0/, read 2026-11-25): the same sums
 * as the paper, line by line. Decision 037.
 */
export function ublInvoice(it: InvoiceDocument, { addresses, buyerReference }: UblExtras): string {
  const lines = [...it.lines, ...it.expenses].map(printedLine);
  if (it.employerPension) lines.push(pensionLine(it.employerPension));
  return writeXml([
    'Invoice',
    [
      ...PROFILE,
      ['cbc:ID', it.number],
      ['cbc:IssueDate', it.issueDate.toString()],
      ['cbc:DueDate', it.dueDate.toString()],
      ['cbc:InvoiceTypeCode', '380'],
      ['cbc:Note', [it.vatNote, it.notes].filter(Boolean).join(' ')],
      ['cbc:DocumentCurrencyCode', 'GBP'],
      buyerReference ? ['cbc:BuyerReference', buyerReference] : undefined,
      [
        'cac:InvoicePeriod',
        [
          ['cbc:StartDate', it.supplyDates.first.toString()],
          ['cbc:EndDate', it.supplyDates.last.toString()],
        ],
      ],
      order(it.buyer),
      sellerParty(it.seller, addresses.seller),
      buyerParty(it.buyer, addresses.buyer),
      [
        'cac:PaymentMeans',
        [
          // credit transfer
          ['cbc:PaymentMeansCode', '30'],
          ['cbc:PaymentID', it.payment.reference],
          [
            'cac:PayeeFinancialAccount',
            [
              ['cbc:ID', it.payment.accountNumber],
              ['cbc:Name', it.payment.accountName],
              ['cac:FinancialInstitutionBranch', [['cbc:ID', it.payment.sortCode.replaceAll('-', '')]]],
            ],
          ],
        ],
      ],
      ['cac:PaymentTerms', [['cbc:Note', it.terms]]],
      ...totals(it.totalPence, it.paid?.amountPence ?? ZERO, it.seller),
      ...lines.map((line, at) => lineElement('Invoice', line, at + 1, it.seller)),
    ],
    namespaces('Invoice'),
  ]);
}

/** A credit note as UBL 2.1 by the same profile: the lines that it takes back, else one that names the invoice and the reason. */
export function ublCreditNote(it: CreditNoteDocument, { addresses, buyerReference }: UblExtras): string {
  const whole: Line = {
    name: `Credit on invoice ${it.invoice.number}`,
    description: it.reason,
    amountPence: it.amountPence,
  };
  const lines = it.lines ? it.lines.map(printedLine) : [whole];
  return writeXml([
    'CreditNote',
    [
      ...PROFILE,
      ['cbc:ID', it.number],
      ['cbc:IssueDate', it.issueDate.toString()],
      ['cbc:CreditNoteTypeCode', '381'],
      ['cbc:Note', `${it.reason} ${vatWords(it.seller)}`],
      ['cbc:DocumentCurrencyCode', 'GBP'],
      buyerReference ? ['cbc:BuyerReference', buyerReference] : undefined,
      order(it.buyer),
      [
        'cac:BillingReference',
        [
          [
            'cac:InvoiceDocumentReference',
            [
              ['cbc:ID', it.invoice.number],
              ['cbc:IssueDate', it.invoice.issueDate.toString()],
            ],
          ],
        ],
      ],
      sellerParty(it.seller, addresses.seller),
      buyerParty(it.buyer, addresses.buyer),
      // BR-CO-25 asks for it wherever something is payable
      ['cac:PaymentTerms', [['cbc:Note', creditWords(it)]]],
      ...totals(it.amountPence, ZERO, it.seller),
      ...lines.map((line, at) => lineElement('CreditNote', line, at + 1, it.seller)),
    ],
    namespaces('CreditNote'),
  ]);
}

interface Line {
  readonly name: string;
  readonly description: string;
  readonly amountPence: Pence;
}

type Kind = 'Invoice' | 'CreditNote';

const PROFILE: readonly Element[] = [
  ['cbc:CustomizationID', 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'],
  ['cbc:ProfileID', 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'],
];

function namespaces(kind: Kind): Readonly<Record<string, string>> {
  const base = 'urn:oasis:names:specification:ubl:schema:xsd';
  return {
    xmlns: `${base}:${kind}-2`,
    'xmlns:cac': `${base}:CommonAggregateComponents-2`,
    'xmlns:cbc': `${base}:CommonBasicComponents-2`,
  };
}

function order({ purchaseOrder }: InvoiceDocument['buyer']): Element | undefined {
  return purchaseOrder ? ['cac:OrderReference', [['cbc:ID', purchaseOrder]]] : undefined;
}

function printedLine(line: InvoiceLine): Line {
  return {
    name: line.description,
    description: [line.dates, line.quantityText, line.rateText].filter(Boolean).join(', '),
    amountPence: line.amountPence,
  };
}

function pensionLine(pension: NonNullable<InvoiceDocument['employerPension']>): Line {
  return {
    name: 'Employer’s NHS pension contribution',
    description: `${formatPercent(pension.rateBasisPoints)} of pensionable pay ${formatPounds(pension.pensionablePayPence)}, Form A box 3`,
    amountPence: pension.amountPence,
  };
}

/** Lines are printed with their quantity in words, so each is one unit at its amount: net is quantity times price (R120). */
function lineElement(kind: Kind, line: Line, number: number, seller: InvoiceSeller): Element {
  return [
    `cac:${kind}Line`,
    [
      ['cbc:ID', String(number)],
      // C62: one, without a unit of its own
      [kind === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity', '1', { unitCode: 'C62' }],
      amount('cbc:LineExtensionAmount', line.amountPence),
      [
        'cac:Item',
        [
          ['cbc:Description', line.description],
          ['cbc:Name', line.name],
          taxCategory('cac:ClassifiedTaxCategory', seller, false),
        ],
      ],
      ['cac:Price', [amount('cbc:PriceAmount', line.amountPence)]],
    ],
  ];
}

function totals(total: Pence, paid: Pence, seller: InvoiceSeller): readonly Element[] {
  return [
    [
      'cac:TaxTotal',
      [
        amount('cbc:TaxAmount', ZERO),
        [
          'cac:TaxSubtotal',
          [
            amount('cbc:TaxableAmount', total),
            amount('cbc:TaxAmount', ZERO),
            taxCategory('cac:TaxCategory', seller, true),
          ],
        ],
      ],
    ],
    [
      'cac:LegalMonetaryTotal',
      [
        amount('cbc:LineExtensionAmount', total),
        amount('cbc:TaxExclusiveAmount', total),
        amount('cbc:TaxInclusiveAmount', total),
        paid > 0 ? amount('cbc:PrepaidAmount', paid) : undefined,
        amount('cbc:PayableAmount', lessPence(total, paid)),
      ],
    ],
  ];
}

/** E: exempt, of a seller who is registered for VAT. O: outside VAT, of one who is not; it has no rate (BR-O-05). */
function taxCategory(name: string, seller: InvoiceSeller, withReason: boolean): Element {
  const isRegistered = Boolean(seller.vatNumber);
  return [
    name,
    [
      ['cbc:ID', isRegistered ? 'E' : 'O'],
      isRegistered ? ['cbc:Percent', '0'] : undefined,
      withReason && !isRegistered ? ['cbc:TaxExemptionReasonCode', 'VATEX-EU-O'] : undefined,
      withReason ? ['cbc:TaxExemptionReason', vatWords(seller)] : undefined,
      ['cac:TaxScheme', [['cbc:ID', 'VAT']]],
    ],
  ];
}

function vatWords({ vatNumber }: InvoiceSeller): string {
  return vatNumber ? 'VAT: exempt supply of health care.' : 'Not subject to VAT: the seller is not registered for it.';
}

function creditWords({ refundPence, leftPence, invoice }: CreditNoteDocument): string {
  return refundPence > 0
    ? `${formatPounds(refundPence)} goes back to you.`
    : `${formatPounds(leftPence)} is left to pay on invoice ${invoice.number}.`;
}

function amount(name: string, pence: Pence): Element {
  return [name, plainPounds(pence), { currencyID: 'GBP' }];
}
