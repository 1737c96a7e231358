import { expect, test } from 'vitest';
import { pence } from '#rules/money.ts';
import { annasInvoice, sessionLine } from '#tests/cast/papers.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import type { InvoiceDocument } from './invoice-content.ts';
import { renderInvoice } from './invoice-document.ts';

const read = async (invoice: InvoiceDocument) => readPaper(await renderInvoice(invoice));

/** The same invoice with 60 sessions. */
function longInvoice(): InvoiceDocument {
  const lines = Array.from({ length: 60 }, (_, at) => sessionLine(`Session ${at + 1}`));
  return { ...annasInvoice(), lines, totalPence: pence(60 * 42_500 + 1_053 + 22_001) };
}

test('an invoice shows every amount to the penny', async () => {
  const { text } = await read(annasInvoice());
  for (const amount of ['£425.00', '£10.53', '£1,700.00', '£1,530.00', '£220.01', '£1,930.54'])
    expect(text).toContain(amount);
  expect(text).toContain('Employer pension contribution (14.38% of pensionable pay £1,530.00)');
});

test('an invoice says all that an invoice has to say', async () => {
  const { text, title } = await read(annasInvoice());
  expect(title).toBe('Invoice AK-0042');
  for (const part of [
    'Invoice AK-0042',
    'Dr Anna Kowalska',
    '14 Chapel Lane, Hebden Bridge, HX7 8AB',
    'anna@kowalska.example',
    'Riverside Medical Practice',
    '2 Mill Street',
    'Siân Prys-Jones',
    'PO-118',
    '27 Nov 2026',
    '3 Nov 2026 to 24 Nov 2026',
    'Due 27 Dec 2026',
    'Surgery, 4 hours, 16 patients',
    'VAT: exempt supply of medical care.',
    '08-99-99',
    '66374958',
    'Late Payment of Commercial Debts (Interest) Act 1998',
  ]) {
    expect(text).toContain(part);
  }
});

test('a usual invoice fits on one page', async () => {
  expect((await read(annasInvoice())).pages).toHaveLength(1);
});

test('an invoice under a business name also names its owner', async () => {
  const { seller } = annasInvoice();
  if (seller.kind !== 'sole_trader') throw new Error('Anna is a sole trader');
  const { text } = await read({ ...annasInvoice(), seller: { ...seller, businessName: 'Calder Locums' } });
  expect(text).toContain('Dr Anna Kowalska, trading as Calder Locums');
});

test('the invoice of a company shows its number, office and where it is registered', async () => {
  const { text } = await read({
    ...annasInvoice(),
    seller: {
      kind: 'limited_company',
      companyName: 'Kowalska Medical Ltd',
      companyNumber: '09876543',
      registeredOffice: '1 High Street, Leeds, LS1 1AA',
      registeredIn: 'England and Wales',
      addressLines: ['14 Chapel Lane'],
      email: 'accounts@kowalska.example',
    },
  });
  expect(text).toContain('Registered in England and Wales, company number 09876543');
  expect(text).toContain('Registered office: 1 High Street, Leeds, LS1 1AA');
});

test('what was paid before is taken off what is asked', async () => {
  const { text } = await read({
    ...annasInvoice(),
    paid: { amountPence: pence(100_000), on: Temporal.PlainDate.from('2026-12-02') },
  });
  expect(text).toContain('Paid 2 Dec 2026 -£1,000.00');
  expect(text).toContain('Left to pay £930.54');
});

test('a long invoice runs over pages with its headings repeated and nothing lost', async () => {
  const paper = await read(longInvoice());
  expect(paper.pages.length).toBeGreaterThan(1);
  for (const page of paper.pages) expect(page).toContain('Description');
  expect(paper.text).toContain('Session 60');
  expect(paper.text).toContain('£25,730.54');
});

test('long names and addresses wrap, and nothing lies over anything else', async () => {
  const base = longInvoice();
  const long = 'Canolfan Iechyd Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch a’r Cylch';
  const paper = await read({
    ...base,
    number: 'A-VERY-LONG-PREFIX-OF-ONES-OWN-CHOOSING-000000042',
    seller: { ...base.seller, email: `${'a'.repeat(64)}@${'b'.repeat(120)}.example` },
    buyer: { name: long, addressLines: [long, long, long], attention: long, purchaseOrder: 'PO'.repeat(40) },
    lines: base.lines.map(line => ({
      ...line,
      description: `${line.description} ${long}`,
      rateText: '£12,345.67 a session',
    })),
    payment: { ...base.payment, accountName: long, reference: 'REFERENCE'.repeat(9) },
    notes: `${long}\n`.repeat(80),
  });
  expect(overlaps(paper.runs)).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
});

test('the same invoice is the same file byte for byte', async () => {
  const [once, again] = [await renderInvoice(annasInvoice()), await renderInvoice(annasInvoice())];
  expect(Buffer.from(once).equals(again)).toBe(true);
});

test('an invoice whose parts do not add up is not printed', async () => {
  await expect(renderInvoice({ ...annasInvoice(), totalPence: pence(193_055) })).rejects.toThrow(RangeError);
});
