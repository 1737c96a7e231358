import type { Pence } from '../money.ts';
import type { TierTable } from './tier-tables.ts';

/** One rung of the ladder of tiers, in parts of the picture's width and height. */
export interface Rung {
  readonly basisPoints: number;
  /** In whole pounds; undefined on the last, which has no upper bound. */
  readonly upToPounds: number | undefined;
  readonly fromPounds: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** How far beyond the last bound the picture goes. */
const BEYOND = 1.25;

/** The tiers as stairs: as wide as their band, as high as their rate. */
export function rungs(table: TierTable): Rung[] {
  const highest = table.rates.at(-1) ?? 1;
  return table.rates.map((basisPoints, at) => {
    const below = table.bounds[at - 1];
    const upTo = table.bounds[at];
    const left = below === undefined ? 0 : placeOnLadder(table, (below * 100) as Pence);
    const right = upTo === undefined ? 1 : placeOnLadder(table, (upTo * 100) as Pence);
    return {
      basisPoints,
      upToPounds: upTo,
      fromPounds: below === undefined ? 0 : below + 1,
      left,
      width: right - left,
      height: basisPoints / highest,
    };
  });
}

/** Where an income a year stands between the left and the right edge, from 0 to 1; what lies beyond stands at the edge. */
export function placeOnLadder(table: TierTable, yearly: Pence): number {
  const end = (table.bounds.at(-1) ?? 1) * 100 * BEYOND;
  return Math.min(Math.max(yearly / end, 0), 1);
}
