import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { publicationInput } from '#features/directory/input.ts';
import { keepPhoto, keepPublication } from '#features/directory/keep-publication.ts';
import { SHOWN_FIELDS, type ShownField, VISIBILITIES, type Visibility } from '#features/directory/publication.ts';
import type { Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { ONE_ROW_EACH } from './cast/one-row-each.ts';
import { picture } from './cast/pictures.ts';
import { addDelivered, addPractice, fillProfile } from './cast/working-locum.ts';
import { testApp } from './support/app.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let owner: Owner;
let key: string;

const SLUG = 'amara-okafor';

/** Where each field shows itself, on a page or in the API. */
const MARKS: Readonly<Record<ShownField, RegExp>> = {
  headline: /Calm under pressure/,
  biography: /Twenty years in Leeds practice/,
  specialties: /Dermatology/,
  skills: /Minor surgery/,
  clinical_systems: /SystmOne/,
  registration: /7012345/,
  email: /@example\.org/,
  phone: /0113 496 0000/,
  photo: /p\/amara-okafor\/photo/,
  place: /Leeds(?! practice)/,
  travel: /37 miles|"travelMiles":37/,
  availability: /free, ask for it/,
};

/** What no stranger ever reads, whatever was chosen. */
const NEVER = [/LS1 4AP/, /LS1/, /Hill Road/, /41011166/, /200915|20-09-15/, /AB123456C/, /12345678/, /1984/, /4711/];

/** Where strangers may look. */
const PLACES = ['page', 'asking', 'asked', 'photo', 'directory', 'api', 'api search', 'row'] as const;
type Place = (typeof PLACES)[number];

const NONE_BUT_NAME: readonly ShownField[] = SHOWN_FIELDS;
/** Fields that an answer has no place for. */
const ELSEWHERE: Readonly<Record<Place, readonly ShownField[]>> = {
  page: [],
  asking: NONE_BUT_NAME,
  asked: NONE_BUT_NAME,
  photo: NONE_BUT_NAME,
  directory: [
    'biography',
    'skills',
    'clinical_systems',
    'registration',
    'email',
    'phone',
    'photo',
    'travel',
    'availability',
  ],
  api: ['photo', 'availability'],
  'api search': ['photo', 'availability'],
  row: ['photo', 'travel', 'availability'],
};

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  owner = await it.makeAccount();
  await fillProfile(it, owner, {
    biography: 'Twenty years in Leeds practice',
    specialties: '{Dermatology}',
    skills: '{Minor surgery}',
    clinical_systems: '{SystmOne}',
  });
  await addDelivered(it, owner, await addPractice(it, owner), '2026-11-16', {
    site_notes: 'The code of the door is 4711',
  });
  const [rule = ''] = ONE_ROW_EACH.filter(one => one.includes('INTO availability_rules'));
  await it.database.admin.query(rule, [owner.accountId]);
  await keepPhoto(it.ctx, owner, { name: 'me.png', bytes: new Uint8Array(await picture().png().toBuffer()) });
  key = await makeKey(it.ctx, owner, { label: 'Key', scope: 'read', days: 30 });
});
afterAll(() => it.close());

async function publish(visibility: Visibility, shown: readonly ShownField[]): Promise<void> {
  const input = readInput(publicationInput, {
    slug: SLUG,
    visibility,
    shown: [...shown],
    headline: 'Calm under pressure',
    travelMiles: '37',
  });
  await keepPublication(it.ctx, owner, input);
}

/** What strangers get in each place; undefined where there is nothing. */
async function seen(): Promise<Readonly<Record<Place, string | undefined>>> {
  const stranger = app.browser();
  const found = async (path: string) => {
    const { status, text } = await stranger.get(path);
    return status === 200 ? text : undefined;
  };
  const directory = await stranger.get('/locums?profession=gp');
  const byApi = async (path: string) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await app.request(`http://localhost:3000/api/v1/directory${path}`, { headers });
    return answer.status === 200 ? answer.text() : undefined;
  };
  const { rows } = await it.database.admin.query('SELECT to_json(l.*)::text AS row FROM listings l');
  const listed = directory.text.split('aria-label="Who was found"')[1] ?? '';
  const listedByApi = await byApi('?profession=gp');
  return {
    page: await found(`/p/${SLUG}`),
    asking: await found(`/p/${SLUG}/request`),
    asked: await found(`/p/${SLUG}/request/sent`),
    photo: await found(`/p/${SLUG}/photo`),
    directory: listed.includes('Okafor') ? listed : undefined,
    api: await byApi(`/${SLUG}`),
    'api search': listedByApi?.includes('Okafor') ? listedByApi : undefined,
    row: rows[0]?.row,
  };
}

