import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bookingFee, bookingTotal, RATE_KINDS } from './booking-fee.ts';
import { approvedCarRate } from './mileage-rates.ts';
import { pence, sumPence } from './money.ts';

test('each kind of rate', () => {
  const fee = { ratePence: pence(9050), minutes: 270, unitsHundredths: 150 };
  expect(bookingFee({ ...fee, kind: 'hourly' })).toBe(40_725);
  expect(bookingFee({ ...fee, kind: 'session' })).toBe(13_575);
  expect(bookingFee({ ...fee, kind: 'day' })).toBe(13_575);
  expect(bookingFee({ ...fee, kind: 'fixed' })).toBe(9050);
});

test('an hourly fee is rounded once, half up', () => {
  expect(bookingFee({ kind: 'hourly', ratePence: pence(1001), minutes: 30, unitsHundredths: 100 })).toBe(501);
});

test('extra work counts as work, mileage and outlays as expenses', () => {
  const total = bookingTotal({
    kind: 'session',
    ratePence: pence(30_000),
    minutes: 0,
    unitsHundredths: 100,
    extras: [
      { kind: 'work', amountPence: pence(4500) },
      { kind: 'expense', amountPence: pence(320) },
    ],
    milesTenths: 125,
    mileageRatePence: pence(55),
  });
  expect(total).toEqual({
    feePence: 30_000,
    extraWorkPence: 4500,
    mileagePence: 688,
    otherExpensesPence: 320,
    workPence: 34_500,
    expensesPence: 1008,
    totalPence: 35_508,
  });
});

test('the total is the sum of its parts, and no money is made', () => {
  const extra = fc.record({
    kind: fc.constantFrom('work' as const, 'expense' as const),
    amountPence: fc.nat(1_000_000).map(pence),
  });
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom(...RATE_KINDS),
        ratePence: fc.nat(1_000_000).map(pence),
        minutes: fc.nat(1500),
        unitsHundredths: fc.integer({ min: 1, max: 1000 }),
        extras: fc.array(extra, { maxLength: 6 }),
        milesTenths: fc.nat(5000),
        mileageRatePence: fc.nat(100).map(pence),
      }),
      input => {
        const total = bookingTotal(input);
        expect(total.totalPence).toBe(
          sumPence([total.feePence, total.mileagePence, ...input.extras.map(it => it.amountPence)]),
        );
        expect(total.totalPence).toBe(total.workPence + total.expensesPence);
      },
    ),
  );
});

test('the approved car rate goes by the day of the trip', () => {
  const rate = (day: string) => approvedCarRate(Temporal.PlainDate.from(day));
  expect([rate('2026-04-05'), rate('2026-04-06'), rate('2024-04-06'), rate('2030-01-01')]).toEqual([
    45,
    55,
    45,
    undefined,
  ]);
});
