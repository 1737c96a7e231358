import { expect, test } from 'vitest';
import type { Id } from '../ids.ts';
import { pence } from '../money.ts';
import type { OpenInvoice } from './match-terms.ts';
import { findRecorded, type RecordedPayment } from './recorded.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const RIVERSIDE = 'Riverside Surgery';

const paid = (number: string, amount: number, receivedOn: string, organisationName = RIVERSIDE): RecordedPayment => ({
  paymentId: `payment of ${number}` as Id<'payment'>,
  invoiceId: number as Id<'invoice'>,
  invoiceNumber: number,
  organisationId: organisationName as Id<'organisation'>,
  organisationName,
  issueDate: day('2026-10-01'),
  receivedOn: day(receivedOn),
  amountPence: pence(amount),
});
const line = (description: string, amount: number, on = '2026-10-20') => ({
  id: `${description} ${on}` as Id<'bankLine'>,
  day: day(on),
  amountPence: pence(amount),
  description,
});
const open: OpenInvoice[] = [
  {
    id: 'INV-0050' as Id<'invoice'>,
    number: 'INV-0050',
    organisationId: RIVERSIDE as Id<'organisation'>,
    organisationName: RIVERSIDE,
    issueDate: day('2026-10-01'),
    dueDate: day('2026-10-31'),
    outstandingPence: pence(70_000),
  },
];
const found = (lines: ReturnType<typeof line>[], payments: RecordedPayment[]) =>
  lines.map(one => {
    const match = findRecorded(lines, payments, open, []).get(one.id);
    return match?.payments.map(it => it.invoiceNumber).join(' ') ?? '';
  });

test.each([
  ['the name and the amount on the day', 'RIVERSIDE SURGERY', 70_000, '2026-10-20', 'INV-0041'],
  ['the number without the name', 'FPI INV-0041', 70_000, '2026-10-20', 'INV-0041'],
  ['recorded ten days after it came', 'RIVERSIDE SURGERY', 70_000, '2026-10-10', 'INV-0041'],
  ['recorded eleven days after it came', 'RIVERSIDE SURGERY', 70_000, '2026-10-09', ''],
  ['recorded three days before it came', 'RIVERSIDE SURGERY', 70_000, '2026-10-23', 'INV-0041'],
  ['recorded four days before it came', 'RIVERSIDE SURGERY', 70_000, '2026-10-24', ''],
  ['a penny more', 'RIVERSIDE SURGERY', 70_001, '2026-10-20', ''],
  ['the number of an invoice that is open', 'RIVERSIDE SURGERY INV-0050', 70_000, '2026-10-20', ''],
  ['the amount alone', 'BGC', 70_000, '2026-10-20', ''],
] as const)('%s', (_, text, amount, on, expected) => {
  expect(found([line(text, amount, on)], [paid('INV-0041', 70_000, '2026-10-20')])).toEqual([expected]);
});

test('one line of several payments that were recorded for one day is known too', () => {
  const payments = [paid('INV-0041', 70_000, '2026-10-21'), paid('INV-0042', 45_000, '2026-10-21')];
  expect(found([line('RIVERSIDE SURGERY', 115_000)], payments)).toEqual(['INV-0041 INV-0042']);
});

test('one payment stands for one line: of two equal lines the nearer in days', () => {
  const lines = [line('RIVERSIDE SURGERY', 70_000, '2026-10-16'), line('RIVERSIDE SURGERY', 70_000, '2026-10-19')];
  expect(found(lines, [paid('INV-0041', 70_000, '2026-10-20')])).toEqual(['', 'INV-0041']);
});

test('the reasons say what fits, in words', () => {
  const one = line('RIVERSIDE SURGERY', 70_000);
  expect(findRecorded([one], [paid('INV-0041', 70_000, '2026-10-21')], open, []).get(one.id)?.reasons).toEqual([
    'It names Riverside Surgery.',
    '£700.00 is what you recorded.',
    'You recorded it for 1 day later.',
  ]);
});
