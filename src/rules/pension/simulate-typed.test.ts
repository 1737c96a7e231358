import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import type { PensionMonth } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import type { YearInput } from './reckon-year.ts';
import { readYear, simulateTyped } from './simulate-typed.ts';
import type { WhatIfField } from './what-if-form.ts';
import { writeYear } from './year-text.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

/** £9,000 received for twenty days, at 12.5%, and £900 expected in January. */
const year: YearInput = {
  scheme: 'england_and_wales',
  year: '2026-27' as SchemeYear,
  pieces: [
    {
      key: 'a',
      kind: 'form_a',
      label: 'INV-0001',
      month: '2026-06' as PensionMonth,
      pensionablePence: pence(900_000),
      periods: [{ from: day('2026-05-01'), to: day('2026-05-20') }],
      usedBasisPoints: 1250,
    },
    {
      key: 'b',
      kind: 'form_a',
      label: 'Booked',
      month: '2027-01' as PensionMonth,
      pensionablePence: pence(90_000),
      periods: [{ from: day('2026-12-01'), to: day('2026-12-02') }],
      usedBasisPoints: undefined,
      expected: true,
    },
  ],
  cover: [],
  daysAdjustment: 0,
  annualises: undefined,
  knownOn: day('2026-11-24'),
};

const typed = (fields: Partial<Record<WhatIfField, string>>) => (field: WhatIfField) => fields[field] ?? '';
const after = (fields: Partial<Record<WhatIfField, string>>, label: string) =>
  simulateTyped(year, typed(fields)).rows.find(row => row.label === label)?.after;

test('nothing typed changes nothing', () => {
  const { sentence, rows, errors } = simulateTyped(year, typed({}));
  expect(sentence).toBe('Nothing changes.');
  expect(errors).toEqual({});
  // £9,900 over 22 days, times 365, is £164,250: the top tier, £1,237.50 in all, of which £1,125 was taken
  expect(rows.map(row => row.after)).toEqual([
    '£9,900.00',
    '22 of 365',
    '£164,250.00',
    '12.5%',
    '£1,237.50',
    '£112.50',
  ]);
  expect(rows.every(row => row.before === row.after)).toBe(true);
});

test('three sessions of £400 add £1,080 pensionable and three days', () => {
  const fields = { sessions: '3', fee: '400', sessionsFrom: '2027-02' };
  expect(after(fields, 'Pensionable income')).toBe('£10,980.00');
  expect(after(fields, 'Days of service')).toBe('25 of 365');
  expect(simulateTyped(year, typed(fields)).sentence).toBe(
    'Contributions rise by £135.00, on £1,080.00 more pensionable income.',
  );
});

test('as many in every month to the year’s end is two months from February', () => {
  expect(after({ sessions: '3', fee: '400', sessionsFrom: '2027-02', everyMonth: 'on' }, 'Pensionable income')).toBe(
    '£12,060.00',
  );
});

test('a rota that covers the whole year ends the grossing-up: the tier falls to the lowest', () => {
  // £9,900 and £1,000 in one month, over 365 days: £10,900, below £13,259
  const fields = { rotaPay: '1000', rotaFrom: '2027-03', rotaWholeYear: 'on' };
  expect(after(fields, 'Days of service')).toBe('365 of 365');
  expect(after(fields, 'A year of it')).toBe('£10,900.00');
  expect(after(fields, 'Tier due')).toBe('5.2%');
  expect(after(fields, 'Still to pay, what was taken left out')).toBe('-£558.20');
});

test('stopping for two months leaves out what would be paid in them', () => {
  expect(after({ stopFrom: '2026-12', stopMonths: '2' }, 'Pensionable income')).toBe('£9,000.00');
  expect(after({ stopFrom: '2026-04', stopMonths: '6' }, 'Pensionable income')).toBe('£9,900.00');
});

test('what cannot be read is told field by field and changes nothing', () => {
  const { errors, sentence } = simulateTyped(year, typed({ sessions: 'many', fee: '', stopMonths: '2' }));
  expect(Object.keys(errors)).toEqual(['sessions', 'fee', 'sessionsFrom', 'stopFrom']);
  expect(sentence).toBe('Nothing changes.');
});

test('the year survives its way to the browser', () => {
  const there = readYear(writeYear(year));
  const fields = typed({ sessions: '3', fee: '400', sessionsFrom: '2027-02' });
  expect(simulateTyped(there, fields)).toEqual(simulateTyped(year, fields));
});

test('a year whose tiers changed within it has a row for each part', () => {
  const split = {
    ...year,
    scheme: 'scotland' as const,
    year: '2024-25' as SchemeYear,
    pieces: [],
    knownOn: day('2025-06-01'),
  };
  const pieces = year.pieces.slice(0, 1).map(piece => ({ ...piece, month: '2024-06' as PensionMonth }));
  const { rows } = simulateTyped({ ...split, pieces }, typed({}));
  const labels = rows.map(row => row.label);
  expect(labels).toContain('Tier due, 1 Apr 2024 to 30 Sep 2024');
  expect(labels).toContain('Tier due, 1 Oct 2024 to 31 Mar 2025');
  expect(rows.filter(row => row.label.startsWith('Days of service')).map(row => row.after)).toEqual([
    '20 of 183',
    '0 of 182',
  ]);
});
