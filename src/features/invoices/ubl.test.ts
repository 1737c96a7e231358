import { expect, test } from 'vitest';
import { type Pence, pence } from '#rules/money.ts';
import { peppolFaults } from '#tests/support/peppol-rules.ts';
import type { CreditNoteDocument } from './credit-note-document.ts';
import type { InvoiceDocument, InvoiceSeller } from './invoice-content.ts';
import { type UblExtras, ublCreditNote, ublInvoice } from './ubl.ts';

const LOCUM: InvoiceSeller = {
  kind: 'sole_trader',
  name: 'Dr Amara Okafor',
  addressLines: ['12 Hill Road', 'Leeds', 'LS1 4AP'],
  email: 'amara@example.org',
  phone: '0113 496 0000',
  registration: 'GMC 7012345',
};

const COMPANY: InvoiceSeller = {
  kind: 'limited_company',
  addressLines: ['Unit 4', 'The Old Mill', 'Mill Lane', 'York', 'YO1 7HH'],
  email: 'accounts@okafor.example.org',
  companyName: 'Okafor & Sons <Medical> Ltd',
  companyNumber: '01234567',
  registeredOffice: '12 Hill Road, Leeds LS1 4AP',
  registeredIn: 'England and Wales',
};

const BUYER = {
  name: 'Riverside Surgery',
  addressLines: ['2 River Lane', 'Leeds', 'LS2 7UE'],
  attention: 'Maggie Hill',
};

const EXTRAS: UblExtras = {
  addresses: {
    seller: { scheme: '0060', identifier: '214392847' },
    buyer: { scheme: '0088', identifier: '6291041500213' },
  },
  buyerReference: 'RIV-LOCUMS',
};

const line = (description: string, amount: number) => ({
  dates: 'Tue 24 Nov 2026',
  description,
  quantityText: '1 session',
  rateText: '£700.00 a session',
  amountPence: pence(amount),
});

const day = (text: string) => Temporal.PlainDate.from(text);

function invoice(change: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const lines = change.lines ?? [line('Surgery, 08:30 to 13:00', 70_000)];
  const expenses = change.expenses ?? [];
  const work = [...lines, ...expenses].reduce(
    (sum, it) => sum + it.amountPence,
    change.employerPension?.amountPence ?? 0,
  );
  return {
    number: 'INV-0042',
    madeAt: Temporal.Instant.from('2026-11-24T10:00:00Z'),
    issueDate: day('2026-11-24'),
    dueDate: day('2026-12-24'),
    supplyDates: { first: day('2026-11-24'), last: day('2026-11-24') },
    seller: LOCUM,
    buyer: BUYER,
    lines,
    expenses,
    vatNote: 'Not registered for VAT.',
    totalPence: pence(work),
    payment: {
      bankName: 'Northern Bank',
      accountName: 'A Okafor',
      sortCode: '20-09-15',
      accountNumber: '41011166',
      reference: 'INV-0042',
    },
    terms: 'Please pay by Thu 24 Dec 2026.',
    notes: '',
    ...change,
  };
}

const credit = (change: Partial<CreditNoteDocument> = {}): CreditNoteDocument => ({
  number: 'CN-0001',
  madeAt: Temporal.Instant.from('2026-12-01T10:00:00Z'),
  issueDate: day('2026-12-01'),
  invoice: { number: 'INV-0042', issueDate: day('2026-11-24'), totalPence: pence(70_000) },
  seller: LOCUM,
  buyer: BUYER,
  reason: 'One hour less was worked.',
  amountPence: pence(10_000),
  creditedBeforePence: pence(0),
  paidPence: pence(0),
  leftPence: pence(60_000),
  refundPence: pence(0) as Pence,
  ...change,
});

