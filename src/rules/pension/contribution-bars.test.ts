import { expect, test } from 'vitest';
import { pence } from '../money.ts';
import type { PensionMonth } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import { contributionPicture } from './contribution-bars.ts';
import { enteredTable } from './entered-figures.ts';
import type { YearInput } from './reckon-year.ts';
import { simulateYear } from './simulate.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const YEAR = '2026-27' as SchemeYear;

/** £10,000 in November, over the whole year: the 5.2% tier. */
const base: YearInput = {
  scheme: 'england_and_wales',
  year: YEAR,
  pieces: [
    {
      key: 'a',
      kind: 'form_a',
      label: 'one',
      month: '2026-11' as PensionMonth,
      pensionablePence: pence(1_000_000),
      periods: [{ from: day('2026-11-03'), to: day('2026-11-03') }],
      usedBasisPoints: undefined,
    },
  ],
  cover: [{ from: day('2026-04-01'), to: day('2027-03-31') }],
  daysAdjustment: 0,
  annualises: undefined,
  knownOn: day('2026-11-24'),
};

test('each month has its contributions before and after, the highest of both as high as the picture', () => {
  const { before, after } = simulateYear(base, [
    { kind: 'sessions', count: 10, feePence: pence(100_000), month: '2027-02' as PensionMonth },
  ]);
  const picture = contributionPicture(before, after);
  const of = (month: string) => picture?.bars.find(bar => bar.month === month);
  // £10,000 at 5.2%; with £9,000 more all of it is at 6.5%
  expect(of('2026-11')).toMatchObject({ beforePence: 52_000, afterPence: 65_000, after: 1, before: 0.8 });
  expect(of('2027-02')).toMatchObject({ beforePence: 0, afterPence: 58_500, after: 0.9 });
  expect(picture?.words).toBe(
    'Contributions due in the year: £520.00 as it is heading, £1,235.00 with your changes. The most in one month with them: £650.00 in November 2026.',
  );
});

test('a year whose tiers are not known has no picture, until the locum enters them', () => {
  const later = {
    ...base,
    year: '2027-28' as SchemeYear,
    pieces: base.pieces.map(piece => ({
      ...piece,
      month: '2027-11' as PensionMonth,
      periods: [{ from: day('2027-11-02'), to: day('2027-11-02') }],
    })),
    cover: [{ from: day('2027-04-01'), to: day('2028-03-31') }],
  };
  const pictureOf = (input: YearInput) => {
    const { before, after } = simulateYear(input, []);
    return contributionPicture(before, after);
  };
  expect(pictureOf(later)).toBeUndefined();
  const enteredTiers = enteredTable('england_and_wales', later.year, [
    {
      kind: 'tiers',
      scheme: 'england_and_wales',
      year: later.year,
      rates: [530, 660],
      bounds: [9_000],
      readAt: 'PCSE',
      readOn: day('2027-04-02'),
    },
  ]);
  // the day of 2 November 2027 among 366 that cover a leap year: £10,000 stays £10,000, above £9,000
  expect(pictureOf({ ...later, enteredTiers })?.words).toContain('£660.00');
});
