import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { type Owner, ownerOf } from '#platform/access.ts';
import { findListing } from './store.ts';

/** The locum behind a slug that is published or unlisted, for those who may be asked for bookings. A former slug finds them too: `slug` is the current one. */
export async function findListed(
  strangers: Kysely<Tables>,
  slug: string,
): Promise<{ readonly owner: Owner; readonly name: string; readonly slug: string } | undefined> {
  const found = await findListing(strangers, slug);
  if (found?.kind === 'moved') return findListed(strangers, found.slug);
  if (!found) return undefined;
  return { owner: ownerOf(found.listing.accountId), name: found.listing.name, slug: found.listing.slug };
}
