import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { voidBilled } from '#features/billing/index.ts';
import { dropUnconfirmed } from '#features/requests/send-request.ts';
import { type LinkScope, makeLink, revokeLink } from '#features/sharing/index.ts';
import { LINK_PATHS } from '#features/sharing/link.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { linkSigner } from '#platform/link-signer.ts';
import { type Id, showId } from '#rules/ids.ts';
import { type LinkedThings, linkedThings } from './cast/linked-things.ts';
import { addDelivered } from './cast/working-locum.ts';
import { type Browser, signedIn, testApp } from './support/app.ts';
import { type TestContext, TUESDAY, testContext } from './support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let locum: Browser;
let owner: Owner;
let key: string;
let things: LinkedThings;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  locum = await signedIn(it, app, 'amara@locums.example');
  const { rows } = await it.database.admin.query('SELECT id FROM accounts');
  owner = ownerOf(rows[0].id);
  key = await makeKey(it.ctx, owner, { label: 'Key', scope: 'write', days: 30 });
  things = await linkedThings(it, owner);
});
afterAll(() => it.close());

const SCOPES = Object.keys(LINK_PATHS) as LinkScope[];
const STATES = ['valid', 'expired', 'revoked', 'wrong thing', 'tampered', 'thing gone'] as const;

/** What can be fetched by a link beside its page, and what is noted of it. */
function under(scope: LinkScope): readonly (readonly [path: string, about: string])[] {
  switch (scope) {
    case 'booking':
      return [
        ['/booking.ics', 'booking.ics'],
        [`/files/${things.files.booking}`, 'rota.png'],
      ];
    case 'schedule':
      return [['/pdf', 'Booking-schedule-2026-11-24.pdf']];
    case 'invoice':
      return [
        ['/pdf', 'INV-0001.pdf'],
        [`/files/${things.files.invoice}`, 'rota.png'],
      ];
    case 'form_a':
      return [['/pdf', 'Form-A-INV-0001.pdf']];
    case 'request':
      return [[`/files/${things.files.request}`, 'rota.png']];
    case 'compliance':
      return [[`/${showId('document', things.documents.packed)}`, 'Enhanced DBS']];
    default:
      return [];
  }
}

/** Every step that a link of that kind has a form for. */
const STEPS: Readonly<Record<LinkScope, readonly string[]>> = {
  booking: ['/acknowledge', '/problem', '/messages'],
  sign_off: [''],
  schedule: [''],
  invoice: ['/claim', '/dispute', '/messages'],
  form_a: [''],
  request: ['/confirm', '/withdraw', '/answer', '/messages'],
  compliance: ['/unlock', '/code', '/ask'],
  calendar: [],
};

/** Fields that are right for some step or other, so that what is refused is refused for its link. */
const TYPED = {
  name: 'Maggie Hill',
  note: 'x',
  body: 'x',
  reason: 'x',
  role: 'manager',
  wanted: 'x',
  code: 'x',
  paidOn: '2026-11-20',
  amount: '1',
  start: '08:30',
  end: '13:00',
  breakMinutes: '0',
  answer: 'accept',
  declared: 'on',
  practiceCode: '',
};

/** What a page by a link never shows beside the names of both sides and what was agreed. */
const NEVER_BY_LINK = [/AB123456C/, /41011166/, /4711/, /LS1 4AP/, /1984/, /amara@locums/, /0113 496/, /Curriculum/];
const NAMES = [/Okafor/, /Riverside/, /INV-/, /Hill/, /DBS/, /BEGIN:VEVENT/];

/** A link in a state, as the path under which it is tried. */
async function linkIn(scope: LinkScope, state: (typeof STATES)[number]) {
  const subjectId = state === 'thing gone' ? '01a20956-0000-7000-8000-000000000000' : things.subjects[scope];
  const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope, subjectId, days: 7 }));
  const token = link.url.split('/').at(-1) ?? '';
  if (state === 'revoked') await revokeLink(it.ctx, owner, link.id);
  if (state === 'expired') it.ctx.clock.set(TUESDAY.add({ hours: 24 * 7 }));
  const at = state === 'wrong thing' ? (scope === 'booking' ? 'invoice' : 'booking') : scope;
  return { link, path: `${LINK_PATHS[at]}/${state === 'tampered' ? tampered(token) : token}` };
}

