import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pence, sumPence } from '../money.ts';
import { type PensionMonth, pensionMonthOf } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import { ANNUALISING_DAYS, annualised, daysOfService } from './annualise.ts';
import { formBDue, tenWeeks, type2Due } from './deadlines.ts';
import { mayUseFormsAB } from './eligibility.ts';
import { employerRate } from './employer-rates.ts';
import { formAFigures, workedRuns } from './form-a.ts';
import { formBFigures, NO_ADDITIONS } from './form-b.ts';
import { TIER_TABLES, tierTable } from './tier-tables.ts';
import { tierFor } from './tiers.ts';
import { readPaymentReference, uniquePaymentReference } from './upr.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const latest = date('2026-11-23');

/** Each example names where it was published; the derived ones are reckoned from the rules by hand. All read 2026-11-23. */

test('Form B 2021/22: £30,000 over 60 days is £182,500 a year, and 14.5% of £30,000 is £4,350', () => {
  // https://fill.io/GP-Locum-s-monthly-record-of-general-medical-services ; the 60 days: Pulse, 2017
  expect(annualised(pence(3_000_000), 60)).toBe(18_250_000);
  expect(
    formBFigures([{ pensionablePence: pence(3_000_000), employerPence: pence(0) }], 1450, NO_ADDITIONS, pence(0)).b,
  ).toBe(435_000);
});

test('a joiner of 10 April 2019 has 356 days of 365, leap year or not', () => {
  // https://www.nasgp.org.uk/money-matters/taking-a-one-day-break-from-the-2015-scheme-automatically-triggers-annualisation/
  expect(ANNUALISING_DAYS - 9).toBe(356);
  expect(annualised(pence(3_560_000), 356)).toBe(3_650_000);
});

test('2022/23 is two parts of 183 and 182 days, each annualised alone', () => {
  // https://pcse.england.nhs.uk/help/eoy-pensions-type-1-annual-certificates/tier-rates
  const parts = TIER_TABLES.england_and_wales.filter(it => it.days !== undefined);
  expect(parts.map(it => [it.validFrom.toString(), it.validTo.toString(), it.days])).toEqual([
    ['2022-04-01', '2022-09-30', 183],
    ['2022-10-01', '2023-03-31', 182],
  ]);
  for (const part of parts) expect(daysOfService([{ from: part.validFrom, to: part.validTo }])).toBe(part.days);
  // the bands are bands of a year: a half that was worked throughout is doubled, not left as it is
  expect(annualised(pence(6_000_000), 183)).toBe(11_967_213);
});

test('£100 of work: £90 pensionable, £12.94 from the practice', () => {
  // https://pennyperfect.co.uk/PenCalc.php
  expect(formAFigures([pence(10_000)], 'england', latest)).toMatchObject({
    feePence: 10_000,
    pensionablePence: 9000,
    employerPence: 1294,
  });
});

test('five sessions of £130 are rounded once a form: £585.00 and £84.12', () => {
  // https://pennyperfect.co.uk/InvoiceRounding.php
  expect(formAFigures(Array(5).fill(pence(13_000)), 'england', latest)).toMatchObject({
    pensionablePence: 58_500,
    employerPence: 8412,
  });
});

test('the payment reference has 18 characters', () => {
  // https://pcse.england.nhs.uk/services/gp-pensions/locum-gps/paying-pension-contributions-nhs-england
  const reference = uniquePaymentReference('12345678', '2023-03' as PensionMonth);
  expect(reference).toBe('12345678LOCMAR2023');
  expect(reference).toHaveLength(18);
  expect(readPaymentReference(`${reference}-01`)).toEqual({ ok: true, membershipNumber: '12345678', month: '2023-03' });
});

test('the references of 2017 are told to be superseded', () => {
  // https://pcse.england.nhs.uk/organisations/gp-locums/ and https://blog.lantum.com/p/blog/managing-finances/clarity-on-your-nhs-pension-contributions
  for (const old of ['12345678LOCFEB17', '12345678SOLFEB17'])
    expect(readPaymentReference(old)).toEqual({ ok: false, reason: 'superseded' });
  expect(readPaymentReference('12345678LOCXXX2023')).toEqual({ ok: false, reason: 'not_a_reference' });
});

test('money of July is on the form that is due by 7 August, in Northern Ireland by the 6th', () => {
  // https://fill.io/GP-Locum-s-monthly-record-of-general-medical-services ; https://hscpensions.hscni.net/hsc-pension-scheme/pracitioners/locums
  const july = pensionMonthOf(date('2021-07-31'));
  expect(formBDue(july, 'england').toString()).toBe('2021-08-07');
  expect(formBDue(july, 'northern_ireland').toString()).toBe('2021-08-06');
});

test('work of March 2017 paid in April 2017 goes by the new rate', () => {
  // https://pcse.england.nhs.uk/news/2017/june/special-payments-and-pensions-bulletin/
  expect(employerRate('england', date('2017-04-10'))?.basisPoints).toBe(1438);
  expect(employerRate('england', date('2017-03-15'))?.basisPoints).toBe(1430);
});

test('derived: two sessions of £700 at 12.5%', () => {
  const form = formAFigures([pence(70_000), pence(70_000)], 'england', date('2026-01-10'));
  if (!form.ok) throw new Error('known rate');
  expect(form).toMatchObject({ feePence: 140_000, pensionablePence: 126_000, employerPence: 18_119 });
  expect(formBFigures([form], 1250, NO_ADDITIONS, pence(0))).toMatchObject({
    b: 15_750,
    g: 15_750,
    h: 18_119,
    i: 33_869,
  });
});

