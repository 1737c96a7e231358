import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import type { PensionMonth } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import {
  type EnteredFigure,
  enteredNote,
  enteredTable,
  rateOrEntered,
  tiersFault,
  unknownFigures,
} from './entered-figures.ts';
import { formAFigures } from './form-a.ts';
import { splitFormA } from './form-a-parts.ts';
import { type AgreedAddition, additionsIn } from './form-b.ts';
import { reckonYear } from './reckon-year.ts';
import { readYear, writeYear } from './year-text.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const read = { readAt: 'a letter of PCSE', readOn: day('2027-04-02') };
const rate = (year: string, basisPoints: number): EnteredFigure => ({
  kind: 'employer_rate',
  scheme: 'england_and_wales',
  year: year as SchemeYear,
  basisPoints,
  ...read,
});

test('from 1 April 2027 the rate that the locum entered holds; until the day before, the published one', () => {
  const entered = [rate('2026-27', 9999), rate('2027-28', 1500)];
  expect(rateOrEntered('england', day('2027-03-31'), entered)).toMatchObject({ basisPoints: 1438 });
  expect(rateOrEntered('england', day('2027-03-31'), entered)).not.toHaveProperty('entered');
  expect(rateOrEntered('wales', day('2027-04-01'), entered)).toMatchObject({
    basisPoints: 1500,
    collectedFromPractice: true,
    entered: read,
  });
  expect(rateOrEntered('england', day('2028-04-01'), entered)).toBeUndefined();
  expect(rateOrEntered('england', day('2027-04-01'), [])).toBeUndefined();
});

test('a Form A at an entered rate is refused without it, and reckoned to the penny with it', () => {
  expect(formAFigures([pence(70_000)], 'england', day('2027-04-10'))).toEqual({ ok: false, reason: 'rate_unknown' });
  // 15% of 90% of £700.00
  expect(formAFigures([pence(70_000)], 'england', day('2027-04-10'), [rate('2027-28', 1500)])).toMatchObject({
    ok: true,
    pensionablePence: 63_000,
    employerPence: 9450,
    rateEntered: read,
  });
  const split = splitFormA(
    [{ workedOn: day('2027-04-05'), amountPence: pence(70_000) }],
    'england',
    day('2027-04-10'),
    [rate('2027-28', 1500)],
  );
  expect(split.ok && split.parts.map(part => [part.figures.employerPence, part.figures.rateEntered])).toEqual([
    [9450, read],
  ]);
});

test('what is known of a year is not asked for', () => {
  expect(unknownFigures('england_and_wales', '2026-27' as SchemeYear)).toEqual([]);
  expect(unknownFigures('england_and_wales', '2027-28' as SchemeYear)).toEqual(['employer_rate', 'tiers']);
  expect(unknownFigures('scotland', '2026-27' as SchemeYear)).toEqual(['tiers']);
  expect(unknownFigures('scotland', '2023-24' as SchemeYear)).toEqual(['tiers']);
  expect(unknownFigures('northern_ireland', '2026-27' as SchemeYear)).toEqual(['tiers']);
  expect(unknownFigures('northern_ireland', '2025-26' as SchemeYear)).toEqual([]);
});

test('tiers rise, and the last has no bound', () => {
  expect(tiersFault([520, 650], [13_259])).toBeUndefined();
  expect(tiersFault([520], [])).toBeUndefined();
  expect(tiersFault([], [])).toBe('count');
  expect(tiersFault([520, 650], [])).toBe('count');
  expect(tiersFault([650, 520], [13_259])).toBe('order');
  expect(tiersFault([520, 650, 830], [26_831, 13_259])).toBe('order');
});

