import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { milesBetween, snapped } from '#rules/distance.ts';
import { POSTCODE_AREAS } from '#rules/postcode-areas.ts';
import { addManyListings } from '#tests/cast/many-listings.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { publicationInput, searchInput } from './input.ts';
import { keepPublication } from './keep-publication.ts';
import { locate } from './locate.ts';
import { slugOf } from './publication.ts';
import { listingsQuery, PAGE_SIZE, searchListings } from './search.ts';

let it: TestContext;
let owner: Owner;
const COUNT = 4000;

beforeAll(async () => {
  it = await testContext();
  await addManyListings(it.database.admin, COUNT);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
});
afterAll(() => it.close());

const area = (code: string) => {
  const found = POSTCODE_AREAS.find(it => it.code === code);
  if (!found) throw new Error(`no area ${code}`);
  return found;
};
const search = (query: Record<string, unknown>, code?: string) =>
  searchListings(it.database.strangers, readInput(searchInput, query), code === undefined ? undefined : area(code));

test('the nearest come first, none farther than asked, and all of them over the pages', async () => {
  const found: { slug: string; miles: number }[] = [];
  for (let page = 1; ; page++) {
    const result = await search({ miles: '25', page: String(page) }, 'LS');
    found.push(...result.found.map(it => ({ slug: it.listing.slug, miles: it.miles ?? -1 })));
    if (!result.hasMore) break;
    expect(result.found).toHaveLength(PAGE_SIZE);
  }
  const { rows } = await it.database.admin.query<{ slug: string; x: number; y: number }>(
    'SELECT s.slug, l.location[0] AS x, l.location[1] AS y FROM listings l JOIN listing_slugs s USING (account_id)',
  );
  const within = rows.filter(row => milesBetween(area('LS'), { latitude: row.y, longitude: row.x }) <= 24.9);
  expect(new Set(found.map(it => it.slug)).size).toBe(found.length);
  expect(within.filter(row => !found.some(it => it.slug === row.slug))).toEqual([]);
  for (const [i, it] of found.entries()) {
    expect(it.miles).toBeLessThan(25.1);
    expect(it.miles).toBeGreaterThan((found[i - 1]?.miles ?? 0) - 0.1);
  }
});

test('profession, specialty, clinical system, words and free days narrow the search', async () => {
  const all = await search({ miles: '100' }, 'LS');
  expect(all.found.length).toBe(PAGE_SIZE);
  for (const [query, fits] of [
    [{ profession: 'nurse' }, (it: (typeof all.found)[number]) => it.listing.profession === 'nurse'],
    [{ specialty: 'dermat' }, it => it.listing.specialties.includes('Dermatology')],
    [{ system: 'emis' }, it => it.listing.clinicalSystems.includes('EMIS')],
    [{ text: 'leeds pressure' }, it => it.listing.place === 'Leeds'],
  ] as const satisfies readonly (readonly [object, (it: (typeof all.found)[number]) => boolean])[]) {
    const { found } = await search({ miles: '100', ...query }, 'LS');
    expect(found.length, JSON.stringify(query)).toBeGreaterThan(0);
    expect(found.every(fits), JSON.stringify(query)).toBe(true);
  }
  expect((await search({ miles: '100', system: 'SystmOne' }, 'LS')).found).toEqual([]);
});

test('free on several days means on all of them, and a day beyond what is known is not free', async () => {
  const { found } = await search({ miles: '100', free: ['2026-12-15', '17/12/2026'] }, 'LS');
  expect(found.length).toBeGreaterThan(0);
  for (const { listing } of found) {
    const { rows } = await it.database.admin.query(
      'SELECT get_bit(free_bits, 21) AS a, get_bit(free_bits, 23) AS b FROM listings WHERE account_id = $1',
      [listing.accountId],
    );
    expect(rows[0]).toEqual({ a: 1, b: 1 });
  }
  expect((await search({ miles: '100', free: '2028-01-01' }, 'LS')).found).toEqual([]);
});

