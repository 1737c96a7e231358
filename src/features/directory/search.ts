import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { type MapPoint, milesBetween, onFlatMap } from '#rules/distance.ts';
import type { SearchInput } from './input.ts';
import type { Listing } from './publication.ts';
import { listingOf } from './store.ts';
import { hasTrait } from './traits.ts';

export const PAGE_SIZE = 20;

export interface Found {
  readonly listing: Listing;
  /** To the middle of the listing's cell; undefined where nothing was searched around. */
  readonly miles: number | undefined;
}

export interface SearchResult {
  readonly found: readonly Found[];
  readonly hasMore: boolean;
}

/**
 * Published locums that fit, the nearest first, a page at a time. The index on the flat map hands them out in the order of their
 * distance and no farther than asked, so that only as many are looked at as the page needs. Without a point the order is by name.
 */
export async function searchListings(
  strangers: Kysely<Tables>,
  wanted: Omit<SearchInput, 'near'>,
  around: MapPoint | undefined,
): Promise<SearchResult> {
  const { rows } = await listingsQuery(wanted, around).execute(strangers);
  return {
    hasMore: rows.length > PAGE_SIZE,
    found: rows.slice(0, PAGE_SIZE).map(row => ({
      listing: listingOf(row),
      miles:
        around && row.latitude !== null && row.longitude !== null
          ? milesBetween(around, { latitude: row.latitude, longitude: row.longitude })
          : undefined,
    })),
  };
}

/** The one statement behind {@link searchListings}. */
export function listingsQuery(wanted: Omit<SearchInput, 'near'>, around: MapPoint | undefined): RawBuilder<Row> {
  const order = around ? sql`l.flat_location <-> ${flat(around)}, l.account_id` : sql`l.name, l.account_id`;
  return sql<Row>`
    SELECT found.*, s.slug FROM (
      SELECT l.account_id, l.visibility, l.name, l.profession, l.headline, l.biography, l.specialties, l.skills,
        l.clinical_systems, l.registration, l.email, l.phone, l.has_photo, l.travel_miles, l.place,
        length(l.free_bits) > 0 AS shows_availability, l.location[0] AS longitude, l.location[1] AS latitude,
        row_number() OVER () AS position
      FROM (
        SELECT * FROM listings l WHERE ${sql.join(conditionsOf(wanted, around), sql` AND `)}
        ORDER BY ${order} LIMIT ${PAGE_SIZE + 1} OFFSET ${(wanted.page - 1) * PAGE_SIZE}
      ) l
    ) found JOIN listing_slugs s ON s.account_id = found.account_id AND s.is_current ORDER BY found.position`;
}

type Row = Parameters<typeof listingOf>[0] & { readonly latitude: number | null; readonly longitude: number | null };

function conditionsOf(wanted: Omit<SearchInput, 'near'>, around: MapPoint | undefined): RawBuilder<unknown>[] {
  const conditions = [sql`l.visibility = 'published'`];
  if (around) {
    conditions.push(sql`l.flat_location <@ circle(${flat(around)}, ${wanted.miles}::float8)`);
  }
  if (wanted.profession) conditions.push(sql`l.profession = ${wanted.profession}`);
  for (const it of wanted.specialty) conditions.push(hasTrait('A', it));
  for (const it of wanted.skill) conditions.push(hasTrait('B', it));
  for (const it of wanted.system) conditions.push(hasTrait('C', it));
  if (wanted.text) conditions.push(sql`l.words @@ websearch_to_tsquery('english', ${wanted.text})`);
  for (const day of wanted.free) {
    const bit = sql`(${day}::date - l.free_from)`;
    // a day beyond what is known is not free; CASE keeps get_bit from being asked for it
    conditions.push(
      sql`CASE WHEN ${bit} >= 0 AND ${bit} < length(l.free_bits) THEN get_bit(l.free_bits, ${bit}) = 1 ELSE false END`,
    );
  }
  return conditions;
}

/** A point on the flat map, for the index. */
function flat(around: MapPoint): RawBuilder<unknown> {
  const { x, y } = onFlatMap(around);
  return sql`point(${x}::float8, ${y}::float8)`;
}