test('entered tiers reckon a year that no table has, on both sides of their bound, and are left alone where one has', () => {
  const own = (year: string): EnteredFigure => ({
    kind: 'tiers',
    scheme: 'scotland',
    year: year as SchemeYear,
    rates: [570, 640],
    bounds: [13_330],
    ...read,
  });
  const tierOf = (year: string, pensionable: number, month: string) => {
    const input = {
      scheme: 'scotland' as const,
      year: year as SchemeYear,
      pieces: [
        {
          key: 'a',
          kind: 'form_a' as const,
          label: 'a',
          month: month as PensionMonth,
          pensionablePence: pence(pensionable),
          periods: [{ from: day(`${month}-02`), to: day(`${month}-02`) }],
          usedBasisPoints: undefined,
        },
      ],
      cover: [],
      daysAdjustment: 0,
      annualises: undefined,
      knownOn: day('2027-06-01'),
      enteredTiers: enteredTable('scotland', year as SchemeYear, [own(year)]),
    };
    // as the browser gets it, too
    expect(reckonYear(readYear(writeYear(input)))).toEqual(reckonYear(input));
    const due = reckonYear(input).parts.at(-1)?.due;
    return due?.ok ? [due.tier.basisPoints, due.tier.table.entered !== undefined] : due;
  };
  expect(tierOf('2026-27', 1_333_099, '2026-05')).toEqual([570, true]);
  expect(tierOf('2026-27', 1_333_100, '2026-05')).toEqual([640, true]);
  expect(tierOf('2025-26', 1_333_100, '2025-05')).toEqual([expect.any(Number), false]);
});

test('the note says who entered it, where and when it was read', () => {
  expect(enteredNote('rate', read)).toBe(
    'The rate of the employer was entered by the locum, as read at a letter of PCSE on 2 Apr 2027.',
  );
});

test('additions hold in the months for which they were agreed, and those of one kind add up', () => {
  const agreed = (
    kind: AgreedAddition['kind'],
    basisPoints: number | null,
    sum: number | null,
    from: string,
    to?: string,
  ) => ({
    kind,
    basisPoints,
    amountPence: sum === null ? null : pence(sum),
    from: from as PensionMonth,
    to: (to ?? null) as PensionMonth | null,
  });
  const all = [
    agreed('added_years', 250, null, '2026-04', '2026-10'),
    agreed('added_years', 120, null, '2026-10'),
    agreed('mpavc', 100, null, '2026-04'),
    agreed('mpavc', null, 5000, '2026-11', '2026-11'),
    agreed('additional_pension', null, 2500, '2026-04'),
  ];
  const in_ = (month: string) => additionsIn(month as PensionMonth, all);
  expect(in_('2026-03')).toMatchObject({ addedYearsBasisPoints: 0, mpavcBasisPoints: 0, additionalPensionPence: 0 });
  expect(in_('2026-04')).toMatchObject({ addedYearsBasisPoints: 250, additionalPensionPence: 2500 });
  expect(in_('2026-10')).toMatchObject({ addedYearsBasisPoints: 370, mpavcPence: 0 });
  expect(in_('2026-11')).toMatchObject({ addedYearsBasisPoints: 120, mpavcBasisPoints: 100, mpavcPence: 5000 });
  expect(in_('2026-12')).toMatchObject({ mpavcPence: 0, errboBasisPoints: 0 });
});

test('an appraisal on separate days is a form for each with the fee shared, days that follow on are one, and nothing is lost', () => {
  const line = (days: string[], amount: number) => ({
    workedOn: day(days[0] ?? ''),
    amountPence: pence(amount),
    appraisal: { key: 'a', days: days.map(day) },
  });
  const parts = (...lines: Parameters<typeof splitFormA>[0]) => {
    const split = splitFormA(lines, 'england', day('2026-12-01'));
    return split.ok
      ? split.parts.map(part => [
          part.periods.map(run => `${run.from} ${run.to}`).join(', '),
          part.figures.feePence,
          part.figures.pensionablePence,
        ])
      : split.reason;
  };
  expect(parts(line(['2026-11-03', '2026-11-10', '2026-11-11'], 50_000))).toEqual([
    ['2026-11-03 2026-11-03', 16_667, 15_000],
    ['2026-11-10 2026-11-11', 33_333, 30_000],
  ]);
  expect(parts(line(['2026-11-10', '2026-11-11'], 50_000))).toEqual([['2026-11-10 2026-11-11', 50_000, 45_000]]);
  // other work of the invoice keeps a form of its own
  expect(
    parts(line(['2026-11-03', '2026-11-10'], 50_000), { workedOn: day('2026-11-03'), amountPence: pence(70_000) }),
  ).toEqual([
    ['2026-11-03 2026-11-03', 25_000, 22_500],
    ['2026-11-03 2026-11-03', 70_000, 63_000],
    ['2026-11-10 2026-11-10', 25_000, 22_500],
  ]);
});
