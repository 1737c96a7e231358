import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Id } from '../ids.ts';
import { pence } from '../money.ts';
import { checkEmployeeNi, checkUmbrella } from './check-umbrella.ts';
import { expectedPay } from './expected-pay.ts';
import { payStanding } from './pay-standing.ts';
import { deductionsOf, netDifference } from './payslip.ts';
import { linesToBookings, readSlipLines } from './slip-lines.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const slip = {
  grossPence: pence(60_000),
  expensesPence: pence(1_000),
  taxPence: pence(7_160),
  niPence: pence(2_864),
  pensionPence: pence(2_400),
  loanPence: pence(500),
  otherPence: pence(0),
  netPence: pence(48_076),
};

test('a payslip adds up: gross and expenses less what is taken is what is paid', () => {
  expect(deductionsOf(slip)).toBe(12_924);
  expect(netDifference(slip)).toBe(0);
  expect(netDifference({ ...slip, netPence: pence(48_000) })).toBe(-76);
});

test('holiday pay on top is reckoned on work alone and rounded once', () => {
  const work = { workPence: pence(70_000), expensesPence: pence(1_200) };
  expect(expectedPay(work, 1207)).toEqual({
    workPence: 70_000,
    holidayPence: 8_449,
    expensesPence: 1_200,
    totalPence: 79_649,
  });
  expect(expectedPay(work, null).totalPence).toBe(71_200);
});

test.each([
  ['nothing yet, five days after', 0, undefined, '2026-11-06', 'awaited', 0],
  ['nothing, but a payslip six days after the work', 0, '2026-11-07', '2026-11-08', 'awaited', 0],
  ['nothing, though a payslip came a week after the work', 0, '2026-11-08', '2026-11-08', 'missing', 80_000],
  ['nothing on the 35th day', 0, undefined, '2026-12-06', 'awaited', 0],
  ['nothing on the 36th day', 0, undefined, '2026-12-07', 'missing', 80_000],
  ['a penny short', 79_999, '2026-11-08', '2026-11-08', 'short', 1],
  ['to the penny', 80_000, '2026-11-08', '2026-11-08', 'right', 0],
  ['a penny more', 80_001, '2026-11-08', '2026-11-08', 'over', 0],
] as const)('%s', (_, paid, lastSlip, today, standing, gap) => {
  const work = {
    workedOn: day('2026-11-01'),
    expectedPence: pence(80_000),
    paidPence: pence(paid),
    lastSlipOn: lastSlip && day(lastSlip),
  };
  expect(payStanding(work, day(today))).toEqual({ standing, gapPence: gap });
});

// £1,000.00 a week through an umbrella company in 2026-27: 15% above £96.00 and 0.5% of a gross of £834.41
const umbrella = {
  assignmentPence: pence(100_000),
  marginPence: pence(2_500),
  employerNiPence: pence(11_076),
  levyPence: pence(417),
  employerPensionPence: pence(2_566),
  grossPence: pence(83_441),
  period: 'week' as const,
  paidOn: day('2026-11-20'),
};

test('an umbrella’s payslip that takes what the law gives is found right, line by line', () => {
  const check = checkUmbrella(umbrella);
  expect(check.employerNi).toEqual({ statedPence: 11_076, expected: { ok: true, pence: 11_076 }, isOff: false });
  expect(check.levy).toEqual({ statedPence: 417, expected: { ok: true, pence: 417 }, isOff: false });
  expect(check.unexplainedPence).toBe(0);
});

test('employer’s National Insurance that is too high, and money that no line accounts for, are found', () => {
  const check = checkUmbrella({ ...umbrella, employerNiPence: pence(12_516), grossPence: pence(81_000) });
  expect(check.employerNi).toEqual({ statedPence: 12_516, expected: { ok: true, pence: 10_710 }, isOff: true });
  expect(check.unexplainedPence).toBe(1_001);
});

