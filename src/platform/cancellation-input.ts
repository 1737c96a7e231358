import { z } from 'zod';
import {
  type CancellationTerms,
  NOTICE_UNITS,
  type NoticeBand,
  problemsOfTerms,
  TERMS_PRESETS,
} from '#rules/cancellation-terms.ts';
import { allTyped, type FormState, type FormValues } from './form.ts';

/** Cancellation terms as pages and the API take them: bands of notice, unit and percent, as typed. */
export const cancellationTermsInput = z
  .object({
    bands: z
      .array(
        z.object({
          unit: z.enum(NOTICE_UNITS),
          lessThan: z.union([z.string(), z.number()]),
          percent: z.union([z.string(), z.number()]),
        }),
      )
      .max(8, 'Keep the terms to eight steps.'),
  })
  .transform((typed, ctx): CancellationTerms => {
    const bands = typed.bands.map(band => ({
      unit: band.unit,
      lessThan: /^\d{1,4}$/.test(String(band.lessThan).trim()) ? Number(band.lessThan) : Number.NaN,
      basisPoints: /^\d{1,3}(\.\d{1,2})?$/.test(String(band.percent).trim())
        ? Math.round(Number(band.percent) * 100)
        : Number.NaN,
    }));
    if (bands.some(band => Number.isNaN(band.lessThan) || Number.isNaN(band.basisPoints))) {
      ctx.addIssue({
        code: 'custom',
        message: 'Each step of the terms has a whole number and a percentage, such as 7 days and 50.',
      });
      return z.NEVER;
    }
    const [problem] = problemsOfTerms({ bands });
    if (problem) {
      ctx.addIssue({ code: 'custom', message: PROBLEMS[problem] });
      return z.NEVER;
    }
    return { bands };
  });

/**
 * Turns the editor's fields into the value that {@link cancellationTermsInput} takes; rows left empty fall away. A chosen preset goes before
 * the steps. Steps typed into an empty editor count without the tick; taking the tick away from terms that are kept drops them.
 */
export function withTerms(values: FormValues): Record<string, unknown> {
  const form: FormState = { values, errors: {} };
  const [units, notices, percents] = [
    allTyped(form, 'termsUnit'),
    allTyped(form, 'termsLessThan'),
    allTyped(form, 'termsPercent'),
  ];
  const preset = TERMS_PRESETS.find(it => it.code === values.termsPreset);
  if (preset) return { ...values, cancellationTerms: { bands: preset.terms.bands.map(typedBand) } };
  const bands = units
    .map((unit, i) => ({ unit, lessThan: notices[i] ?? '', percent: percents[i] ?? '' }))
    .filter(band => band.lessThan !== '' || band.percent !== '');
  const isOwn = values.ownTerms === 'on' || (values.hadTerms !== 'on' && bands.length > 0);
  return { ...values, cancellationTerms: isOwn ? { bands } : null };
}

/** The editor's columns for terms that are kept. */
export function termsValues(terms: CancellationTerms | null): FormValues {
  const bands = (terms?.bands ?? []).map(typedBand);
  return {
    ...(terms === null ? {} : { ownTerms: 'on', hadTerms: 'on' }),
    termsUnit: bands.map(band => band.unit),
    termsLessThan: bands.map(band => band.lessThan),
    termsPercent: bands.map(band => band.percent),
  };
}

function typedBand(band: NoticeBand) {
  return { unit: band.unit, lessThan: String(band.lessThan), percent: String(band.basisPoints / 100) };
}

const PROBLEMS = {
  two_bands_alike: 'Two steps of the terms have the same notice.',
  share_above_whole: 'A cancellation fee is at most 100% of the fee.',
  notice_below_one: 'Each step needs a notice of at least one.',
};
