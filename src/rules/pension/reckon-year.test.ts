import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Pence, pence, sumPence } from '../money.ts';
import { type PensionMonth, pensionMonthDays } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import { annualised, daysOfService } from './annualise.ts';
import type { WorkedRun } from './form-a.ts';
import { formBFigures, NO_ADDITIONS } from './form-b.ts';
import { type PensionPiece, reckonYear, revisedYear, type YearInput } from './reckon-year.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const run = (from: string, to = from): WorkedRun => ({ from: date(from), to: date(to) });

/** A Form A received in a month; `pounds` is its box 2. */
function form(month: string, pounds: number, periods: readonly WorkedRun[], usedBasisPoints?: number): PensionPiece {
  const pensionablePence = pence(Math.round(pounds * 100));
  return {
    key: month,
    kind: 'form_a',
    label: '',
    month: month as PensionMonth,
    pensionablePence,
    periods,
    usedBasisPoints,
  };
}

function pay(month: string, pounds: number, more: Partial<PensionPiece> = {}): PensionPiece {
  return { ...form(month, pounds, []), kind: 'salaried', ...more };
}

function year(over: Partial<Omit<YearInput, 'year'>> & { year?: string } = {}): YearInput {
  return {
    scheme: 'england_and_wales',
    pieces: [],
    cover: [],
    daysAdjustment: 0,
    annualises: undefined,
    knownOn: date('2026-11-23'),
    ...over,
    year: (over.year ?? '2026-27') as SchemeYear,
  };
}

const tiers = (input: YearInput) =>
  reckonYear(input).parts.map(part => (part.due.ok ? part.due.tier.basisPoints : part.due.reason));

test('£30,000 over 60 days is £182,500 a year: 12.5% is due, and what was taken at 10.7% falls short by £540', () => {
  const input = year({ pieces: [form('2026-07', 30_000, [run('2026-05-01', '2026-06-29')], 1070)] });
  const it = reckonYear(input);
  expect(it.parts).toMatchObject([{ days: 60, baseDays: 365, annualisedPence: 18_250_000 }]);
  expect(it).toMatchObject({ contributedPence: 321_000, duePence: 375_000, differencePence: 54_000 });
  expect(it.months).toHaveLength(12);
  expect(it.months[3]).toMatchObject({ month: '2026-07', usedBasisPoints: 1070, duePence: 375_000 });
  expect(it.months[2]).toMatchObject({
    due: { ok: false, reason: 'no_service' },
    duePence: 0,
    usedBasisPoints: undefined,
  });
});

test('a post that covers the year keeps income from being grossed up, in a leap year too', () => {
  const cover = [run('2023-01-01', '2024-12-31')];
  const input = year({ year: '2023-24', cover, pieces: [form('2024-03', 60_000, [run('2024-02-29')])] });
  expect(reckonYear(input).parts).toMatchObject([{ days: 365, annualisedPence: 6_000_000 }]);
  expect(tiers(input)).toEqual([1250]);
  expect(reckonYear({ ...input, cover: [run('2024-01-01', '2024-12-31')] }).parts[0]?.days).toBe(91);
});

test('days are counted once, however many forms and posts prove them', () => {
  const pieces = [
    form('2026-06', 1000, [run('2026-05-04', '2026-05-08'), run('2026-05-06')]),
    form('2026-07', 1000, [run('2026-05-08', '2026-05-11')]),
  ];
  const it = reckonYear(year({ pieces, cover: [run('2026-05-10', '2026-05-12')] }));
  expect(it.parts[0]?.days).toBe(9);
  expect(it.months.map(month => month.soFar.days).slice(0, 4)).toEqual([0, 3, 8, 9]);
});

test('work of March that is paid in April brings its days to the new year with its money', () => {
  const march = form('2026-04', 1000, [run('2026-03-30', '2026-03-31')]);
  const nextApril = form('2027-04', 5000, [run('2027-03-01', '2027-03-20')]);
  const it = reckonYear(year({ pieces: [march, nextApril] }));
  expect(it.parts).toMatchObject([{ days: 2, pensionablePence: 100_000, annualisedPence: 18_250_000 }]);
});