function tampered(token: string): string {
  return token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
}

const usesOf = async (link: Id<'link'>) => {
  const { rows } = await it.database.admin.query(
    'SELECT action, about FROM access_link_uses WHERE link_id = $1 ORDER BY id',
    [link],
  );
  return rows.map(row => [row.action, row.about]);
};

// a feed has no thing that could be gone but the account itself
const CASES = SCOPES.flatMap(scope => STATES.map(state => [scope, state] as const)).filter(
  ([scope, state]) => scope !== 'calendar' || state !== 'thing gone',
);
const STATUS: Readonly<Record<string, number>> = { valid: 200, expired: 410, revoked: 410 };

test.each(CASES)(
  'a link to a %s that is %s shows what it may and no more, on its page and beneath',
  async (scope, state) => {
    const { link, path } = await linkIn(scope, state);
    try {
      const stranger = app.browser();
      const status = STATUS[state] ?? 404;
      const page = await stranger.get(path);
      expect(page.status).toBe(status);
      for (const mark of NEVER_BY_LINK) expect(page.text).not.toMatch(mark);
      if (state === 'valid') {
        expect(page.headers.get('x-robots-tag')).toContain('noindex');
        expect(page.headers.get('cache-control')).toBe('no-store');
        expect(page.headers.get('referrer-policy')).toBe('same-origin');
      } else for (const name of NAMES) expect(page.text).not.toMatch(name);
      for (const [sub] of under(scope)) {
        const answer = await stranger.get(`${path}${sub}`);
        expect(answer.status, sub).toBe(status);
        if (state !== 'valid') for (const name of NAMES) expect(answer.text, sub).not.toMatch(name);
        else {
          expect(answer.headers.get('x-robots-tag'), sub).toContain('noindex');
          expect(answer.headers.get('cache-control'), sub).toContain('no-store');
        }
      }
      // opening is reading: nothing is done by it, and each file is noted by its name
      expect(await usesOf(link.id)).toEqual(
        state === 'valid'
          ? [['opened', null], ...under(scope).map(([, about]) => ['downloaded', about])]
          : page.status === 404 && state === 'thing gone'
            ? [['opened', null]].slice(0, scope === 'compliance' ? 0 : 1)
            : [],
      );
    } finally {
      it.ctx.clock.set(TUESDAY);
    }
  },
);

test.each(CASES.filter(([, state]) => state !== 'valid'))(
  'no step on a link to a %s that is %s does anything',
  async (scope, state) => {
    const { path } = await linkIn(scope, state);
    const tables = ['messages', 'booking_answers', 'payment_claims', 'invoice_disputes', 'compliance_asks', 'mails'];
    const counted = async () => {
      const counts = tables.map(table => `(SELECT count(*)::int FROM ${table})`).join(', ');
      const { rows } = await it.database.admin.query(`SELECT array[${counts}] AS n`);
      return rows[0].n;
    };
    const before = await counted();
    try {
      for (const step of STEPS[scope]) {
        const answer = await app.browser().post(`${path}${step}`, TYPED);
        expect([404, 410, 422], step).toContain(answer.status);
        if (state !== 'thing gone') expect(answer.status, step).toBe(STATUS[state] ?? 404);
        for (const name of [/Okafor/, /Riverside/, /INV-/, /DBS/]) expect(answer.text, step).not.toMatch(name);
      }
      expect(await counted()).toEqual(before);
    } finally {
      it.ctx.clock.set(TUESDAY);
    }
  },
);

test('a document beside those of the pack, and a file of another thread, are not there', async () => {
  const stranger = app.browser();
  const pack = await linkIn('compliance', 'valid');
  expect((await stranger.get(`${pack.path}/${showId('document', things.documents.other)}`)).status).toBe(404);
  const booking = await linkIn('booking', 'valid');
  expect((await stranger.get(`${booking.path}/files/${things.files.invoice}`)).status).toBe(404);
});

