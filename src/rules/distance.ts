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

/** A box of degrees that surely holds every point within a distance: for an index to look into first. */
export function boxAround(
  point: MapPoint,
  miles: number,
): { readonly southWest: MapPoint; readonly northEast: MapPoint } {
  const latitude = (miles / EARTH_MILES) * (180 / Math.PI) * 1.01;
  const widest = Math.min(89, Math.abs(point.latitude) + latitude);
  const longitude = latitude / Math.cos(radians(widest));
  return {
    southWest: { latitude: point.latitude - latitude, longitude: point.longitude - longitude },
    northEast: { latitude: point.latitude + latitude, longitude: point.longitude + longitude },
  };
}

function middle(degrees: number, cell: number): number {
  return Math.round((Math.floor(degrees / cell) + 0.5) * cell * 10_000) / 10_000;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