const KINDS: Readonly<Record<string, string>> = {
  'a sole trader who is not registered for VAT': ublInvoice(invoice(), EXTRAS),
  'a company that is registered for VAT, with exempt work': ublInvoice(
    invoice({ seller: { ...COMPANY, vatNumber: '101747696' }, vatNote: 'VAT: exempt supply of health care.' }),
    { ...EXTRAS, addresses: { ...EXTRAS.addresses, seller: { scheme: '9932', identifier: 'GB101747696' } } },
  ),
  'a company that is not registered': ublInvoice(invoice({ seller: COMPANY }), EXTRAS),
  'extra work, mileage, parking and a cancellation fee, with a note': ublInvoice(
    invoice({
      lines: [line('Surgery', 70_000), line('Home visit', 4550), line('Cancellation fee: Surgery', 35_000)],
      expenses: [line('Mileage', 1155), line('Parking', 601)],
      supplyDates: { first: day('2026-11-02'), last: day('2026-11-24') },
      notes: 'Second line\nof a note',
    }),
    EXTRAS,
  ),
  'the employer’s share of the pension': ublInvoice(
    invoice({
      employerPension: {
        box1Pence: pence(70_000),
        pensionablePayPence: pence(63_000),
        rateBasisPoints: 1438,
        amountPence: pence(9059),
      },
    }),
    EXTRAS,
  ),
  'an order number and no reference of the buyer': ublInvoice(
    invoice({ buyer: { ...BUYER, purchaseOrder: 'PO-2026/117' } }),
    { ...EXTRAS, buyerReference: undefined },
  ),
  'part of it paid before': ublInvoice(
    invoice({ paid: { amountPence: pence(20_000), on: day('2026-11-24') } }),
    EXTRAS,
  ),
  'all of it paid before': ublInvoice(invoice({ paid: { amountPence: pence(70_000), on: day('2026-11-24') } }), EXTRAS),
  'an address of one line': ublInvoice(invoice({ buyer: { name: 'Hill', addressLines: ['LS2 7UE'] } }), EXTRAS),
  'a credit note for a part': ublCreditNote(credit(), EXTRAS),
  'a credit note that takes back two lines': ublCreditNote(
    credit({ lines: [line('Home visit', 4550), line('Parking', 5450)] }),
    EXTRAS,
  ),
  'a credit note for the whole, after it was paid': ublCreditNote(
    credit({ amountPence: pence(70_000), paidPence: pence(70_000), leftPence: pence(0), refundPence: pence(70_000) }),
    EXTRAS,
  ),
  'a credit note of a company that is registered for VAT': ublCreditNote(
    credit({ seller: { ...COMPANY, vatNumber: '101747696' } }),
    EXTRAS,
  ),
};

for (const [kind, xml] of Object.entries(KINDS)) {
  test(`${kind}: breaks no rule of Peppol BIS Billing 3.0`, async () => {
    expect(await peppolFaults(xml)).toEqual([]);
  });
}

const good = ublInvoice(invoice(), EXTRAS);

test.each([
  [
    'a total that is not the sum of its lines',
    [/(<cac:InvoiceLine>[\s\S]*?LineExtensionAmount[^>]*>)700/, '$1701'],
    'BR-CO-10',
  ],
  ['a sum to pay that does not follow', [/(PayableAmount[^>]*>)700/, '$1699'], 'BR-CO-16'],
  [
    'no electronic address of the buyer',
    [/<cbc:EndpointID schemeID="0088">.*?<\/cbc:EndpointID>/, ''],
    'PEPPOL-EN16931-R010',
  ],
  ['an email address in its place', [/schemeID="0088">[^<]*/, 'schemeID="EM">m@example.org'], 'PEPPOL-EN16931-CL008'],
  ['a GLN with a wrong digit', [/6291041500213/, '6291041500214'], 'PEPPOL-COMMON-R040'],
  ['neither reference nor order', [/<cbc:BuyerReference>.*?<\/cbc:BuyerReference>/, ''], 'PEPPOL-EN16931-R003'],
  [
    'a rate on what is outside VAT',
    [/(<cac:ClassifiedTaxCategory>\s*<cbc:ID>O<\/cbc:ID>)/, '$1<cbc:Percent>20</cbc:Percent>'],
    'BR-O-05',
  ],
  ['no reason for not charging VAT', [/<cbc:TaxExemptionReason>.*?<\/cbc:TaxExemptionReason>/, ''], 'BR-O-10'],
  ['another currency in one place', [/currencyID="GBP">0\.00/, 'currencyID="EUR">0.00'], 'PEPPOL-EN16931-R051'],
  ['an element of another vocabulary', [/<cbc:DueDate>/, '<cbc:Colour>red</cbc:Colour><cbc:DueDate>'], 'syntax'],
  ['a code that is in no list', [/>30<\/cbc:PaymentMeansCode>/, '>999</cbc:PaymentMeansCode>'], 'syntax'],
  [
    'elements in another order',
    [/(\s*<cbc:IssueDate>.*?<\/cbc:IssueDate>)([\s\S]*?<\/cbc:InvoiceTypeCode>)/, '$2$1'],
    'order',
  ],
] as const)('%s is named by the check', async (_, [what, by], id) => {
  const broken = good.replace(what, by);
  expect(broken).not.toBe(good);
  expect((await peppolFaults(broken)).join(' ')).toContain(id);
});

test('what XML cannot hold is written so that it can be read again', () => {
  const xml = ublInvoice(invoice({ notes: 'Less < more & "quoted"\u0000\ud800' }), EXTRAS);
  expect(xml).toContain('Less &lt; more &amp; &quot;quoted&quot;\ufffd');
  expect(xml).not.toContain('\u0000');
});
