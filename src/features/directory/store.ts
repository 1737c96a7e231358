import { type Kysely, sql } from 'kysely';
import type { Tables } from '#database/tables.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { type InstantTerms, type Listing, type Publication, SHOWN_FIELDS } from './publication.ts';

/** The owner's settings; private until they were first saved. */
export async function readPublication(tx: OwnedTransaction): Promise<Publication> {
  const row = await tx.db
    .selectFrom('publications')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  const slug = await tx.db
    .selectFrom('listing_slugs')
    .select('slug')
    .where('account_id', '=', tx.accountId)
    .where('is_current', '=', true)
    .executeTakeFirst();
  const { instant_rate_kind: rateKind, instant_rate_pence: ratePence } = row ?? {};
  return {
    slug: slug?.slug ?? null,
    visibility: row?.visibility ?? 'private',
    shown: SHOWN_FIELDS.filter(field => row?.shown.includes(field)),
    headline: row?.headline ?? null,
    travelMiles: row?.travel_miles ?? 25,
    photoFileId: row?.photo_file_id ?? null,
    instant:
      row?.instant && rateKind && ratePence
        ? { rateKind, ratePence, noticeHours: row.instant_notice_hours }
        : undefined,
  };
}

/** Keeps the publication as it is until the transaction ends. */
export async function lockPublication(tx: OwnedTransaction): Promise<void> {
  await tx.db
    .selectFrom('publications')
    .select('account_id')
    .where('account_id', '=', tx.accountId)
    .forUpdate()
    .execute();
}

/** The terms of instant booking; undefined where it is off or the page is private. */
export async function instantTerms(tx: OwnedTransaction): Promise<InstantTerms | undefined> {
  const { visibility, instant } = await readPublication(tx);
  return visibility === 'private' ? undefined : instant;
}

export async function writePublication(
  tx: OwnedTransaction,
  it: Omit<Publication, 'slug' | 'photoFileId'>,
  now: Temporal.Instant,
): Promise<void> {
  const values = {
    visibility: it.visibility,
    shown: [...it.shown],
    headline: it.headline,
    travel_miles: it.travelMiles,
    instant: it.instant !== undefined,
    instant_rate_kind: it.instant?.rateKind ?? null,
    instant_rate_pence: it.instant?.ratePence ?? null,
    ...(it.instant ? { instant_notice_hours: it.instant.noticeHours } : {}),
    updated_at: now,
  };
  await tx.db
    .insertInto('publications')
    .values({ account_id: tx.accountId, ...values })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
    .execute();
}

/** Puts a photo in place of the one before; null takes it away. Answers the file that is no longer needed. */
export async function writePhoto(
  tx: OwnedTransaction,
  fileId: Id<'file'> | null,
  now: Temporal.Instant,
): Promise<Id<'file'> | null> {
  // two pictures sent at once, even the very first ones: the second waits, and sees the first
  await tx.db
    .insertInto('publications')
    .values({ account_id: tx.accountId, updated_at: now })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  const before = await tx.db
    .selectFrom('publications')
    .select('photo_file_id')
    .where('account_id', '=', tx.accountId)
    .forUpdate()
    .executeTakeFirst();
  await tx.db
    .updateTable('publications')
    .set({ photo_file_id: fileId, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .execute();
  return before?.photo_file_id ?? null;
}

/** Gives the page this address; the one before leads there from now on. Refuses an address that somebody else has or had. */
export async function takeSlug(tx: OwnedTransaction, slug: string): Promise<void> {
  await tx.db
    .updateTable('listing_slugs')
    .set({ is_current: false })
    .where('account_id', '=', tx.accountId)
    .where('slug', '!=', slug)
    .execute();
  const result = await tx.db
    .insertInto('listing_slugs')
    .values({ slug, account_id: tx.accountId, is_current: true })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 1n) return;
  const own = await tx.db
    .updateTable('listing_slugs')
    .set({ is_current: true })
    .where('account_id', '=', tx.accountId)
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (own.numUpdatedRows !== 1n)
    throw new Refusal({
      code: 'publication.slug_taken',
      message: 'Another page has this address. Choose another one.',
      field: 'slug',
      status: 422,
    });
}

/** The page of a slug as strangers may see it. A former slug tells where the page is now. */
export async function findListing(
  strangers: Kysely<Tables>,
  slug: string,
): Promise<
  | { readonly kind: 'listing'; readonly listing: Listing }
  | { readonly kind: 'moved'; readonly slug: string }
  | undefined
> {
  const found = await strangers
    .selectFrom('listing_slugs as s')
    .innerJoin('listing_slugs as current', join =>
      join.onRef('current.account_id', '=', 's.account_id').on('current.is_current', '=', true),
    )
    .innerJoin('listings as l', 'l.account_id', 's.account_id')
    .selectAll('l')
    .select(['current.slug', sql<boolean>`length(l.free_bits) > 0`.as('shows_availability')])
    .where('s.slug', '=', slug)
    .executeTakeFirst();
  if (!found) return undefined;
  return found.slug === slug ? { kind: 'listing', listing: listingOf(found) } : { kind: 'moved', slug: found.slug };
}

export function listingOf(row: {
  account_id: Id<'account'>;
  slug: string;
  visibility: 'published' | 'unlisted';
  name: string;
  profession: string;
  headline: string | null;
  biography: string | null;
  specialties: string[];
  skills: string[];
  clinical_systems: string[];
  registration: string | null;
  email: string | null;
  phone: string | null;
  has_photo: boolean;
  travel_miles: number | null;
  place: string | null;
  shows_availability: boolean;
}): Listing {
  return {
    accountId: row.account_id,
    slug: row.slug,
    visibility: row.visibility,
    name: row.name,
    profession: row.profession,
    headline: row.headline,
    biography: row.biography,
    specialties: row.specialties,
    skills: row.skills,
    clinicalSystems: row.clinical_systems,
    registration: row.registration,
    email: row.email,
    phone: row.phone,
    hasPhoto: row.has_photo,
    travelMiles: row.travel_miles,
    place: row.place,
    showsAvailability: row.shows_availability,
  };
}