test.each([
  [12, 22, [11, 12, 13, 14]],
  [-4, 6, [10, 9, 9, 9]],
  [400, 365, [43, 77, 110, 143]],
  [-30, 0, [8, 5, 3, 0]],
])('a correction of %i days spreads over the months and ends at %i days', (daysAdjustment, days, firstMonths) => {
  const pieces = [form('2026-04', 2000, [run('2026-04-01', '2026-04-10')])];
  const it = reckonYear(year({ pieces, daysAdjustment }));
  expect(it.parts[0]?.days).toBe(days);
  expect(it.months.slice(0, 4).map(month => month.soFar.days)).toEqual(firstMonths);
});

test('2022-23 is two parts in England and Wales, each brought to a year alone', () => {
  const pieces = [pay('2022-05', 30_000), pay('2022-11', 20_000)];
  const it = reckonYear(year({ year: '2022-23', pieces, cover: [run('2022-04-01', '2023-03-31')] }));
  expect(it.parts).toMatchObject([
    {
      baseDays: 183,
      days: 183,
      pensionablePence: 3_000_000,
      annualisedPence: 5_983_607,
      due: { tier: { basisPoints: 1250 } },
    },
    {
      baseDays: 182,
      days: 182,
      pensionablePence: 2_000_000,
      annualisedPence: 4_010_989,
      due: { tier: { basisPoints: 980 } },
    },
  ]);
  expect(it.duePence).toBe(375_000 + 196_000);
  expect(it.months.map(month => month.soFar.pensionablePence).slice(4, 9)).toEqual([
    3_000_000, 3_000_000, 0, 2_000_000, 2_000_000,
  ]);
});

test('in a year of two parts a correction of the days is shared between them', () => {
  const pieces = [form('2022-04', 1000, [run('2022-04-01')]), form('2022-10', 1000, [run('2022-10-03')])];
  const it = reckonYear(year({ year: '2022-23', pieces, daysAdjustment: 24 }));
  expect(it.parts.map(part => part.days)).toEqual([13, 13]);
  expect(it.months.map(month => month.soFar.days)).toEqual([3, 5, 7, 9, 11, 13, 3, 5, 7, 9, 11, 13]);
});

test('Scotland looks up the whole income as it is, in the table of each part', () => {
  const pieces = [form('2024-04', 30_000, [run('2024-04-02')]), form('2024-11', 20_000, [run('2024-11-04')])];
  const it = reckonYear(year({ scheme: 'scotland', year: '2024-25', pieces }));
  expect(it.parts).toMatchObject([
    { annualisedPence: 5_000_000, due: { tier: { basisPoints: 1080 } } },
    { annualisedPence: 5_000_000, due: { tier: { basisPoints: 1050 } } },
  ]);
  expect(it.duePence).toBe(324_000 + 210_000);
  expect(it.months[0]).toMatchObject({ soFar: { annualisedPence: 3_000_000 }, due: { tier: { basisPoints: 670 } } });
});

test('months whose tiers are not known leave the sum unknown only where money came in', () => {
  const scotland = (month: string) =>
    reckonYear(year({ scheme: 'scotland', year: '2023-24', pieces: [form(month, 1000, [run('2023-11-01')])] }));
  expect(scotland('2023-11')).toMatchObject({ duePence: 5700, differencePence: 5700 });
  expect(scotland('2023-05')).toMatchObject({ duePence: undefined, differencePence: undefined });
  expect(scotland('2023-05').parts[0]?.due).toEqual({ ok: false, reason: 'tiers_unknown' });
  expect(tiers(year({ scheme: 'scotland', year: '2026-27' }))).toEqual(['tiers_unknown']);
});