test('derived: £333.33 at 10.7%', () => {
  const form = formAFigures([pence(33_333)], 'england', date('2026-01-10'));
  if (!form.ok) throw new Error('known rate');
  expect(form).toMatchObject({ pensionablePence: 30_000, employerPence: 4314 });
  expect(formBFigures([form], 1070, NO_ADDITIONS, pence(0))).toMatchObject({ b: 3210, i: 7524 });
});

test('derived: £40,000 over 180 days in 2026/27, and £20,000 over 100 in 2025/26', () => {
  expect(annualised(pence(4_000_000), 180)).toBe(8_111_111);
  expect(tierFor('england', date('2026-09-01'), pence(8_111_111), latest)).toMatchObject({
    ok: true,
    tier: { basisPoints: 1250 },
  });
  expect(annualised(pence(2_000_000), 100)).toBe(7_300_000);
  expect(tierFor('wales', date('2025-09-01'), pence(7_300_000), latest)).toMatchObject({
    ok: true,
    tier: { basisPoints: 1250 },
  });
});

test('derived: work that ended on 1 July 2026 can arrive until 9 September', () => {
  expect(tenWeeks(date('2026-07-01'), date('2026-07-01')).lastChance.toString()).toBe('2026-09-09');
  const both = tenWeeks(date('2026-06-01'), date('2026-07-01'));
  expect(both.safeUntil.toString()).toBe('2026-08-10');
  // suspended until 1 October 2022
  expect(tenWeeks(date('2021-01-10'), date('2021-01-10')).lastChance.toString()).toBe('2022-12-10');
});

test('a band holds its upper bound, and pence are dropped before looking', () => {
  const rate = (amount: number) => {
    const answer = tierFor('england', date('2024-05-01'), pence(amount), latest);
    return answer.ok ? answer.tier.basisPoints : answer.reason;
  };
  expect([rate(1_325_999), rate(1_326_000), rate(6_292_499), rate(6_292_500)]).toEqual([520, 650, 1070, 1250]);
});

test('tables revised in arrears answer as they were known', () => {
  const bounds = (knownOn: string) => tierTable('england', date('2025-05-01'), date(knownOn))?.bounds[1];
  expect([bounds('2025-05-01'), bounds('2025-12-01')]).toEqual([27_288, 27_797]);
});

test('an unknown period is refused, never guessed', () => {
  for (const [nation, day] of [
    ['scotland', '2026-05-01'],
    ['northern_ireland', '2026-05-01'],
    ['scotland', '2023-05-01'],
    ['england', '2027-05-01'],
  ] as const) {
    expect(tierFor(nation, date(day), pence(3_000_000), latest)).toEqual({ ok: false, reason: 'tiers_unknown' });
  }
});

test('every table is in order: one rate more than bounds, both rising, periods whole', () => {
  for (const table of Object.values(TIER_TABLES).flat()) {
    expect(table.rates).toHaveLength(table.bounds.length + 1);
    expect(table.bounds).toEqual(table.bounds.toSorted((a, b) => a - b));
    expect(table.rates).toEqual(table.rates.toSorted((a, b) => a - b));
    expect(table.source).toMatch(/^https?:/);
  }
});

test('days of service count each day once, and runs close up', () => {
  const runs = workedRuns(['2026-05-04', '2026-05-05', '2026-05-05', '2026-05-07'].map(date));
  expect(runs.map(run => `${run.from}/${run.to}`)).toEqual(['2026-05-04/2026-05-05', '2026-05-07/2026-05-07']);
  expect(daysOfService([...runs, { from: date('2026-05-05'), to: date('2026-05-08') }])).toBe(5);
  expect(annualised(pence(100), 0)).toBeUndefined();
  // a leap year's 366 days bring no income down
  expect(annualised(pence(3_650_000), 366)).toBe(3_650_000);
});

test('a Form B is the sum of its Forms A, whatever their order', () => {
  const line = fc.record({ pensionablePence: fc.nat(1_000_000).map(pence), employerPence: fc.nat(200_000).map(pence) });
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 20 }),
      fc.integer({ min: 0, max: 1450 }),
      fc.nat(1_000_000).map(pence),
      (lines, tier, earlier) => {
        const additions = {
          ...NO_ADDITIONS,
          addedYearsBasisPoints: 250,
          mpavcPence: pence(5000),
          additionalPensionPence: pence(1234),
          errboBasisPoints: 120,
        };
        const form = formBFigures(lines, tier, additions, earlier);
        expect(form.a).toBe(sumPence(lines.map(it => it.pensionablePence)));
        expect(form.g).toBe(form.b + form.c + form.d + form.e + form.f);
        expect(form.i).toBe(form.g + form.h);
        expect(form.j).toBe(earlier + form.a);
        expect(formBFigures(lines.toReversed(), tier, additions, earlier)).toEqual(form);
      },
    ),
  );
});

test('who may use Forms A and B', () => {
  const work = { profession: 'gp', billingMode: 'self_invoiced', tradingAs: 'sole_trader' } as const;
  expect(mayUseFormsAB(work)).toEqual({ ok: true });
  expect(mayUseFormsAB({ ...work, profession: 'nurse' })).toEqual({ ok: false, reason: 'not_a_gp' });
  expect(mayUseFormsAB({ ...work, billingMode: 'agency' })).toEqual({ ok: false, reason: 'not_self_invoiced' });
  expect(mayUseFormsAB({ ...work, tradingAs: 'limited_company' })).toEqual({ ok: false, reason: 'through_a_company' });
});

test.each([
  ['2024-25', '2026-02-28'],
  ['2026-27', '2028-02-28'],
])('Type 2 of %s is due on %s, in a leap year too', (year, due) => {
  expect(type2Due(year as SchemeYear).toString()).toBe(due);
});