/** Whether there is anything at a place, by what was chosen. */
function isThere(place: Place, visibility: Visibility, field: ShownField): boolean {
  if (place === 'directory' || place === 'api search') return visibility === 'published';
  return visibility !== 'private' && (place !== 'photo' || field === 'photo');
}

test.each(SHOWN_FIELDS.flatMap(field => VISIBILITIES.map(visibility => [field, visibility] as const)))(
  'with only %s shown and the page %s, nothing else is seen anywhere',
  async (field, visibility) => {
    await publish(visibility, [field]);
    const places = await seen();
    for (const place of PLACES) {
      const text = places[place];
      expect(text !== undefined, place).toBe(isThere(place, visibility, field));
      if (text === undefined) continue;
      for (const other of SHOWN_FIELDS) {
        const expected = other === field && !ELSEWHERE[place].includes(other);
        expect(MARKS[other].test(text), `${other} in ${place}`).toBe(expected);
      }
      for (const mark of NEVER)
        if (field !== 'registration' || !mark.test('7012345')) expect(text, place).not.toMatch(mark);
    }
  },
);

test('an unlisted page is for no search engine; a photo that is not shown is not there', async () => {
  await publish('unlisted', []);
  const stranger = app.browser();
  expect((await stranger.get(`/p/${SLUG}`)).headers.get('x-robots-tag')).toContain('noindex');
  expect((await stranger.get(`/p/${SLUG}/photo`)).status).toBe(404);
  await publish('unlisted', ['photo']);
  expect((await stranger.get(`/p/${SLUG}/photo`)).headers.get('x-robots-tag')).toContain('noindex');
  for (const path of ['request', 'request/sent'])
    expect((await stranger.get(`/p/${SLUG}/${path}`)).headers.get('x-robots-tag')).toContain('noindex');
  await publish('published', ['photo']);
  expect((await stranger.get(`/p/${SLUG}/photo`)).headers.get('x-robots-tag')).toBeNull();
  await publish('private', ['photo']);
  expect((await stranger.get(`/p/${SLUG}/photo`)).status).toBe(404);
  expect((await stranger.get(`/p/${SLUG}/request`)).status).toBe(404);
});

test('an address given up leads to the new one, for good; nobody else can take it', async () => {
  await publish('published', []);
  const other = await it.makeAccount();
  const taken = readInput(publicationInput, { slug: SLUG, visibility: 'published', travelMiles: '25' });
  await expect(keepPublication(it.ctx, other, taken)).rejects.toMatchObject({ reason: { field: 'slug' } });
  await keepPublication(it.ctx, owner, { ...taken, slug: 'dr-amara' });
  const stranger = app.browser();
  expect(await stranger.get(`/p/${SLUG}`)).toMatchObject({ status: 301, location: '/p/dr-amara' });
  await expect(keepPublication(it.ctx, other, taken)).rejects.toMatchObject({ reason: { field: 'slug' } });
  await publish('published', []);
  expect((await stranger.get(`/p/${SLUG}`)).status).toBe(200);
});

test('robots are let to the directory and public pages, and to links, which tell them not to be shown', async () => {
  const { text } = await app.browser().get('/robots.txt');
  for (const path of ['/locums', '/p/', '/b/', '/s/', '/d/', '/i/', '/f/', '/r/', '/c/', '/calendar-feed/'])
    expect(text).toContain(`Allow: ${path}\n`);
  for (const path of ['/links', '/documents', '/api', '/bookings']) expect(text).not.toContain(path);
  expect(text.trimEnd().endsWith('Disallow: /')).toBe(true);
});
