import { type MapPoint, milesBetween } from './distance.ts';

/**
 * What a straight line is multiplied by to come near the road, in hundredths. Our own default, no source: roads in Britain commonly
 * run a fifth to two fifths longer than the straight line. It can be changed for each trip.
 */
export const ROAD_FACTOR = 130;

/** Where a point is, and how sure. */
export interface TripEnd {
  readonly point: MapPoint;
  /** `about`: the middle of a postcode area, many miles wide. */
  readonly precision: 'exact' | 'about';
  readonly place: string;
}

export type MeasuredTrip =
  | { readonly ok: true; readonly straightTenths: number; readonly oneWayTenths: number; readonly isRough: boolean }
  | { readonly ok: false; readonly reason: 'same_area' | 'same_place' };

/**
 * One way by road, in tenths of a mile: the straight line times the factor (hundredths), rounded once. It is rough where an end is only
 * known by its area. Two ends of one area cannot be measured: `same_area`.
 */
export function measureTrip(from: TripEnd, to: TripEnd, factorHundredths: number): MeasuredTrip {
  const straight = milesBetween(from.point, to.point);
  const isRough = from.precision === 'about' || to.precision === 'about';
  const oneWayTenths = Math.round((straight * factorHundredths) / 10);
  if (oneWayTenths === 0) return { ok: false, reason: isRough ? 'same_area' : 'same_place' };
  return { ok: true, straightTenths: Math.round(straight * 10), oneWayTenths, isRough };
}
