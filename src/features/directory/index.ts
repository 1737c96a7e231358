/** The face of the directory: what strangers see of a locum. */
export { findListed } from './find-listed.ts';
export { refreshListing } from './refresh-listing.ts';
export { instantTerms } from './store.ts';