test('Northern Ireland goes by what the locum was told, and asks where nothing was said', () => {
  const pieces = [form('2024-06', 20_000, [run('2024-05-01', '2024-06-29')])];
  const input = year({ scheme: 'northern_ireland', year: '2024-25', pieces });
  expect([undefined, true, false].map(annualises => tiers({ ...input, annualises })[0])).toEqual([
    'annualising_unknown',
    1250,
    650,
  ]);
  // elsewhere the answer is not asked for
  expect(tiers({ ...input, scheme: 'england_and_wales', annualises: false })).toEqual([1250]);
});

test('income without a day of service has no tier', () => {
  const it = reckonYear(year({ pieces: [pay('2026-04', 5000)] }));
  expect(it.parts[0]?.due).toEqual({ ok: false, reason: 'no_service' });
  expect([it.duePence, it.differencePence]).toEqual([undefined, undefined]);
});

test('Forms A are rounded once a month together, all else by itself, and known amounts stand', () => {
  const forms = [
    form('2026-05', 333.33, [run('2026-05-01')], 1070),
    form('2026-05', 333.33, [run('2026-05-02')], 1070),
  ];
  const used = { usedBasisPoints: 1070 };
  const contributed = (pieces: PensionPiece[]) => reckonYear(year({ pieces })).months[1];
  expect(contributed(forms)).toMatchObject({ contributedPence: 7133, usedBasisPoints: 1070 });
  expect(contributed([pay('2026-05', 333.33, used), pay('2026-05', 333.33, used)])).toMatchObject({
    contributedPence: 7134,
  });
  const byPayroll = pay('2026-05', 333.33, { contributedPence: pence(3500) });
  expect(contributed([...forms, byPayroll])).toMatchObject({ contributedPence: 10_633, usedBasisPoints: 1070 });
  const byPayrollAtTier = pay('2026-05', 333.33, { ...used, contributedPence: pence(3500) });
  expect(contributed([byPayrollAtTier])).toMatchObject({ contributedPence: 3500, usedBasisPoints: 1070 });
  const mixed = contributed([...forms, pay('2026-05', 100, { usedBasisPoints: 980 })]);
  expect(mixed).toMatchObject({ contributedPence: 8113, usedBasisPoints: undefined });
});

test('tables that were revised in arrears: the year as known on two days, with the difference', () => {
  const cover = [run('2025-04-01', '2026-03-31')];
  const pieces = [pay('2025-04', 20_000), pay('2025-09', 7500)];
  const { before, after, months } = revisedYear(
    year({ year: '2025-26', cover, pieces }),
    date('2025-05-01'),
    date('2025-12-01'),
  );
  expect([before.duePence, after.duePence]).toEqual([228_250, 178_750]);
  expect(months.map(month => month.differencePence)).toEqual([-36_000, 0, 0, 0, 0, -13_500, 0, 0, 0, 0, 0, 0]);
});

test('Scotland’s revision of July 2025 shows as well: £27,000 fell from 7% to 6.4%', () => {
  const pieces = [form('2025-06', 27_000, [run('2025-05-01')], 700)];
  const { before, after, months } = revisedYear(
    year({ scheme: 'scotland', year: '2025-26', pieces }),
    date('2025-07-31'),
    date('2025-08-01'),
  );
  expect([before.duePence, after.duePence]).toEqual([189_000, 172_800]);
  expect(months[2]).toEqual({ month: '2025-06', differencePence: -16_200 });
});

test('what was due by a month goes by the table of that time, what is due for the year by the latest', () => {
  const pieces = Array.from({ length: 12 }, (_, at) =>
    pay(date('2025-04-01').add({ months: at }).toString().slice(0, 7), 2270),
  );
  const it = reckonYear(year({ year: '2025-26', cover: [run('2025-04-01', '2026-03-31')], pieces }));
  expect(it.months[0]).toMatchObject({ soFar: { annualisedPence: 2_761_833 }, due: { tier: { basisPoints: 830 } } });
  expect(it.parts[0]?.due).toMatchObject({ tier: { basisPoints: 650 } });
  expect(it.months[0]?.duePence).toBe(14_755);
});

const months = Array.from(
  { length: 12 },
  (_, at) => date('2026-04-01').add({ months: at }).toString().slice(0, 7) as PensionMonth,
);

