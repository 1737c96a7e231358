import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import type { PensionMonth } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import type { PensionPiece, YearInput } from './reckon-year.ts';
import { simulateYear, type WhatIf } from './simulate.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const month = (text: string) => text as PensionMonth;

/** Two months with ten days and £5,000 pensionable each, one received, one expected; a third for a post. */
const base: YearInput = {
  scheme: 'england_and_wales',
  year: '2026-27' as SchemeYear,
  pieces: [
    piece('2026-06', '2026-06-01', false),
    piece('2026-07', '2026-07-01', true),
    { ...piece('2026-07', '2026-07-01', true), kind: 'salaried', periods: [] },
  ],
  cover: [],
  daysAdjustment: 0,
  annualises: undefined,
  knownOn: date('2026-06-30'),
};

function piece(its: string, from: string, expected: boolean): PensionPiece {
  return {
    key: its,
    kind: 'form_a',
    label: '',
    month: month(its),
    pensionablePence: pence(500_000),
    periods: [{ from: date(from), to: date(from).add({ days: 9 }) }],
    usedBasisPoints: undefined,
    expected,
  };
}

const whole = (changes: WhatIf[], from = base) => {
  const { before, after } = simulateYear(from, changes);
  const [was, is] = [before.parts[0], after.parts[0]];
  if (!was || !is) throw new Error('a year has a part');
  return {
    days: is.days - was.days,
    pensionablePence: is.pensionablePence - was.pensionablePence,
    annualisedPence: is.annualisedPence,
  };
};

test('nothing changed is the year as it is', () => {
  const { before, after } = simulateYear(base, []);
  expect(after).toEqual(before);
});

test('three sessions more are three days more, and their pensionable pay is rounded once', () => {
  const sessions: WhatIf = { kind: 'sessions', count: 3, feePence: pence(33_333), month: month('2026-07') };
  expect(whole([sessions])).toMatchObject({ days: 3, pensionablePence: 89_999 });
  expect(whole([sessions, sessions])).toMatchObject({ days: 6, pensionablePence: 179_998 });
});

test('sessions in a month without a free day left bring money and no day', () => {
  const cover = [{ from: date('2026-07-01'), to: date('2026-07-30') }];
  const sessions: WhatIf = { kind: 'sessions', count: 3, feePence: pence(70_000), month: month('2026-07') };
  expect(whole([sessions], { ...base, cover })).toMatchObject({ days: 1, pensionablePence: 189_000 });
});

test('an out-of-hours rota for the whole year ends the grossing-up, one from October covers the rest', () => {
  const rota = (wholeYear: boolean): WhatIf => ({
    kind: 'rota',
    monthlyPence: pence(100_000),
    from: month('2026-10'),
    wholeYear,
  });
  expect(simulateYear(base, []).before.parts[0]?.annualisedPence).toBe(27_375_000);
  expect(whole([rota(true)])).toEqual({ days: 345, pensionablePence: 600_000, annualisedPence: 2_100_000 });
  expect(whole([rota(false)])).toEqual({ days: 182, pensionablePence: 600_000, annualisedPence: 3_794_554 });
});

test('a rota raises or lowers what is due by the tier of the whole year', () => {
  const { before, after } = simulateYear(base, [
    { kind: 'rota', monthlyPence: pence(100_000), from: month('2026-10'), wholeYear: true },
  ]);
  expect([before.duePence, after.duePence]).toEqual([187_500, 136_500]);
});

test('a stop drops what is expected, keeps what was received and the pay of posts', () => {
  const stop = (from: string, months: number): WhatIf => ({ kind: 'stop', from: month(from), months });
  expect(whole([stop('2026-06', 2)])).toMatchObject({ days: -10, pensionablePence: -500_000 });
  expect(whole([stop('2026-06', 1)])).toMatchObject({ days: 0, pensionablePence: 0 });
  const sessions: WhatIf = { kind: 'sessions', count: 2, feePence: pence(70_000), month: month('2026-07') };
  expect(whole([sessions, stop('2026-07', 1)])).toMatchObject({ days: -10, pensionablePence: -500_000 });
});

test('months of another year change nothing', () => {
  const rota: WhatIf = { kind: 'rota', monthlyPence: pence(100_000), from: month('2027-04'), wholeYear: true };
  const sessions: WhatIf = { kind: 'sessions', count: 2, feePence: pence(70_000), month: month('2026-03') };
  expect(whole([rota, sessions])).toMatchObject({ days: 0, pensionablePence: 0 });
});
