import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pence, sumPence } from '../money.ts';
import { NATION_CODES } from '../nation.ts';
import { formAFigures } from './form-a.ts';
import { splitFormA } from './form-a-parts.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const line = (day: string, pounds: number) => ({ workedOn: date(day), amountPence: pence(Math.round(pounds * 100)) });

function parts(
  lines: ReturnType<typeof line>[],
  nation: (typeof NATION_CODES)[number] = 'england',
  day = '2026-05-01',
) {
  const split = splitFormA(lines, nation, date(day));
  if (!split.ok) throw new Error(split.reason);
  return split.parts.map(part => ({
    schemeYear: part.schemeYear,
    days: part.periods.map(run => `${run.from}/${run.to}`),
    boxes: [part.figures.feePence, part.figures.pensionablePence, part.figures.employerPence],
  }));
}

test('an invoice over the end of a scheme year needs two Forms A', () => {
  expect(parts([line('2026-04-01', 700), line('2026-03-31', 650), line('2026-03-30', 650)])).toEqual([
    { schemeYear: '2025-26', days: ['2026-03-30/2026-03-31'], boxes: [130_000, 117_000, 16_825] },
    { schemeYear: '2026-27', days: ['2026-04-01/2026-04-01'], boxes: [70_000, 63_000, 9059] },
  ]);
});

test('September and October 2022 need separate Forms A, in Northern Ireland October and November', () => {
  const days = ['2022-09-30', '2022-10-01', '2022-10-31', '2022-11-01'].map(day => line(day, 100));
  expect(parts(days, 'wales', '2022-11-05').map(it => it.days)).toEqual([
    ['2022-09-30/2022-09-30'],
    ['2022-10-01/2022-10-01', '2022-10-31/2022-11-01'],
  ]);
  expect(parts(days, 'northern_ireland', '2022-11-05').map(it => it.days)).toEqual([
    ['2022-09-30/2022-10-01', '2022-10-31/2022-10-31'],
    ['2022-11-01/2022-11-01'],
  ]);
});

test('all lines of one period stay on one form, whatever their order', () => {
  const lines = [line('2026-06-02', 333.33), line('2026-06-01', 333.33)];
  expect(parts(lines)).toEqual([
    { schemeYear: '2026-27', days: ['2026-06-01/2026-06-02'], boxes: [66_666, 59_999, 8628] },
  ]);
  expect(parts(lines.toReversed())).toEqual(parts(lines));
});

test('pennies that the parts would lose by their own rounding are kept', () => {
  // 0.05 and 0.05: nine tenths are 4.5 pence each, 5 and 5 rounded alone, 9 together
  expect(parts([line('2026-03-31', 0.05), line('2026-04-01', 0.05)]).map(it => it.boxes)).toEqual([
    [5, 5, 1],
    [5, 4, 0],
  ]);
});

test('where the employer’s rate is not known there is no form, and without lines there is nothing to split', () => {
  expect(splitFormA([line('2027-04-02', 100)], 'england', date('2027-04-02'))).toEqual({
    ok: false,
    reason: 'rate_unknown',
  });
  expect(parts([])).toEqual([]);
});

test('splitting a Form A by its lines changes no total', () => {
  const anyLine = fc.record({
    workedOn: fc.integer({ min: 0, max: 1500 }).map(days => date('2022-04-01').add({ days })),
    amountPence: fc.nat(200_000).map(pence),
  });
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), fc.constantFrom(...NATION_CODES), (lines, nation) => {
      const whole = formAFigures(
        lines.map(it => it.amountPence),
        nation,
        date('2026-05-01'),
      );
      const split = splitFormA(lines, nation, date('2026-05-01'));
      if (!whole.ok || !split.ok) throw new Error('known rates');
      const sum = (box: 'feePence' | 'pensionablePence' | 'employerPence') =>
        sumPence(split.parts.map(part => part.figures[box]));
      expect([sum('feePence'), sum('pensionablePence'), sum('employerPence')]).toEqual([
        whole.feePence,
        whole.pensionablePence,
        whole.employerPence,
      ]);
      const days = new Set(lines.map(it => it.workedOn.toString()));
      const counted = split.parts.flatMap(part => part.periods.map(run => run.from.until(run.to).days + 1));
      expect(counted.reduce((all, it) => all + it, 0)).toBe(days.size);
    }),
  );
});
