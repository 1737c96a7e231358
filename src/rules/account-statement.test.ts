import { expect, test } from 'vitest';
import { accountPeriod, sumsByAge } from './account-statement.ts';
import { pence } from './money.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const entry = (on: string, amount: number) => ({ on: day(on), what: on, amountPence: pence(amount) });

const ENTRIES = [
  entry('2026-11-20', -30_000),
  entry('2026-07-31', 70_000),
  entry('2026-08-01', 50_000),
  entry('2026-11-25', 10_000),
  entry('2026-09-10', -70_000),
];

test('what was before opens the account, both ends count, and what comes after does not', () => {
  const period = accountPeriod(ENTRIES, day('2026-08-01'), day('2026-11-24'));
  expect(period.openingPence).toBe(70_000);
  expect(period.rows.map(row => [row.on.toString(), row.balancePence])).toEqual([
    ['2026-08-01', 120_000],
    ['2026-09-10', 50_000],
    ['2026-11-20', 20_000],
  ]);
  expect(period.closingPence).toBe(20_000);
});

test('two adjoining periods end where one that holds both ends', () => {
  const whole = accountPeriod(ENTRIES, day('2026-07-01'), day('2026-11-30'));
  const early = accountPeriod(ENTRIES, day('2026-07-01'), day('2026-09-10'));
  const late = accountPeriod(ENTRIES, day('2026-09-11'), day('2026-11-30'));
  expect(late.openingPence).toBe(early.closingPence);
  expect(late.closingPence).toBe(whole.closingPence);
  expect([...early.rows, ...late.rows]).toEqual(whole.rows);
});

test('what is open is summed by age from the due day', () => {
  const open = (dueDate: string, amount: number) => ({ dueDate: day(dueDate), outstandingPence: pence(amount) });
  const sums = sumsByAge(
    [
      open('2026-11-24', 1),
      open('2026-11-23', 2),
      open('2026-10-25', 4),
      open('2026-10-24', 8),
      open('2026-08-01', 16),
    ],
    day('2026-11-24'),
  );
  expect(Object.fromEntries(sums)).toEqual({ not_due: 1, to_30: 6, to_60: 8, to_90: 0, over_90: 16 });
});
