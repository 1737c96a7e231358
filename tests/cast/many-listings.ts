import type pg from 'pg';
import { onFlatMap, snapped } from '#rules/distance.ts';
import { POSTCODE_AREAS } from '#rules/postcode-areas.ts';

/** Published locums scattered around the postcode areas, each with a name, some specialties and half of all days free. Written in bulk. */
export async function addManyListings(admin: pg.Pool, count: number): Promise<void> {
  await admin.query(
    `INSERT INTO accounts (id, email, email_verified, name, first_name, last_name, profession, declared_adult_at, created_at, updated_at)
     SELECT ('10000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'l' || n || '@example.org', true, 'Locum ' || n, 'Locum', n::text,
       (ARRAY['gp', 'nurse', 'pharmacist', 'dentist'])[1 + n % 4], now(), now(), now() FROM generate_series(1, $1::int) n`,
    [count],
  );
  await admin.query(
    `INSERT INTO listing_slugs (slug, account_id, is_current)
     SELECT 'locum-' || n, ('10000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, true FROM generate_series(1, $1::int) n`,
    [count],
  );
  const places = scattered(count);
  const size = 5000;
  for (let from = 0; from < count; from += size) {
    const part = places.slice(from, from + size);
    await admin.query(
      `INSERT INTO listings (account_id, visibility, name, profession, headline, specialties, skills, clinical_systems, has_photo, travel_miles,
         place, location, flat_location, free_from, free_bits, words, traits, updated_at)
       SELECT ('10000000-0000-7000-8000-' || lpad((n + $1)::text, 12, '0'))::uuid, 'published', 'Locum ' || (n + $1),
         (ARRAY['gp', 'nurse', 'pharmacist', 'dentist'])[1 + (n + $1) % 4], 'Calm under pressure',
         ARRAY[(ARRAY['Dermatology', 'Diabetes', 'Minor surgery'])[1 + n % 3]], '{}', '{EMIS}', false, 25, place, location::point, flat::point, '2026-11-24',
         (SELECT string_agg(CASE WHEN (n * 7 + d * 13) % 5 < 2 THEN '1' ELSE '0' END, '')::bit varying FROM generate_series(1, 180) d),
         to_tsvector('english', 'Locum calm under pressure ' || place),
         setweight(to_tsvector('simple', lower((ARRAY['Dermatology', 'Diabetes', 'Minor surgery'])[1 + n % 3])), 'A') || setweight('emis'::tsvector, 'C'), now()
       FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS t(place, location, flat, n)`,
      [from, part.map(it => it.place), part.map(it => it.location), part.map(it => it.flat)],
    );
  }
  await admin.query('ANALYZE');
}

/** The same places at every run: a sequence of remainders stands for chance. */
function scattered(count: number): { place: string; location: string; flat: string }[] {
  let state = 42;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Array.from({ length: count }, () => {
    const area = POSTCODE_AREAS[Math.floor(next() * POSTCODE_AREAS.length)];
    if (!area) throw new Error('there are postcode areas');
    const { latitude, longitude } = snapped({
      latitude: area.latitude + (next() - 0.5) * 0.6,
      longitude: area.longitude + (next() - 0.5) * 0.9,
    });
    const { x, y } = onFlatMap({ latitude, longitude });
    return { place: area.place, location: `(${longitude},${latitude})`, flat: `(${x},${y})` };
  });
}
