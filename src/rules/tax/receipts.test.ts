import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';
import { mtdQuarters, mtdTestFor, mtdYearDays } from './mtd-quarters.ts';
import { splitPayments } from './receipts.ts';

const paid = (on: string, amount: number) => ({ receivedOn: Temporal.PlainDate.from(on), amountPence: pence(amount) });

test('part payments are pay for the work first; the employer’s share comes with the last of the money', () => {
  const split = splitPayments({ workPence: pence(70_000), employerPence: pence(9059) }, [
    paid('2026-04-05', 40_000),
    paid('2026-04-06', 39_059),
    paid('2026-05-01', 100),
  ]);
  expect(split.map(it => [it.turnoverPence, it.employerPence, it.excessPence])).toEqual([
    [40_000, 0, 0],
    [30_000, 9059, 0],
    [0, 0, 100],
  ]);
});

test('quarterly updates end on the fifth and are due on the seventh of the month after', () => {
  expect(mtdQuarters('2026-27' as TaxYear, 'standard').map(it => [it.last.toString(), it.due.toString()])).toEqual([
    ['2026-07-05', '2026-08-07'],
    ['2026-10-05', '2026-11-07'],
    ['2027-01-05', '2027-02-07'],
    ['2027-04-05', '2027-05-07'],
  ]);
});

test('calendar quarters end with the month, are due on the same days, and run from the first of April', () => {
  const quarters = mtdQuarters('2026-27' as TaxYear, 'calendar');
  expect(quarters.map(it => [it.first.toString(), it.last.toString(), it.due.toString()])).toEqual([
    ['2026-04-01', '2026-06-30', '2026-08-07'],
    ['2026-04-01', '2026-09-30', '2026-11-07'],
    ['2026-04-01', '2026-12-31', '2027-02-07'],
    ['2026-04-01', '2027-03-31', '2027-05-07'],
  ]);
  expect(mtdYearDays('2026-27' as TaxYear, 'calendar').last.toString()).toBe('2027-03-31');
});

test('who sends updates goes by the gross income of two years before; a year without a known limit says nothing', () => {
  expect(mtdTestFor('2026-27' as TaxYear)).toMatchObject({ testedYear: '2024-25', overPence: 5_000_000 });
  expect(mtdTestFor('2028-29' as TaxYear)).toMatchObject({ testedYear: '2026-27', overPence: 2_000_000 });
  expect(mtdTestFor('2025-26' as TaxYear)).toBeUndefined();
});
