import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { ruleInput, settingsInput } from '#features/availability/input.ts';
import { addRule } from '#features/availability/keep-rule.ts';
import { keepSettings } from '#features/availability/keep-settings.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { milesBetween, snapped } from '#rules/distance.ts';
import { POSTCODE_AREAS } from '#rules/postcode-areas.ts';
import { addManyListings } from '#tests/cast/many-listings.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { publicationInput, searchInput } from './input.ts';
import { keepPublication } from './keep-publication.ts';
import { locate } from './locate.ts';
import { slugOf } from './publication.ts';
import { lastKnownDay, readSearch } from './read-search.ts';
import { writeListing } from './refresh-listing.ts';
import { listingsQuery, PAGE_SIZE, searchListings } from './search.ts';
import { findListing } from './store.ts';

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

test('a filter finds words anywhere in an entry, by their beginnings; several are all wanted', async () => {
  await fillProfile(it, owner, {
    specialties: ['Paediatric dermatology', 'Minor surgery'],
    skills: ['Coil (IUD) fitting'],
    clinical_systems: ['EMIS Web', 'SystmOne'],
  });
  const input = { slug: 'amara-okafor', visibility: 'published', travelMiles: '25' };
  const shown = ['specialties', 'skills', 'clinical_systems'];
  await keepPublication(it.ctx, owner, readInput(publicationInput, { ...input, shown }));
  const isFound = async (query: Record<string, unknown>) =>
    (await search({ ...query, text: 'okafor' })).found.some(one => one.listing.slug === 'amara-okafor');
  for (const query of [
    { specialty: 'surgery' },
    { specialty: 'DERMAT' },
    { specialty: 'minor surg' },
    { specialty: 'surgery, paediatric' },
    { specialty: ['surgery', 'dermatology'] },
    { skill: 'iud' },
    { system: 'systmone', skill: 'coil' },
    { specialty: '%' },
  ])
    expect(await isFound(query), JSON.stringify(query)).toBe(true);
  for (const query of [
    { specialty: 'surgery, diabetes' },
    { specialty: 'iud' },
    { specialty: 'urgery' },
    { specialty: 'surgery minor' },
    { system: "emis' | 'vision" },
  ])
    expect(await isFound(query), JSON.stringify(query)).toBe(false);
  await keepPublication(it.ctx, owner, readInput(publicationInput, { ...input, shown: ['skills'] }));
  expect(await isFound({ specialty: 'surgery' })).toBe(false);
});

test('days that nobody can know of are refused with the last one that is known', async () => {
  const on = (day: string) => () => readSearch(it.ctx, { free: [day] });
  expect(lastKnownDay(it.ctx).toString()).toBe('2027-12-29');
  expect(on('2027-12-29')).not.toThrow();
  for (const [day, words] of [
    ['2027-12-30', 'Wed 29 Dec 2027'],
    ['2026-11-23', 'past'],
  ] as const)
    expect(on(day)).toThrowError(expect.objectContaining({ fields: { free: expect.stringContaining(words) } }));
});

test('free days are known as far ahead as a locum may offer them', async () => {
  const settings = { guardMinutes: '0', noticeHours: '0', shortestMinutes: '60', horizonDays: '400' };
  await keepSettings(it.ctx, owner, readInput(settingsInput, settings));
  const rule = { weekdays: ['mon', 'wed'], from: '09:00', to: '12:00', firstDay: '2026-11-24', everyWeeks: '1' };
  await addRule(it.ctx, owner, readInput(ruleInput, rule));
  const input = { slug: 'amara-okafor', visibility: 'published', shown: ['availability'], travelMiles: '25' };
  await keepPublication(it.ctx, owner, readInput(publicationInput, input));
  const foundOn = async (free: string) => (await search({ free, text: 'okafor' })).found.length;
  expect([await foundOn('2027-12-29'), await foundOn('2027-12-28')]).toEqual([1, 0]);
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

test('without a place or a profession an index gives the order of names', async () => {
  for (const wanted of [{}, { free: '2026-12-15' }]) {
    const { sql, parameters } = listingsQuery(readInput(searchInput, wanted), undefined).compile(it.database.strangers);
    const explained = await it.database.admin.query(`EXPLAIN ${sql}`, parameters.map(String));
    const plan = explained.rows.map(row => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('listings_by_name_alone');
    expect(plan).not.toContain('Seq Scan on listings l');
  }
});

test('while a listing is copied nobody can make the page private behind its back', async () => {
  const input = { slug: 'amara-okafor', visibility: 'published', shown: [], travelMiles: '25' };
  await keepPublication(it.ctx, owner, readInput(publicationInput, input));
  await asOwner(it.ctx.db, owner, async tx => {
    await writeListing(it.ctx, tx, undefined);
    const locking = it.database.admin.query('SELECT FROM publications WHERE account_id = $1 FOR UPDATE NOWAIT', [
      owner.accountId,
    ]);
    await expect(locking).rejects.toMatchObject({ code: '55P03' });
  });
  await keepPublication(it.ctx, owner, readInput(publicationInput, { ...input, visibility: 'private' }));
  expect(await findListing(it.database.strangers, 'amara-okafor')).toBeUndefined();
});

test('an address given up leads to the page everywhere: to ask, to the photo, in the API', async () => {
  const input = { visibility: 'published', shown: [], travelMiles: '25' };
  for (const slug of ['amara-before', 'amara-okafor'])
    await keepPublication(it.ctx, owner, readInput(publicationInput, { ...input, slug }));
  const app = testApp(it);
  const browser = app.browser();
  for (const [path, target] of [
    ['/p/amara-before', '/p/amara-okafor'],
    ['/p/amara-before/request?day=2026-12-01', '/p/amara-okafor/request?day=2026-12-01'],
    ['/p/amara-before/request/sent', '/p/amara-okafor/request/sent'],
    ['/p/amara-before/photo', '/p/amara-okafor/photo'],
  ] as const)
    expect(await browser.get(path), path).toMatchObject({ status: 301, location: target });
  const key = await makeKey(it.ctx, owner, { label: 'Rota', scope: 'read', days: 30 });
  const answer = await app.request('http://localhost:3000/api/v1/directory/amara-before', {
    headers: { authorization: `Bearer ${key}` },
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([301, '/api/v1/directory/amara-okafor']);
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
  const instead = { point: area('YO'), place: 'York' };
  const partly = { ...down, locatePostcode: async () => ({ kind: 'unavailable' as const, instead }) };
  expect(await locate({ geocoder: partly }, 'YO1')).toMatchObject({ kind: 'found', precision: 'about', place: 'York' });
  await keepPublication({ ...it.ctx, geocoder: partly }, owner, readInput(publicationInput, input));
  expect((await placeOf())?.place).toBe('York');
  await keepPublication(it.ctx, owner, readInput(publicationInput, input));
  await keepPublication({ ...it.ctx, geocoder: partly }, owner, readInput(publicationInput, input));
  expect((await placeOf())?.place).toBe('Leeds');
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
