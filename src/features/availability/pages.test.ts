import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import type { Owner } from '#platform/access.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const RULE = { weekdays: ['tue', 'thu'], from: '08:30', to: '12:30', firstDay: '2026-11-24', everyWeeks: '1' };
const CALENDAR =
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T080000Z\r\nDTEND:20261201T130000Z\r\nEND:VEVENT\r\nEND:VCALENDAR';

/** The id in the first link or form of the page that leads to such a path. */
const idIn = (page: string, place: string) =>
  new RegExp(`/availability/${place}/(\\w{3}_\\w{26})`).exec(page)?.[1] ?? '';

test('a stranger is sent to sign in from every page', async () => {
  for (const path of ['', '/rules/new', '/exceptions/new', '/term-breaks/new', '/calendars/new', '/settings'])
    expect(await app.browser().get(`/availability${path}`)).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/sign-in/),
    });
});

test('a session is offered, seen in the month and in words, changed and taken back', async () => {
  const browser = await signedIn(it, app, 'free@example.org');
  expect((await browser.get('/availability')).text).toContain('Nothing yet. Offer a session');
  const wrong = await browser.post('/availability/rules/new', { ...RULE, weekdays: [], to: '08:30' });
  expect(wrong.status).toBe(422);
  for (const text of ['Tick at least one day', 'value="08:30"', 'value="2026-11-24"'])
    expect(wrong.text).toContain(text);
  expect(await browser.post('/availability/rules/new', RULE)).toMatchObject({ status: 303 });
  const month = (await browser.get('/availability?month=2026-12')).text;
  for (const text of [
    '1 Dec 2026: Free',
    '2 Dec 2026: Nothing offered',
    'Tuesday and Thursday, 08:30–12:30',
    'Tue 1 Dec 2026:',
  ])
    expect(month).toContain(text);
  const path = `/availability/rules/${idIn(month, 'rules')}`;
  const stranger = await signedIn(it, app, 'stranger@example.org');
  for (const answer of [
    await stranger.get(path),
    await stranger.post(path, RULE),
    await stranger.post(`${path}/delete`, {}),
  ])
    expect(answer.status).toBe(404);
  expect((await browser.get(path)).text).toMatch(/value="tue" checked/);
  await browser.post(path, { ...RULE, everyWeeks: '2', termTimeOnly: 'on' });
  const changed = (await browser.get('/availability')).text;
  expect(changed).toContain('every second week');
  expect(changed).toContain('no holiday is entered');
  await browser.post(`${path}/delete`, {});
  expect((await browser.get('/availability')).text).toContain('Nothing yet. Offer a session');
});

test('days off, blocked hours, extra sessions and holidays are added and deleted', async () => {
  const browser = await signedIn(it, app, 'off@example.org');
  for (const kind of ['off', 'block', 'extra']) {
    const form = await browser.get(`/availability/exceptions/new?kind=${kind}`);
    expect(form.text).toContain(`name="kind" value="${kind}"`);
  }
  const past = await browser.post('/availability/exceptions/new', {
    kind: 'off',
    firstDay: '2026-11-01',
    reason: 'Dentist',
  });
  expect(past.status).toBe(422);
  expect(past.text).toContain('value="Dentist"');
  await browser.post('/availability/exceptions/new', {
    kind: 'off',
    firstDay: '2026-12-24',
    lastDay: '2026-12-27',
    reason: 'Family',
  });
  await browser.post('/availability/exceptions/new', {
    kind: 'extra',
    firstDay: '2026-12-05',
    from: '09:00',
    to: '12:00',
  });
  await browser.post('/availability/term-breaks/new', {
    firstDay: '2026-12-21',
    lastDay: '2027-01-03',
    label: 'Christmas',
  });
  const page = (await browser.get('/availability?month=2026-12')).text;
  for (const text of ['Family', 'Christmas', 'Extra session', '24 Dec 2026: Day off', '5 Dec 2026: Free'])
    expect(page).toContain(text);
  await browser.post(`/availability/term-breaks/${idIn(page, 'term-breaks')}/delete`, {});
  expect((await browser.get('/availability')).text).not.toContain('Christmas');
});

test('a calendar is added by its address, read again and removed; its address is never shown again', async () => {
  const browser = await signedIn(it, app, 'calendar@example.org');
  const post = (fields: Readonly<Record<string, string>>, file?: string) => upload(browser, fields, file);
  it.ctx.calendars.put('https://a.example/secret.ics', CALENDAR);
  const wrong = await post({ label: 'Home', address: 'https://a.example/wrong.ics' });
  expect(wrong.status).toBe(422);
  for (const text of ['There is no calendar at that address', 'value="Home"']) expect(wrong.text).toContain(text);
  expect(await post({ label: 'Home', address: 'https://a.example/secret.ics' })).toMatchObject({ status: 303 });
  await browser.post('/availability/rules/new', RULE);
  const page = (await browser.get('/availability?month=2026-12')).text;
  expect(page).not.toContain('secret.ics');
  expect(page).toContain('1 Dec 2026: Taken, or too soon');
  const path = `/availability/calendars/${idIn(page, 'calendars')}`;
  expect((await browser.post(`${path}/refresh`, {})).location).toContain('calendar-read');
  it.ctx.calendars.put('https://a.example/secret.ics', { kind: 'failed', reason: 'denied' });
  expect((await browser.post(`${path}/refresh`, {})).location).toContain('calendar-failed');
  expect((await browser.get('/availability')).text).toContain('lets nobody in');
  await browser.post(`${path}/delete`, {});
  expect((await browser.get('/availability?month=2026-12')).text).toContain('1 Dec 2026: Free');
});