test.each(['passcode', 'email'])(
  'a pack locked by %s names nobody and gives nothing before its guard is passed',
  async guard => {
    const pack = await things.pack({ guard, passcode: guard === 'passcode' ? 'open sesame' : undefined });
    const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'compliance', subjectId: pack }));
    const [stranger, path] = [app.browser(), new URL(link.url).pathname];
    const page = await stranger.get(path);
    expect(page.status).toBe(200);
    const file = await stranger.get(`${path}/${showId('document', things.documents.packed)}`);
    const asked = await stranger.post(`${path}/ask`, TYPED);
    expect([file.status, asked.status]).toEqual([403, 403]);
    for (const { text } of [page, file, asked])
      for (const mark of [/Okafor/, /DBS/, /January/, ...NEVER_BY_LINK]) expect(text).not.toMatch(mark);
    expect((await usesOf(link.id)).map(([action]) => action)).toEqual(['met_guard']);
  },
);

test('a void invoice is shown as no longer in force and takes no step; its withdrawn Form A shows and gives nothing', async () => {
  await things.billed('2026-11-17');
  const [invoice, formA] = [(await things.newest('invoices')) as Id<'invoice'>, await things.newest('form_as')];
  await voidBilled(it.ctx, owner, invoice, 'a slip');
  const linkTo = async (scope: LinkScope, subjectId: string) => {
    const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope, subjectId }));
    return new URL(link.url).pathname;
  };
  const stranger = app.browser();
  const path = await linkTo('invoice', invoice);
  const page = await stranger.get(path);
  expect(page.text).toContain('no longer in force');
  for (const step of ['claim', 'dispute']) {
    expect(page.text).not.toContain(`${path}/${step}`);
    expect((await stranger.post(`${path}/${step}`, TYPED)).status).toBeGreaterThanOrEqual(400);
  }
  for (const mark of NEVER_BY_LINK) expect(page.text).not.toMatch(mark);
  const formPath = await linkTo('form_a', formA);
  const form = await stranger.get(formPath);
  expect(form.text).toContain('withdrawn');
  for (const mark of [...NEVER_BY_LINK, /12345678/, /£/]) expect(form.text).not.toMatch(mark);
  expect((await stranger.get(`${formPath}/pdf`)).status).toBe(404);
  expect((await stranger.post(formPath, TYPED)).status).toBe(409);
});

test('a cancelled booking is shown as cancelled, in the calendar too, and asks for nothing', async () => {
  const booking = await addDelivered(it, owner, things.practice, '2026-12-08', {
    state: 'cancelled',
    delivered_at: null,
    cancelled_at: TUESDAY.toString(),
    cancelled_by: 'organisation',
    cancellation_fee_pence: 0,
  });
  const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'booking', subjectId: booking }));
  const [stranger, path] = [app.browser(), new URL(link.url).pathname];
  const page = await stranger.get(path);
  expect(page.text).toContain('Cancelled');
  for (const step of ['acknowledge', 'problem']) expect(page.text).not.toContain(`${path}/${step}`);
  for (const mark of NEVER_BY_LINK) expect(page.text).not.toMatch(mark);
  expect((await stranger.get(`${path}/booking.ics`)).text).toContain('STATUS:CANCELLED');
});

