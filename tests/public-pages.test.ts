import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { billDelivered } from '#features/billing/index.ts';
import { publicationInput } from '#features/directory/input.ts';
import { keepPublication } from '#features/directory/keep-publication.ts';
import { SHOWN_FIELDS, type ShownField, VISIBILITIES, type Visibility } from '#features/directory/publication.ts';
import { type LinkScope, makeLink, revokeLink } from '#features/sharing/index.ts';
import { LINK_PATHS } from '#features/sharing/link.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { ONE_ROW_EACH } from './cast/one-row-each.ts';
import { addDelivered, addPractice, fillProfile } from './cast/working-locum.ts';
import { testApp } from './support/app.ts';
import { type TestContext, testContext } from './support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let owner: Owner;
let key: string;
/** What each link opens. */
let subjects: Readonly<Record<Exclude<LinkScope, 'calendar'>, string>>;

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

/** Fields that an answer has no place for. */
const ELSEWHERE: Readonly<Record<'page' | 'directory' | 'api' | 'row', readonly ShownField[]>> = {
  page: [],
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
  const practice = await addPractice(it, owner, { booking_contact_email: 'rota@riverside.example.nhs.uk' });
  const booking = await addDelivered(it, owner, practice, '2026-11-16', {
    pensionable: true,
    site_notes: 'The code of the door is 4711',
  });
  await billDelivered(it.ctx, owner, { organisation: practice, bookings: [booking], purchaseOrder: null, notes: null });
  for (const statement of ONE_ROW_EACH.filter(one => !/ listings| listing_slugs| publications/.test(one)))
    await it.database.admin.query(statement, [owner.accountId]);
  await it.database.admin.query(
    'INSERT INTO publications (account_id, photo_file_id, updated_at) VALUES ($1, (SELECT id FROM files WHERE account_id = $1 LIMIT 1), now())',
    [owner.accountId],
  );
  const idIn = async (table: string) =>
    String(
      (await it.database.admin.query(`SELECT id FROM ${table} WHERE account_id = $1 LIMIT 1`, [owner.accountId]))
        .rows[0].id,
    );
  subjects = {
    booking,
    sign_off: booking,
    schedule: await idIn('booking_schedules'),
    invoice: await idIn('invoices'),
    form_a: await idIn('form_as'),
    request: await idIn('booking_requests'),
    compliance: await idIn('compliance_packs'),
  };
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

/** What strangers get in each of four places; undefined where there is nothing. */
async function seen(): Promise<Record<'page' | 'directory' | 'api' | 'row', string | undefined>> {
  const stranger = app.browser();
  const page = await stranger.get(`/p/${SLUG}`);
  const directory = await stranger.get('/locums?profession=gp');
  const api = await app.request(`http://localhost:3000/api/v1/directory/${SLUG}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { rows } = await it.database.admin.query('SELECT to_json(l.*)::text AS row FROM listings l');
  const listed = directory.text.split('aria-label="Who was found"')[1] ?? '';
  return {
    page: page.status === 200 ? page.text : undefined,
    directory: listed.includes('Okafor') ? listed : undefined,
    api: api.status === 200 ? await api.text() : undefined,
    row: rows[0]?.row,
  };
}

test.each(SHOWN_FIELDS.flatMap(field => VISIBILITIES.map(visibility => [field, visibility] as const)))(
  'with only %s shown and the page %s, nothing else is seen anywhere',
  async (field, visibility) => {
    await publish(visibility, [field]);
    const places = await seen();
    expect(places.page !== undefined).toBe(visibility !== 'private');
    expect(places.api !== undefined).toBe(visibility !== 'private');
    expect(places.row !== undefined).toBe(visibility !== 'private');
    expect(places.directory !== undefined).toBe(visibility === 'published');
    for (const [place, text] of Object.entries(places) as [keyof typeof ELSEWHERE, string | undefined][]) {
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

const SCOPES = ['booking', 'sign_off', 'schedule', 'invoice', 'form_a', 'request', 'compliance'] as const;
const STATES = ['valid', 'expired', 'revoked', 'wrong thing', 'tampered', 'thing gone'] as const;

/** What a page by a link never shows beside the names of both sides and what was agreed. */
const NEVER_BY_LINK = [/AB123456C/, /41011166/, /4711/, /LS1 4AP/, /1984/, /@example\.org/, /0113 496/];

test.each(SCOPES.flatMap(scope => STATES.map(state => [scope, state] as const)))(
  'a link to a %s that is %s shows what it may and no more',
  async (scope, state) => {
    const subjectId = state === 'thing gone' ? '01a20956-0000-7000-8000-000000000000' : subjects[scope];
    const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope, subjectId, days: 7 }));
    const token = link.url.split('/').at(-1) ?? '';
    if (state === 'revoked') await revokeLink(it.ctx, owner, link.id);
    const before = it.ctx.clock.now();
    if (state === 'expired') it.ctx.clock.set(before.add({ hours: 24 * 7 }));
    try {
      const stranger = app.browser();
      const other = scope === 'booking' ? 'invoice' : 'booking';
      const path =
        state === 'wrong thing'
          ? `${LINK_PATHS[other]}/${token}`
          : `${LINK_PATHS[scope]}/${state === 'tampered' ? token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A') : token}`;
      const answer = await stranger.get(path);
      expect(answer.status).toBe({ valid: 200, expired: 410, revoked: 410 }[state as string] ?? 404);
      for (const mark of NEVER_BY_LINK) expect(answer.text).not.toMatch(mark);
      if (state === 'valid') {
        expect(answer.headers.get('x-robots-tag')).toContain('noindex');
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      } else {
        for (const name of [/Okafor/, /Riverside/, /INV-/, /Hill</]) expect(answer.text).not.toMatch(name);
      }
      // opening is reading: nothing is done by it
      const { rows } = await it.database.admin.query('SELECT action FROM access_link_uses WHERE link_id = $1', [
        link.id,
      ]);
      expect(rows.every(row => row.action === 'opened')).toBe(true);
    } finally {
      it.ctx.clock.set(before);
    }
  },
);

test('every way of not getting in by a link looks the same', async () => {
  const stranger = app.browser();
  const bodies = new Set<string>();
  for (const path of ['/b/nothing', `/b/${'A'.repeat(64)}`, `/i/${'b'.repeat(64)}`, '/r/x'])
    bodies.add((await stranger.get(path)).text.replaceAll(/nonce="[^"]*"|nonce-[^']*/g, ''));
  expect(bodies.size).toBe(1);
});

test('robots are let to the directory and public pages, and to nothing else', async () => {
  const { text } = await app.browser().get('/robots.txt');
  expect(text).toContain('Allow: /locums');
  expect(text).toContain('Allow: /p/');
  expect(text.trimEnd().endsWith('Disallow: /')).toBe(true);
});
