import { expect, test } from 'vitest';
import type { Id } from '../ids.ts';
import { pence } from '../money.ts';
import type { BankLine } from './bank-line.ts';
import { matchLines } from './match.ts';
import type { OpenInvoice } from './match-terms.ts';
import { newLines } from './same-line.ts';
import { nameScore, patternOf, wordsOf } from './words.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

function invoice(number: string, organisationName: string, amount: number, issued = '2026-10-01'): OpenInvoice {
  return {
    id: number as Id<'invoice'>,
    number,
    organisationId: organisationName as Id<'organisation'>,
    organisationName,
    issueDate: day(issued),
    dueDate: day(issued).add({ days: 30 }),
    outstandingPence: pence(amount),
  };
}

function line(description: string, amount: number, on = '2026-10-20') {
  return {
    id: `${description} ${amount} ${on}` as Id<'bankLine'>,
    day: day(on),
    amountPence: pence(amount),
    description,
  };
}

const RIVERSIDE = 'Riverside Surgery';
const INVOICES = [
  invoice('INV-0041', RIVERSIDE, 70_000),
  invoice('INV-0042', RIVERSIDE, 45_000),
  invoice('INV-0043', 'Hill View Medical Centre', 81_050),
];
const match = (
  lines: Parameters<typeof matchLines>[0],
  invoices = INVOICES,
  rules: Parameters<typeof matchLines>[2] = [],
) =>
  matchLines(lines, invoices, rules).map(it =>
    it.proposal
      ? `${it.proposal.isSure ? 'sure' : 'likely'} ${it.proposal.shares.map(share => `${share.invoiceId} ${share.amountPence}`).join(', ')}`
      : `${it.choices.length} choices`,
  );

test.each([
  ['FPI INV-0043', 81_050, 'sure INV-0043 81050'],
  ['HILL VIEW MC INV 43 BGC', 81_050, 'sure INV-0043 81050'],
  ['HILL VIEW MED CEN', 81_050, 'sure INV-0043 81050'],
  ['RIVERSIDE SURGERY', 70_000, 'sure INV-0041 70000'],
  ['RIVERSIDE SURGERY 0041 0042', 115_000, 'sure INV-0041 70000, INV-0042 45000'],
  ['RIVERSIDE SURGERY INV-0041/0042', 115_000, 'sure INV-0041 70000, INV-0042 45000'],
  ['RIVERSIDE SURGERY', 115_000, 'likely INV-0041 70000, INV-0042 45000'],
  ['RIVERSIDE SURGERY INV0042', 115_000, 'likely INV-0042 45000, INV-0041 70000'],
  ['RIVERSIDE SURGERY INV-0041', 30_000, 'likely INV-0041 30000'],
  // one thing fits too little, or two fit alike
  ['SALARY', 70_000, '1 choices'],
  ['HILL VIEW INV-0041', 70_000, '2 choices'],
  ['RIVERSIDE SURGERY', 12_345, '2 choices'],
  ['INV-00431', 81_049, '0 choices'],
  ['RIVERSIDE SURGERY', -70_000, '0 choices'],
])('“%s” of %i pence: %s', (description, amount, expected) => {
  expect(match([line(description, amount)])).toEqual([expected]);
});

test('an invoice that was issued later is not paid by a line', () => {
  expect(match([line('RIVERSIDE INV-0041', 70_000, '2026-09-30')])).toEqual(['0 choices']);
});

test('two equal invoices of one payer are a choice, until a number tells them apart', () => {
  const equal = [invoice('INV-0001', RIVERSIDE, 70_000), invoice('INV-0002', RIVERSIDE, 70_000)];
  expect(match([line('RIVERSIDE', 70_000)], equal)).toEqual(['2 choices']);
  expect(match([line('RIVERSIDE', 70_000), line('INV-0002 RIVERSIDE', 70_000)], equal)).toEqual([
    'sure INV-0001 70000',
    'sure INV-0002 70000',
  ]);
});

