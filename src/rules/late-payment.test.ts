import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bankRateOn } from './bank-rate.ts';
import { compensationFor, type LateDebt, latePayment } from './late-payment.ts';
import { type Pence, pence } from './money.ts';

const day = Temporal.PlainDate.from;

function debt(
  amount: number,
  dueOn: string,
  payments: readonly (readonly [on: string, amount: number])[] = [],
): LateDebt {
  return {
    dueOn: day(dueOn),
    amountPence: pence(amount),
    payments: payments.map(([on, part]) => ({ on: day(on), amountPence: pence(part) })),
  };
}

function late(it: LateDebt, until: string, chargedTo?: string) {
  const answer = latePayment(it, day(until), chargedTo === undefined ? undefined : day(chargedTo));
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
}

test('£650 due on 10 July 2026 and paid on 9 August is 30 days late at 11.75%: £6.28 and £40', () => {
  const answer = late(debt(65_000, '2026-07-10', [['2026-08-09', 65_000]]), '2026-11-24');
  expect(answer).toMatchObject({ days: 30, basisPoints: 1175, referenceBasisPoints: 375, interestPence: 628 });
  expect(compensationFor(pence(65_000))).toBe(4000);
});

test('£10,000 at 11.75% is £3.2192 a day: £32.19 for ten days, £1,175 for a year', () => {
  expect(late(debt(1_000_000, '2026-07-10'), '2026-07-20').interestPence).toBe(3219);
  expect(late(debt(1_000_000, '2026-01-10'), '2027-01-10').interestPence).toBe(117_500);
});

test('the published half-year rates follow from Bank Rate', () => {
  for (const [starts, rate] of [
    ['2023-01-01', 1150],
    ['2023-06-30', 1150],
    ['2023-07-01', 1300],
    ['2024-01-01', 1325],
    ['2024-07-01', 1325],
    ['2025-01-01', 1275],
    ['2025-07-01', 1225],
    ['2026-01-01', 1175],
    ['2026-07-01', 1175],
    ['2026-12-31', 1175],
  ] as const)
    expect(late(debt(100_000, day(starts).subtract({ days: 1 }).toString()), starts).basisPoints, starts).toBe(rate);
});

test('a rate is fixed by the day on which interest starts, however long the debt lasts', () => {
  expect(late(debt(100_000, '2023-06-30'), '2026-11-24').basisPoints).toBe(1300);
  expect(late(debt(100_000, '2023-06-29'), '2026-11-24').basisPoints).toBe(1150);
});

test('half-years whose Bank Rate is not known are refused, never guessed', () => {
  expect(latePayment(debt(100_000, '2026-12-31'), day('2027-01-31'))).toEqual({
    ok: false,
    reason: 'rate_unknown',
    referenceDay: day('2026-12-31'),
  });
  expect(latePayment(debt(100_000, '2022-12-30'), day('2023-01-31'))).toMatchObject({ reason: 'rate_unknown' });
  expect(bankRateOn(day('2026-07-01'))).toBeUndefined();
});

test('what is paid on the due day, or not yet due, is not late', () => {
  expect(latePayment(debt(100_000, '2026-07-10'), day('2026-07-10'))).toMatchObject({ reason: 'not_late' });
  expect(latePayment(debt(0, '2026-07-10'), day('2026-08-10'))).toMatchObject({ reason: 'not_late' });
  expect(late(debt(100_000, '2026-07-10'), '2026-07-11').days).toBe(1);
});

test('a part payment lowers the balance from the day after it, and its periods are told apart', () => {
  const answer = late(debt(100_000, '2026-07-10', [['2026-07-20', 40_000]]), '2026-08-09');
  expect(answer.periods.map(it => [it.first.toString(), it.last.toString(), it.days, it.balancePence])).toEqual([
    ['2026-07-11', '2026-07-20', 10, 100_000],
    ['2026-07-21', '2026-08-09', 20, 60_000],
  ]);
  expect(answer.periods.map(it => it.interestPence)).toEqual([322, 386]);
});

test('compensation changes at £1,000 and at £10,000, to the penny', () => {
  expect([1, 99_999, 100_000, 999_999, 1_000_000].map(amount => compensationFor(pence(amount)))).toEqual([
    4000, 4000, 7000, 7000, 10_000,
  ]);
  expect(compensationFor(pence(0))).toBe(0);
});

test('interest of two adjoining periods equals the whole, with any payments, to the penny', () => {
  const due = day('2025-03-03');
  const payment = fc.record({ after: fc.integer({ min: 1, max: 400 }), part: fc.integer({ min: 1, max: 400_000 }) });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000_000 }),
      fc.array(payment, { maxLength: 4 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 400 }),
      (amount, paid, first, second) => {
        const it = {
          dueOn: due,
          amountPence: pence(amount),
          payments: paid.map(({ after, part }) => ({ on: due.add({ days: after }), amountPence: pence(part) })),
        };
        const [middle, end] = [due.add({ days: first }), due.add({ days: first + second })];
        const interest = (until: Temporal.PlainDate, from?: Temporal.PlainDate): Pence => {
          const answer = latePayment(it, until, from);
          return answer.ok ? answer.interestPence : pence(0);
        };
        expect(interest(middle) + interest(end, middle)).toBe(interest(end));
      },
    ),
    { numRuns: 300 },
  );
});
