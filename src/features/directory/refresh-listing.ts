import { sql } from 'kysely';
import { readAccount } from '#features/accounts/index.ts';
import { freeDays } from '#features/availability/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { Located, Point } from '#ports/geocoder.ts';
import { daysBetween } from '#rules/dates.ts';
import { onFlatMap, snapped } from '#rules/distance.ts';
import { professionOf } from '#rules/professions.ts';
import type { Publication, ShownField } from './publication.ts';
import { lockPublication, readPublication } from './store.ts';
import { traitsOf } from './traits.ts';

type Ctx = Needs<'db' | 'clock' | 'cipher' | 'geocoder'>;

/** Today and as many days as availability can be offered ahead. */
export const KNOWN_DAYS = 401;

/** Copies what a locum chose to show into the table that strangers read. Bears to be called at any time, any number of times. */
export async function refreshListing(ctx: Ctx, owner: Owner): Promise<void> {
  const publication = await asOwner(ctx.db, owner, readPublication);
  const located = await locateOwner(ctx, owner, publication);
  await asOwner(ctx.db, owner, tx => writeListing(ctx, tx, located));
}

/** Where the locum is, if that is to be shown. Asked outside of any transaction: it may be another service's answer. */
export async function locateOwner(
  ctx: Ctx,
  owner: Owner,
  publication: Pick<Publication, 'visibility' | 'shown'>,
): Promise<Located | undefined> {
  if (publication.visibility === 'private' || !publication.shown.includes('place')) return undefined;
  const { postcode } = await asOwner(ctx.db, owner, tx => readProfile(ctx, tx));
  return postcode === null ? undefined : ctx.geocoder.locatePostcode(postcode);
}

/**
 * The same in the transaction that changes the publication. The publication is locked and read anew: a copy that was begun before a page
 * was made private would otherwise put it back.
 */
export async function writeListing(ctx: Ctx, tx: OwnedTransaction, located: Located | undefined): Promise<void> {
  await lockPublication(tx);
  const publication = await readPublication(tx);
  if (publication.visibility === 'private' || publication.slug === null || (await isClosing(tx))) {
    await tx.db.deleteFrom('listings').where('account_id', '=', tx.accountId).execute();
    return;
  }
  const [account, profile, today] = [await readAccount(tx), await readProfile(ctx, tx), ctx.clock.today()];
  const shows = (field: ShownField) => publication.shown.includes(field);
  const pick = <Value>(field: ShownField, value: Value) => (shows(field) ? value : null);
  const { regulator, label } = professionOf(account.profession);
  const [specialties, skills, systems] = [
    shows('specialties') ? [...profile.specialties] : [],
    shows('skills') ? [...profile.skills] : [],
    shows('clinical_systems') ? [...profile.clinicalSystems] : [],
  ];
  const [headline, biography] = [pick('headline', publication.headline), pick('biography', profile.biography)];
  const place = await whereShown(tx, publication, located);
  const words = [account.name, label, headline, biography, ...specialties, ...skills, ...systems, place.name]
    .filter(Boolean)
    .join(' ');
  const values = {
    visibility: publication.visibility,
    name: account.name,
    profession: account.profession,
    headline,
    biography,
    specialties,
    skills,
    clinical_systems: systems,
    registration:
      shows('registration') && profile.registrationNumber
        ? `${regulator ?? 'Registration'} ${profile.registrationNumber}`
        : null,
    email: pick('email', account.email),
    phone: pick('phone', profile.phone),
    has_photo: shows('photo') && publication.photoFileId !== null,
    travel_miles: pick('travel', publication.travelMiles),
    place: place.name,
    location: place.location,
    flat_location: place.flatLocation,
    free_from: today,
    free_bits: shows('availability') ? await freeBits(ctx, tx, today) : '',
    words: sql<string>`to_tsvector('english', ${words})`,
    traits: traitsOf(specialties, skills, systems),
    updated_at: ctx.clock.now(),
  };
  await tx.db
    .insertInto('listings')
    .values({ account_id: tx.accountId, ...values })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
    .execute();
}

/** A locum who asked to leave is shown to nobody from then on. */
async function isClosing(tx: OwnedTransaction): Promise<boolean> {
  const row = await tx.db
    .selectFrom('account_closures')
    .select('account_id')
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Place name and snapped location. While the geocoder does not answer, what was known before stays, else our own table says about where. */
async function whereShown(
  tx: OwnedTransaction,
  publication: Publication,
  located: Located | undefined,
): Promise<{ readonly name: string | null; readonly location: string | null; readonly flatLocation: string | null }> {
  if (!publication.shown.includes('place') || located === undefined || located.kind === 'unknown')
    return { name: null, location: null, flatLocation: null };
  if (located.kind === 'found') return { name: located.place, ...cellOf(located.point) };
  const before = await tx.db
    .selectFrom('listings')
    .select([
      'place',
      sql<string | null>`location::text`.as('location'),
      sql<string | null>`flat_location::text`.as('flat'),
    ])
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  if (before?.location || !located.instead)
    return { name: before?.place ?? null, location: before?.location ?? null, flatLocation: before?.flat ?? null };
  return { name: located.instead.place, ...cellOf(located.instead.point) };
}

function cellOf(point: Point) {
  const cell = snapped(point);
  const flat = onFlatMap(cell);
  return { location: `(${cell.longitude},${cell.latitude})`, flatLocation: `(${flat.x},${flat.y})` };
}

async function freeBits(ctx: Ctx, tx: OwnedTransaction, today: Temporal.PlainDate): Promise<string> {
  const bits = Array.from({ length: KNOWN_DAYS }, () => '0');
  for (const day of await freeDays(ctx, tx, today, today.add({ days: KNOWN_DAYS - 1 })))
    bits[daysBetween(today, day)] = '1';
  return bits.join('');
}