test('a reply by mail is noted among the uses of the link that it answers', async () => {
  const { link } = await linkIn('booking', 'valid');
  const to = `${it.ctx.links.mailToken({ accountId: owner.accountId, linkId: link.id })}@in.example.org`;
  await app.request('http://localhost:3000/hooks/inbound-mail', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('inbound:a secret of tests for mail').toString('base64')}` },
    body: JSON.stringify({
      MessageID: 'reply-1',
      FromFull: { Email: 'rota@riverside.example.nhs.uk' },
      ToFull: [{ Email: to }],
      TextBody: 'Thank you.',
    }),
  });
  expect(await usesOf(link.id)).toEqual([['message', null]]);
  expect((await locum.get('/links')).text).toContain('wrote a message, Mail');
});

test('the QR code of a sign-off link that was ended, or has run out, is not shown: the locum makes a new one', async () => {
  const booking = await addDelivered(it, owner, things.practice, '2026-11-23', {
    state: 'confirmed',
    delivered_at: null,
  });
  const form = `/bookings/${showId('booking', booking)}/sign-off`;
  const show = async () => {
    const { status, text, location } = await locum.get(`${form}/code`);
    return status === 200 ? (/\/s\/[\w-]{64}/.exec(text)?.[0] ?? 'no code') : `${status} ${location}`;
  };
  const propose = () => locum.post(form, { start: '08:30', end: '13:00', breakMinutes: '0' });
  expect((await propose()).status).toBe(303);
  const first = await show();
  expect(first).toMatch(/^\/s\//);
  const { rows } = await it.database.admin.query(
    "SELECT id FROM access_links WHERE subject_id = $1 AND scope = 'sign_off'",
    [booking],
  );
  await revokeLink(it.ctx, owner, rows[0].id);
  expect(await show()).toBe(`303 ${form}`);
  await propose();
  const second = await show();
  expect(second).toMatch(/^\/s\//);
  expect(second).not.toBe(first);
  it.ctx.clock.set(TUESDAY.add({ hours: 24 }));
  try {
    expect(await show()).toBe(`303 ${form}`);
  } finally {
    it.ctx.clock.set(TUESDAY);
  }
});

test('the locum learns nothing of a request before its sender has proved the address, nor can confirm it for them', async () => {
  const request = await things.ask('sam@pharmacy.example', 'Sam Reed');
  const { rows } = await it.database.admin.query('SELECT id FROM access_links WHERE subject_id = $1', [request]);
  const link = showId('link', rows[0].id);
  const shown = showId('request', request);
  const api = async (method: string, path: string) => {
    const answer = await app.request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
    });
    return { status: answer.status, text: await answer.text() };
  };
  const hidden = async () => {
    for (const path of ['/links', '/requests', '/messages', '/today']) {
      const { text } = await locum.get(path);
      for (const mark of [/Sam Reed/, /sam@pharmacy/, new RegExp(link)]) expect(text, path).not.toMatch(mark);
    }
    for (const path of ['/links?limit=100', '/requests', '/messages']) {
      const { text } = await api('GET', path);
      for (const mark of [/Sam Reed/, /sam@pharmacy/, new RegExp(link)]) expect(text, path).not.toMatch(mark);
    }
    for (const path of [`/links/${link}`, `/links/${link}/uses`, `/requests/${shown}`, `/messages/${shown}`])
      expect((await locum.get(path)).status, path).toBe(404);
    for (const step of ['replace', 'revoke']) {
      expect((await locum.post(`/links/${link}/${step}`, {})).status, step).toBe(404);
      expect((await api('POST', `/links/${link}/${step}`)).status, step).toBe(404);
    }
    for (const path of [`/links/${link}/uses`, `/requests/${shown}`, `/messages/${shown}`])
      expect((await api('GET', path)).status, path).toBe(404);
  };
  await hidden();
  const other = await things.ask('kim@pharmacy.example', 'Kim Lee');
  it.ctx.clock.set(TUESDAY.add({ hours: 24 * 8 }));
  await dropUnconfirmed(it.ctx, owner);
  // what nobody confirmed was dropped: its links stay nobody's but the asker's
  await hidden();
  it.ctx.clock.set(TUESDAY);
  expect((await locum.get('/links')).text).not.toContain('Kim Lee');
  expect(other).not.toBe(request);
  const proved = await things.ask('sam@pharmacy.example', 'Sam Reed');
  await things.prove(proved);
  expect((await locum.get('/links')).text).toContain('sam@pharmacy.example');
});

test('missing, wrongly signed, signed but never made: status, headers and page are the same', async () => {
  const foreign = linkSigner('another secret, as long as the first one, but not the same');
  for (const scope of SCOPES) {
    const { link } = await linkIn(scope, 'valid');
    const own = it.ctx.links.token({ accountId: owner.accountId, linkId: link.id });
    const answers = new Set<string>();
    for (const token of [
      'nothing',
      'A'.repeat(64),
      tampered(own),
      foreign.token({ accountId: owner.accountId, linkId: link.id }),
      it.ctx.links.token({ accountId: owner.accountId, linkId: newId('link') }),
      it.ctx.links.token({ accountId: newId('account'), linkId: newId('link') }),
    ]) {
      const { status, headers, text } = await app.browser().get(`${LINK_PATHS[scope]}/${token}`);
      const told = JSON.stringify([status, [...headers].toSorted(), text]);
      answers.add(told.replaceAll(/nonce(=\\"|-)[^"'\\]*/g, ''));
    }
    expect(answers.size, scope).toBe(1);
  }
});