const anyRun = fc.tuple(fc.integer({ min: -60, max: 360 }), fc.integer({ min: 0, max: 40 })).map(([from, days]) => {
  const first = date('2026-04-01').add({ days: from });
  return { from: first, to: first.add({ days }) };
});

const anyPiece = fc.record({
  key: fc.constant('a'),
  kind: fc.constantFrom('form_a' as const, 'solo' as const),
  label: fc.constant(''),
  month: fc.constantFrom(...months),
  pensionablePence: fc.nat(1_000_000).map(pence),
  periods: fc.array(anyRun, { maxLength: 3 }),
  usedBasisPoints: fc.constantFrom(980, undefined),
});

test('every month of any year is what reckoning it from scratch gives', () => {
  fc.assert(
    fc.property(fc.array(anyPiece, { maxLength: 20 }), fc.array(anyRun, { maxLength: 3 }), (pieces, cover) => {
      const it = reckonYear(year({ pieces, cover }));
      for (const { month, soFar } of it.months) {
        const { last } = pensionMonthDays(month);
        const gone = pieces.filter(piece => piece.month <= month);
        const covered = cover.flatMap(run => clipped(run, date('2026-04-01'), last));
        const days = Math.min(365, daysOfService([...gone.flatMap(piece => piece.periods), ...covered]));
        const pensionablePence = sumPence(gone.map(piece => piece.pensionablePence));
        expect(soFar).toEqual({ pensionablePence, days, annualisedPence: annualised(pensionablePence, days) });
      }
      expect(it.parts[0]?.pensionablePence).toBe(it.pensionablePence);
    }),
  );
});

test('the twelve Forms B of a year add up to what the year contributed', () => {
  const forms = fc.array(
    anyPiece.map(piece => ({ ...piece, kind: 'form_a' as const, usedBasisPoints: 980 })),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(forms, pieces => {
      const it = reckonYear(year({ pieces }));
      const lineB = (month: PensionMonth): Pence =>
        formBFigures(
          pieces
            .filter(piece => piece.month === month)
            .map(piece => ({ pensionablePence: piece.pensionablePence, employerPence: pence(0) })),
          980,
          NO_ADDITIONS,
          pence(0),
        ).b;
      expect(it.months.map(month => month.contributedPence)).toEqual(months.map(lineB));
      expect(it.contributedPence).toBe(sumPence(months.map(lineB)));
      expect(sumPence(it.months.map(month => month.pensionablePence))).toBe(it.pensionablePence);
    }),
  );
});

function clipped(run: WorkedRun, first: Temporal.PlainDate, last: Temporal.PlainDate): WorkedRun[] {
  const from = Temporal.PlainDate.compare(run.from, first) < 0 ? first : run.from;
  const to = Temporal.PlainDate.compare(run.to, last) > 0 ? last : run.to;
  return Temporal.PlainDate.compare(from, to) <= 0 ? [{ from, to }] : [];
}

test('a salaried post whose contributions nobody told settles nothing, and is named', () => {
  const cover = [run('2026-04-01', '2027-03-31')];
  const salaried = pay('2026-05', 4000, { label: 'Aire Surgery' });
  const { differencePence, months, duePence } = reckonYear(year({ pieces: [salaried], cover }));
  expect(duePence).toBe(20_800);
  expect(differencePence).toBeUndefined();
  expect(months.flatMap(month => month.untold).map(piece => piece.label)).toEqual(['Aire Surgery']);
  const told = reckonYear(year({ pieces: [{ ...salaried, contributedPence: pence(26_000) }], cover }));
  expect(told.differencePence).toBe(-5200);
});

test('income without days of service is annualised with nothing: it says that the days are not known', () => {
  const { parts, months } = reckonYear(year({ pieces: [pay('2026-05', 44_500, { lacksDays: true })] }));
  expect(parts[0]?.due).toEqual({ ok: false, reason: 'days_unknown' });
  expect(months[0]?.due).toEqual({ ok: false, reason: 'no_service' });
  expect(months[1]?.due).toEqual({ ok: false, reason: 'days_unknown' });
});
