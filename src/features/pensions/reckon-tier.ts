import type { Profile } from '#features/profile/index.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { annualised, daysOfService } from '#rules/pension/annualise.ts';
import { tierFor } from '#rules/pension/tiers.ts';
import type { KeptFormA } from './store.ts';

export type ReckonedTier =
  | {
      readonly ok: true;
      readonly basisPoints: number;
      /** Set by the locum, or reckoned from the year's pensionable income and days of service. */
      readonly by: 'locum' | 'reckoning';
      readonly days: number;
      readonly pensionablePence: Pence;
      readonly annualisedPence: Pence | undefined;
    }
  | { readonly ok: false; readonly reason: 'tiers_unknown' };

/** The tier for a scheme year so far: the locum's own choice, else all pensionable income added and annualised over the days on the forms. */
export function reckonTier(
  profile: Profile,
  forms: readonly KeptFormA[],
  day: Temporal.PlainDate,
  knownOn: Temporal.PlainDate,
): ReckonedTier {
  const pensionablePence = sumPence(forms.map(form => form.pensionablePence));
  const days = daysOfService(forms.flatMap(form => form.periods));
  const annualisedPence = annualised(pensionablePence, days);
  const known = { days, pensionablePence, annualisedPence };
  if (profile.tierBasisPoints !== null)
    return { ok: true, basisPoints: profile.tierBasisPoints, by: 'locum', ...known };
  if (annualisedPence === undefined) return { ok: false, reason: 'tiers_unknown' };
  const answer = tierFor(profile.nation, day, annualisedPence, knownOn);
  return answer.ok ? { ok: true, basisPoints: answer.tier.basisPoints, by: 'reckoning', ...known } : answer;
}
