/** Degrees of latitude and longitude. */
export interface MapPoint {
  readonly latitude: number;
  readonly longitude: number;
}

/** The mean radius of the earth in miles (6,371.0088 km, IUGG), good to half a per cent anywhere. */
export const EARTH_MILES = 3958.7613;

/** The distance over the ground in miles, by the haversine formula. */
export function milesBetween(a: MapPoint, b: MapPoint): number {
  const [latitude, longitude] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Rows and columns of the grid that a published location is snapped to, in degrees: cells of about five kilometres in Britain. */
const ROW = 0.045;
const COLUMN = 0.075;

/** The middle of the cell that a point lies in. All who live in one cell are at one point: no search tells more than that. */
export function snapped(point: MapPoint): MapPoint {
  return { latitude: middle(point.latitude, ROW), longitude: middle(point.longitude, COLUMN) };
}

/** `under 3 miles`, `about 12 miles`: as near as a snapped location allows to say. */
export function distanceWords(miles: number): string {
  return miles < 3 ? 'under 3 miles' : `about ${Math.round(miles)} miles`;
}

/** The meridian and the scale along it of the flat map; both as the Ordnance Survey's grid has them. */
const MERIDIAN = -2;
const SCALE = 0.9996;

/**
 * A point on a flat map of the United Kingdom, in miles east of 2° west and north of the equator: the transverse Mercator
 * projection of a sphere. Distances on it are right to a fifth of a per cent, so that an index that knows flat points alone finds the nearest.
 */
export function onFlatMap(point: MapPoint): { readonly x: number; readonly y: number } {
  const [latitude, longitude] = [radians(point.latitude), radians(point.longitude - MERIDIAN)];
  return {
    x: SCALE * EARTH_MILES * Math.atanh(Math.cos(latitude) * Math.sin(longitude)),
    y: SCALE * EARTH_MILES * Math.atan2(Math.tan(latitude), Math.cos(longitude)),
  };
}

function middle(degrees: number, cell: number): number {
  return Math.round((Math.floor(degrees / cell) + 0.5) * cell * 10_000) / 10_000;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
