import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingParticulars } from './invoice-particulars.ts';
import { formatInvoiceNumber, invoiceStanding } from './invoice-standing.ts';
import { invoiceTotals, type TotalLine } from './invoice-totals.ts';
import { pence, ZERO } from './money.ts';
import { NATION_CODES } from './nation.ts';

const day = Temporal.PlainDate.from('2026-11-24');
const work = (amount: number, pensioned = true): TotalLine => ({ part: 'work', amountPence: pence(amount), pensioned });
const expense = (amount: number): TotalLine => ({ part: 'expense', amountPence: pence(amount), pensioned: false });

test('the employer’s contribution is a part of its own in England and Wales', () => {
  expect(invoiceTotals([work(70_000), work(70_000), expense(688)], 'england', day)).toMatchObject({
    workPence: 140_000,
    expensesPence: 688,
    employerContributionPence: 18_119,
    totalPence: 158_807,
    pension: { feePence: 140_000, pensionablePence: 126_000 },
  });
});

test('in Scotland and Northern Ireland the practice does not pay it', () => {
  for (const nation of ['scotland', 'northern_ireland'] as const) {
    expect(invoiceTotals([work(140_000)], nation, day)).toMatchObject({
      employerContributionPence: 0,
      totalPence: 140_000,
    });
  }
});

test('only pensioned work counts for the pension', () => {
  expect(invoiceTotals([work(10_000), work(20_000, false)], 'wales', day)).toMatchObject({
    pension: { feePence: 10_000 },
    employerContributionPence: 1294,
  });
  expect(invoiceTotals([work(10_000, false)], 'wales', day)).toMatchObject({ pension: undefined, totalPence: 10_000 });
});

test('a rate that is not known yet is refused, never guessed', () => {
  expect(invoiceTotals([work(10_000)], 'england', Temporal.PlainDate.from('2027-04-01'))).toEqual({
    ok: false,
    reason: 'rate_unknown',
  });
  expect(invoiceTotals([work(10_000, false)], 'england', Temporal.PlainDate.from('2027-04-01'))).toMatchObject({
    ok: true,
  });
});

test('the total is the sum of its parts in every nation, and the order of lines changes nothing', () => {
  const line = fc.oneof(
    fc.record({ part: fc.constant('work' as const), amountPence: fc.nat(500_000).map(pence), pensioned: fc.boolean() }),
    fc.record({
      part: fc.constant('expense' as const),
      amountPence: fc.nat(50_000).map(pence),
      pensioned: fc.constant(false),
    }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom(...NATION_CODES), (lines, nation) => {
      const totals = invoiceTotals(lines, nation, day);
      if (!totals.ok) throw new Error('known rates');
      expect(totals.totalPence).toBe(totals.workPence + totals.expensesPence + totals.employerContributionPence);
      expect(totals.workPence + totals.expensesPence).toBe(lines.reduce((sum, it) => sum + it.amountPence, 0));
      expect(invoiceTotals(lines.toReversed(), nation, day)).toEqual(totals);
    }),
  );
});

test('overdue is said by the date, never stored', () => {
  const dueDate = Temporal.PlainDate.from('2026-11-30');
  const money = { paidPence: ZERO, creditedPence: ZERO, writtenOffPence: ZERO };
  const standing = (today: string, paid = 0) =>
    invoiceStanding({ state: 'issued', dueDate, ...money, paidPence: pence(paid) }, Temporal.PlainDate.from(today));
  expect([
    standing('2026-11-30'),
    standing('2026-12-01'),
    standing('2026-11-30', 1),
    standing('2026-12-01', 1),
  ]).toEqual(['issued', 'overdue', 'part_paid', 'overdue']);
  const settled = (its: Partial<typeof money>) => invoiceStanding({ state: 'paid', dueDate, ...money, ...its }, day);
  expect([
    settled({ paidPence: pence(1) }),
    settled({ paidPence: pence(1), creditedPence: pence(1) }),
    settled({ creditedPence: pence(1) }),
    settled({ paidPence: pence(1), writtenOffPence: pence(1) }),
  ]).toEqual(['paid', 'paid', 'credited', 'written_off']);
});

test('numbers are written with four digits at least', () => {
  expect([formatInvoiceNumber('INV-', 42), formatInvoiceNumber('', 12_345)]).toEqual(['INV-0042', '12345']);
});

test('a company’s invoice needs its registered particulars, a sole trader’s does not', () => {
  const person = {
    tradingAs: 'sole_trader',
    personName: 'Dr Amara Okafor',
    addressLines: ['1 Hill Road'],
    companyName: null,
    companyNumber: null,
    registeredOffice: null,
    registeredIn: null,
  } as const;
  const buyer = { name: 'Riverside Surgery', addressLines: ['2 River Lane'] };
  expect(missingParticulars(person, buyer)).toEqual([]);
  expect(missingParticulars({ ...person, tradingAs: 'limited_company' }, buyer).map(it => it.code)).toEqual([
    'company_name',
    'company_number',
    'registered_office',
    'registered_in',
  ]);
  expect(
    missingParticulars({ ...person, addressLines: [] }, { name: '', addressLines: [] }).map(it => it.code),
  ).toEqual(['seller_address', 'buyer_name', 'buyer_address']);
});
