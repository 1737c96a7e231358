import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CancellationTerms,
  cancellationFee,
  describeTerms,
  problemsOfTerms,
  TERMS_PRESETS,
  usualTerms,
} from './cancellation-terms.ts';
import { pence } from './money.ts';
import { PROFESSIONS } from './professions.ts';

const terms: CancellationTerms = {
  bands: [
    { unit: 'days', lessThan: 7, basisPoints: 5000 },
    { unit: 'hours', lessThan: 24, basisPoints: 10_000 },
  ],
};
const startsAt = Temporal.Instant.from('2026-11-24T08:30:00Z');
const fee = (cancelledAt: string, with_: CancellationTerms = terms) =>
  cancellationFee({
    terms: with_,
    agreedFeePence: pence(30_001),
    cancelledAt: Temporal.Instant.from(cancelledAt),
    startsAt,
    division: 'england_and_wales',
  });

test('the strictest step whose notice was not kept applies, to the minute', () => {
  expect(fee('2026-11-10T09:00:00Z')).toMatchObject({ feePence: 0, band: undefined });
  expect(fee('2026-11-18T23:59:00Z')).toMatchObject({ feePence: 15_001 });
  expect(fee('2026-11-17T00:00:00Z')).toMatchObject({ feePence: 0 });
  expect(fee('2026-11-23T08:30:00Z')).toMatchObject({ feePence: 15_001 });
  expect(fee('2026-11-23T08:31:00Z')).toMatchObject({ feePence: 30_001 });
  expect(fee('2026-11-24T10:00:00Z')).toMatchObject({ feePence: 30_001 });
});

test('working days leave out weekends and bank holidays', () => {
  const two: CancellationTerms = { bands: [{ unit: 'working_days', lessThan: 2, basisPoints: 10_000 }] };
  const at = (cancelledAt: string, starts: string) =>
    cancellationFee({
      terms: two,
      agreedFeePence: pence(100),
      cancelledAt: Temporal.Instant.from(cancelledAt),
      startsAt: Temporal.Instant.from(starts),
      division: 'england_and_wales',
    });
  expect(at('2026-11-20T12:00:00Z', '2026-11-23T09:00:00Z')).toMatchObject({ feePence: 100 });
  expect(at('2026-11-19T12:00:00Z', '2026-11-23T09:00:00Z')).toMatchObject({ feePence: 0 });
  // Christmas 2026: Friday, with a substitute on Monday the 28th
  expect(at('2026-12-24T12:00:00Z', '2026-12-29T09:00:00Z')).toMatchObject({ feePence: 100 });
  expect(at('2035-01-01T12:00:00Z', '2035-01-09T09:00:00Z')).toEqual({ ok: false, reason: 'holidays_unknown' });
});

test('more notice never costs more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 * 24 * 40 }), fc.nat(60 * 24 * 5), (minutes, earlier) => {
      for (const preset of TERMS_PRESETS) {
        const at = (before: number) => fee(startsAt.subtract({ minutes: before }).toString(), preset.terms);
        const [late, early] = [at(minutes), at(minutes + earlier)];
        if (late.ok && early.ok) expect(early.feePence).toBeLessThanOrEqual(late.feePence);
      }
    }),
  );
});

test('terms in words, strictest first', () => {
  expect(describeTerms(terms)).toEqual([
    'Less than 24 hours’ notice: 100% of the fee',
    'Less than 7 days’ notice: 50% of the fee',
  ]);
  expect(describeTerms({ bands: [] })).toEqual(['No fee for cancelling.']);
});

test('slips in typed terms are named', () => {
  const band = { unit: 'days' as const, lessThan: 7, basisPoints: 5000 };
  expect(problemsOfTerms({ bands: [band, band] })).toEqual(['two_bands_alike']);
  expect(problemsOfTerms({ bands: [{ ...band, basisPoints: 10_001 }] })).toEqual(['share_above_whole']);
  expect(problemsOfTerms({ bands: [{ ...band, lessThan: 0 }] })).toEqual(['notice_below_one']);
});

test('every profession starts from sound terms', () => {
  for (const profession of PROFESSIONS) expect(problemsOfTerms(usualTerms(profession.code))).toEqual([]);
});
