import type { EnteredFigure } from '#rules/pension/entered-figures.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import type { FigureInput } from './figures-input.ts';

/** What was typed, as a figure of a scheme year. The last tier has no upper bound, whatever stands beside it. */
export function enteredFrom(input: FigureInput, scheme: PensionScheme, year: SchemeYear): EnteredFigure {
  const of = { scheme, year, readAt: input.readAt, readOn: input.readOn };
  if (input.kind === 'employer_rate') return { kind: input.kind, ...of, basisPoints: input.rate };
  const bounds = input.tiers.map(tier => tier.upTo).filter(bound => bound > 0);
  return { kind: input.kind, ...of, rates: input.tiers.map(tier => tier.rate), bounds };
}