test('a file is judged by what is in it, not by its name', async () => {
  const browser = await signedIn(it, app, 'file@example.org');
  const wrong = await upload(browser, { label: 'Rota', address: '' }, '<svg xmlns="http://www.w3.org/2000/svg"/>');
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('This is not a calendar');
  expect(await upload(browser, { label: 'Rota', address: '' }, CALENDAR)).toMatchObject({ status: 303 });
  expect((await browser.get('/availability')).text).toContain('A file, read once');
  const neither = await upload(browser, { label: 'Rota', address: '' });
  expect(neither.text).toContain('Enter an address that begins with https://');
  const both = await upload(browser, { label: 'Rota', address: 'https://a.example/a.ics' }, CALENDAR);
  expect(both.text).toContain('not both');
});

test('settings are kept, and a wrong one says what is possible', async () => {
  const browser = await signedIn(it, app, 'settings@example.org');
  const wrong = await browser.post('/availability/settings', {
    guardMinutes: '999',
    noticeHours: '48',
    shortestMinutes: '180',
    horizonDays: '90',
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('from 0 to 480');
  await browser.post('/availability/settings', {
    guardMinutes: '45',
    noticeHours: '48',
    shortestMinutes: '180',
    horizonDays: '90',
  });
  const page = (await browser.get('/availability')).text;
  for (const text of ['45 minutes kept free', 'at least 48 hours', '180 minutes', '90 days'])
    expect(page).toContain(text);
});

test('the same by API, and another’s things are not there', async () => {
  const [owner, other] = [await it.makeAccount(), await it.makeAccount()];
  const call = await caller(owner);
  const made = await call('POST', '/rules', RULE);
  expect(made.status).toBe(201);
  it.ctx.calendars.put('https://a.example/api.ics', CALENDAR);
  expect(await call('POST', '/calendars', { label: 'Home', address: 'https://a.example/api.ics' })).toMatchObject({
    status: 201,
  });
  await call('POST', '/exceptions', { kind: 'off', firstDay: '2026-12-03' });
  await call('POST', '/term-breaks', { firstDay: '2026-12-21', lastDay: '2027-01-03' });
  expect(
    (await call('PUT', '/settings', { guardMinutes: 60, noticeHours: 24, shortestMinutes: 60, horizonDays: 60 })).json,
  ).toMatchObject({ guardMinutes: 60 });
  expect((await call('GET', '/slots?from=2026-11-30&to=2026-12-08')).json).toEqual({
    items: [{ date: '2026-12-08', startsAt: '2026-12-08T08:30:00Z', endsAt: '2026-12-08T12:30:00Z' }],
  });
  expect((await call('GET', '/rules')).json).toMatchObject({
    items: [{ weekdays: ['tue', 'thu'], from: '08:30', lastDay: null }],
  });
  expect((await call('GET', '/exceptions')).json).toMatchObject({
    items: [{ kind: 'off', firstDay: '2026-12-03', from: null }],
  });
  expect((await call('GET', '/calendars')).json).toMatchObject({
    items: [{ label: 'Home', subscribed: true, lastProblem: null }],
  });
  expect((await call('GET', '/term-breaks')).json).toMatchObject({ items: [{ lastDay: '2027-01-03' }] });
  expect(await call('GET', '/slots?from=2026-11-30&to=2029-12-08')).toMatchObject({
    status: 422,
    json: { errors: { to: expect.any(String) } },
  });
  expect(await call('POST', '/rules', { ...RULE, from: 'noon' })).toMatchObject({
    status: 422,
    json: { errors: { from: expect.any(String) } },
  });
  const theirs = await caller(other);
  expect(await theirs('DELETE', `/rules/${String(made.json.id)}`)).toMatchObject({ status: 404 });
  expect(await call('DELETE', `/rules/${String(made.json.id)}`)).toMatchObject({ status: 200 });
  const paths = Object.keys((await (await app.request('http://localhost:3000/api/v1/openapi.json', {})).json()).paths);
  for (const path of ['slots', 'rules', 'exceptions', 'calendars', 'settings', 'term-breaks'])
    expect(paths).toContain(`/availability/${path}`);
});

async function caller(owner: Owner) {
  const key = await makeKey(it.ctx, owner, { label: 'writer', scope: 'write', days: 30 });
  return async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: Record<string, unknown> }> => {
    const answer = await app.request(`http://localhost:3000/api/v1/availability${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: await answer.json() };
  };
}

/** Posts the form as a browser does, with a file or without. */
async function upload(
  browser: Awaited<ReturnType<typeof signedIn>>,
  fields: Readonly<Record<string, string>>,
  file?: string,
) {
  return browser.upload('/availability/calendars/new', fields, {
    name: 'calendar.ics',
    bytes: new TextEncoder().encode(file ?? ''),
  });
}