test('the index on the flat map is what answers', async () => {
  const query = listingsQuery(readInput(searchInput, { miles: '25', free: '2026-12-15' }), area('LS'));
  const { sql, parameters } = query.compile(it.database.strangers);
  const explained = await it.database.admin.query(`EXPLAIN ${sql}`, parameters.map(String));
  const plan = explained.rows.map(row => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('listings_by_location');
  expect(plan).not.toContain('Seq Scan on listings l');
});

test('a published location is the middle of a cell: many searches tell no more than one', async () => {
  const input = { slug: 'amara-okafor', visibility: 'published', shown: ['place'], travelMiles: '25' };
  await keepPublication(it.ctx, owner, readInput(publicationInput, input));
  const { rows } = await it.database.admin.query(
    'SELECT location[0] AS longitude, location[1] AS latitude, place FROM listings WHERE account_id = $1',
    [owner.accountId],
  );
  const { latitude, longitude } = rows[0];
  expect(snapped({ latitude, longitude })).toEqual({ latitude, longitude });
  expect(rows[0].place).toBe('Leeds');
});

test('while the geocoder does not answer, what was known before stays; without a place nothing is kept', async () => {
  const input = { slug: 'amara-okafor', visibility: 'published', shown: ['place'], travelMiles: '25' };
  await keepPublication(it.ctx, owner, readInput(publicationInput, input));
  const down = {
    locatePostcode: async () => ({ kind: 'unavailable' as const }),
    locatePlace: async () => ({ kind: 'unavailable' as const }),
  };
  await keepPublication({ ...it.ctx, geocoder: down }, owner, readInput(publicationInput, input));
  const placeOf = () =>
    asOwner(it.ctx.db, owner, tx =>
      tx.db
        .selectFrom('listings')
        .select(['place', 'location'])
        .where('account_id', '=', tx.accountId)
        .executeTakeFirst(),
    );
  expect((await placeOf())?.place).toBe('Leeds');
  await keepPublication(it.ctx, owner, readInput(publicationInput, { ...input, shown: [] }));
  expect(await placeOf()).toEqual({ place: null, location: null });
  await expect(locate({ geocoder: down }, 'LS1')).rejects.toThrow(InputRefusal);
});

test('what follows from a booking or a changed profile reaches the listing by itself', async () => {
  const input = { slug: 'amara-okafor', visibility: 'published', shown: ['biography'], travelMiles: '25' };
  await keepPublication(it.ctx, owner, readInput(publicationInput, input));
  await fillProfile(it, owner, { biography: 'New words' });
  const { changePersonal, personalInput } = await import('#features/profile/index.ts');
  await changePersonal(it.ctx, owner, readInput(personalInput, { biography: 'Newest words', nation: 'england' }));
  await it.work();
  const { found } = await search({ text: 'newest' });
  expect(found.map(it => it.listing.slug)).toEqual(['amara-okafor']);
});

test.each([
  ['Dr Amara Okafor', 'dr-amara-okafor'],
  ['  Zoë  O’Brien–Łukasz ', 'zoe-o-brien-ukasz'],
  ['李', 'locum-page'],
])('the name %j makes the address %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test.each(['a', 'Amara Okafor', 'amara--okafor', '-amara', 'admin', 'x'.repeat(61)])(
  'the address %j is refused',
  slug => {
    expect(() => readInput(publicationInput, { slug, visibility: 'private' })).toThrowError(
      slug === 'Amara Okafor' || slug ? expect.objectContaining({ fields: { slug: expect.any(String) } }) : undefined,
    );
  },
);

test('a search that cannot be read is told, not passed over', () => {
  for (const [query, field] of [
    [{ miles: '7' }, 'miles'],
    [{ free: 'tomorrow' }, 'free'],
    [{ profession: 'wizard' }, 'profession'],
    [{ page: '0' }, 'page'],
  ] as const)
    expect(() => readInput(searchInput, query)).toThrowError(
      expect.objectContaining({ fields: { [field]: expect.any(String) } }),
    );
});
