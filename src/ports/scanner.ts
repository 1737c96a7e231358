/** Port: looks into bytes that a stranger or a phone sent us, before they are kept. */
export type ScanResult =
  | { readonly kind: 'clean' }
  /** `name` is what the scanner calls what it found. */
  | { readonly kind: 'infected'; readonly name: string }
  /** The scanner cannot answer now: the upload is refused, not waved through. */
  | { readonly kind: 'unavailable' };

export interface Scanner {
  /** Never throws: a scanner that is down is `unavailable`. */
  scan(bytes: Uint8Array): Promise<ScanResult>;
}