test('a month has its own threshold, 2024-25 its own rate, and what is not known is not reckoned', () => {
  const monthly = { ...umbrella, period: 'month' as const };
  expect(checkUmbrella(monthly).employerNi.expected).toEqual({ ok: true, pence: 6_261 });
  expect(checkUmbrella({ ...umbrella, paidOn: day('2025-04-05') }).employerNi.expected).toEqual({
    ok: true,
    pence: 9_100,
  });
  expect(checkUmbrella({ ...umbrella, period: 'other' }).employerNi.expected).toEqual({
    ok: false,
    reason: 'period_unknown',
  });
  expect(checkUmbrella({ ...umbrella, paidOn: day('2027-04-06') }).employerNi).toMatchObject({
    expected: { ok: false, reason: 'year_unknown' },
    isOff: false,
  });
});

test('the employee’s National Insurance is 8% between £242.00 and £967.00 a week and 2% above; 2024-25 is not judged', () => {
  const ni = (gross: number, paidOn = '2026-11-20') =>
    checkEmployeeNi({ grossPence: pence(gross), niPence: pence(0), period: 'week', paidOn: day(paidOn) }).expected;
  expect([ni(24_200), ni(60_000), ni(96_700), ni(100_000)]).toEqual([
    { ok: true, pence: 0 },
    { ok: true, pence: 2_864 },
    { ok: true, pence: 5_800 },
    { ok: true, pence: 5_866 },
  ]);
  expect(ni(60_000, '2024-11-20')).toEqual({ ok: false, reason: 'rate_unsure' });
});

test('employer’s National Insurance never falls as gross pay rises, and is never more than the rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 1, max: 10_000 }), (gross, more) => {
      const ni = (amount: number) => {
        const { expected } = checkUmbrella({ ...umbrella, grossPence: pence(amount) }).employerNi;
        return expected.ok ? expected.pence : Number.NaN;
      };
      expect(ni(gross + more)).toBeGreaterThanOrEqual(ni(gross));
      expect(ni(gross)).toBeLessThanOrEqual(Math.round(gross * 0.15));
    }),
  );
});

test('pasted lines are read with a day and an amount, whatever stands between', () => {
  const { lines, errors } = readSlipLines(
    'Date,Hours,Pay\n24/11/2026,4.5,416.25\n2026-11-25 Ward, late £1,234.50\n26 Nov 2026;8;"£1,000.00"\n\n27/11/26,8,£340.00',
  );
  expect(errors).toEqual([]);
  expect(lines.map(it => [it.line, it.day.toString(), it.amountPence])).toEqual([
    [2, '2026-11-24', 41_625],
    [3, '2026-11-25', 123_450],
    [4, '2026-11-26', 100_000],
    [6, '2026-11-27', 34_000],
  ]);
});

test('a line without a day or an amount, or with an amount of two readings, is told', () => {
  expect(readSlipLines('Ward 340.00\n24/11/2026 Ward\n24/11/2026,8,340.00\n31/02/2026 1.00').errors).toEqual([
    { line: 1, message: 'There is no day in this line. Write it as 24/11/2026.' },
    { line: 2, message: 'There is no amount in this line. Write it with pence, such as 340.00.' },
    { line: 3, message: 'The amount can be read in two ways. Write it with a £ before it.' },
    { line: 4, message: 'There is no day in this line. Write it as 24/11/2026.' },
  ]);
});

test('a line pays the booking of its day; of two on one day the one of its amount; else it is asked', () => {
  const [a, b, c] = ['a', 'b', 'c'] as Id<'booking'>[];
  if (!a || !b || !c) throw new Error('no ids');
  const works = [
    { bookingId: a, day: day('2026-11-24'), leftPence: pence(34_000) },
    { bookingId: b, day: day('2026-11-25'), leftPence: pence(34_000) },
    { bookingId: c, day: day('2026-11-25'), leftPence: pence(20_000) },
  ];
  const line = (on: string, amount: number) => ({ line: 1, day: day(on), amountPence: pence(amount) });
  expect(linesToBookings([line('2026-11-24', 30_000), line('2026-11-25', 20_000)], works).paid).toEqual([
    { bookingId: a, amountPence: 30_000 },
    { bookingId: c, amountPence: 20_000 },
  ]);
  const wrong = linesToBookings([line('2026-11-25', 100), line('2026-11-26', 100)], works);
  expect([wrong.paid, wrong.errors.length]).toEqual([[], 2]);
});
