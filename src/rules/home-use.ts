import { type Pence, pence, shareOf, ZERO } from './money.ts';

/** Where the flat rates were read, on 2026-11-23: GOV.UK's own calculator code, sure. */
export const HOME_USE_SOURCE = 'https://github.com/alphagov/smart-answers';

/** Pounds a month by hours of work at home in that month; under 25 hours there is no flat rate. */
export const HOME_BANDS = [
  { fromHours: 25, toHours: 50, pence: pence(1000) },
  { fromHours: 51, toHours: 100, pence: pence(1800) },
  { fromHours: 101, toHours: undefined, pence: pence(2600) },
] as const;

/** A month of work at home: by its hours, or by a share (basis points) of what the home cost in it. */
export type HomeUse =
  | { readonly by: 'hours'; readonly hours: number }
  | { readonly by: 'share'; readonly costPence: Pence; readonly businessBasisPoints: number };

/** What a month of work at home comes to. */
export function homeClaim(use: HomeUse): Pence {
  if (use.by === 'share') return shareOf(use.costPence, use.businessBasisPoints);
  return HOME_BANDS.findLast(band => use.hours >= band.fromHours)?.pence ?? ZERO;
}