test('two lines that fit one invoice alike are proposed for neither', () => {
  const two = [line('RIVERSIDE', 70_000, '2026-10-20'), line('RIVERSIDE', 70_000, '2026-10-21')];
  expect(match(two)).toEqual(['2 choices', '2 choices']);
});

test('two lines that together make up one invoice are its parts', () => {
  const parts = [line('HILL VIEW', 50_000, '2026-10-20'), line('HILL VIEW', 31_050, '2026-10-27')];
  expect(match(parts)).toEqual(['likely INV-0043 50000', 'likely INV-0043 31050']);
});

test('what was said with always names a payer whom the text does not', () => {
  const rules = [{ pattern: 'NHS SBS', organisationId: RIVERSIDE as Id<'organisation'> }];
  expect(match([line('NHS SBS 99812', 70_000)])).toEqual(['1 choices']);
  expect(match([line('NHS SBS 10077', 70_000)], INVOICES, rules)).toEqual(['sure INV-0041 70000']);
});

test('no more is ever proposed than a line brought, nor than an invoice waits for', () => {
  const lines = ['INV-0041', 'INV-0042 RIVERSIDE', 'RIVERSIDE', 'HILL VIEW INV-0043', 'RIVERSIDE SURGERY 0041'].flatMap(
    (text, at) => [70_000, 45_000, 115_000, 20_000].map(amount => line(`${text} ${'x'.repeat(at)}`, amount)),
  );
  const paid = new Map<string, number>();
  for (const [at, it] of matchLines(lines, INVOICES, []).entries()) {
    const shares = it.proposal?.shares ?? [];
    expect(shares.reduce((sum, share) => sum + share.amountPence, 0)).toBeLessThanOrEqual(lines[at]?.amountPence ?? 0);
    for (const share of shares) paid.set(share.invoiceId, (paid.get(share.invoiceId) ?? 0) + share.amountPence);
  }
  expect(paid.size).toBeGreaterThan(0);
  for (const it of INVOICES) expect(paid.get(it.id) ?? 0).toBeLessThanOrEqual(it.outstandingPence);
});

test('the reasons say what fits, in words', () => {
  const [it] = matchLines([line('RIVERSIDE SURGERY INV-0041', 30_000)], INVOICES, []);
  expect(it?.proposal?.reasons).toEqual([
    'It names INV-0041.',
    'It names Riverside Surgery.',
    'It is a part: £400.00 of INV-0041 would stay outstanding.',
    'It came 11 days before it was due.',
  ]);
});

test.each([
  ['RIVERSIDE SURGERY', RIVERSIDE, true],
  ['RIVERSIDE SUR', RIVERSIDE, true],
  ['RIVER STREET CAFE', RIVERSIDE, false],
  ['DR ONEILL AND PTNRS', "Dr O'Neill & Partners", true],
  ['THE SURGERY', RIVERSIDE, false],
])('“%s” names %s: %s', (text, name, expected) => {
  expect(nameScore(wordsOf(text), name) > 0).toBe(expected);
});

test('a pattern is what stays the same from line to line', () => {
  expect(patternOf('BGC NHS SBS 99812 INV-0042')).toBe('NHS SBS');
  expect(patternOf('FASTER PAYMENT 12345')).toBe('');
});

test('two equal lines of one day are two; the same file again, or in another format, brings nothing', () => {
  const file: BankLine[] = [line('RIVERSIDE', 70_000), line('RIVERSIDE', 70_000), line('HILL VIEW', 100)];
  const known = file.map(it => ({ ...it, format: 'hsbc' as const }));
  expect(newLines('hsbc', file, [])).toHaveLength(3);
  expect(newLines('hsbc', file, known)).toEqual([]);
  expect(newLines('hsbc', [...file, line('RIVERSIDE', 70_000)], known)).toHaveLength(1);
  const longer = file.map(it => ({ ...it, description: `${it.description} BGC 0042` }));
  expect(newLines('ofx', longer, known)).toEqual([]);
  expect(newLines('hsbc', longer, known)).toHaveLength(3);
});
