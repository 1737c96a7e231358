/** A place on the map, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export type Located =
  | {
      readonly kind: 'found';
      readonly point: Point;
      /** `about`: somewhere in the postcode area or district, no nearer. */
      readonly precision: 'exact' | 'about';
      /** A name of the place, without the postcode: `Leeds`. */
      readonly place: string;
    }
  | { readonly kind: 'unknown' }
  /** The service does not answer now; ask again later. `instead` is what our own table knows of it, where that is enough. */
  | { readonly kind: 'unavailable'; readonly instead?: { readonly point: Point; readonly place: string } };

/** Port: where a postcode or a place is. Only the text itself is ever sent anywhere. */
export interface Geocoder {
  /** Never throws. */
  locatePostcode(postcode: string): Promise<Located>;
  /** A town or district by name. Never throws. */
  locatePlace(name: string): Promise<Located>;
}
