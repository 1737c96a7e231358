import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { requestInput } from '#features/requests/input.ts';
import { confirmAddress, sendRequest } from '#features/requests/send-request.ts';
import { makeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { fillProfile } from './cast/working-locum.ts';
import { type Browser, testApp } from './support/app.ts';
import { type TestContext, TUESDAY, testContext } from './support/context.ts';

let it: TestContext;
let owner: Owner;
let practice: Browser;
let call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Record<string, never> }>;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  const app = testApp(it);
  practice = app.browser();
  const key = await makeKey(it.ctx, owner, { label: 'Key', scope: 'write', days: 30 });
  call = async (method, path, body) => {
    const answer = await app.request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
});
afterAll(() => it.close());

const picture = () =>
  sharp({ create: { width: 40, height: 40, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
const CONTACT = 'rota@riverside.example.nhs.uk';

/** The path of the newest mailed link of that kind. */
async function mailedPath(part: string): Promise<string> {
  await it.work();
  for (const mail of await it.mailbox.list()) {
    const token = new RegExp(`/${part}/([\\w-]{64})`).exec(mail.text)?.[1];
    if (token && mail.to.address === CONTACT) return `/${part}/${token}`;
  }
  throw new Error(`no link ${part}`);
}

test('the locum’s whole side goes by the API, the practice’s by its links', async () => {
  const published = await call('PUT', '/publication', {
    slug: 'amara-okafor',
    visibility: 'published',
    shown: ['place', 'headline'],
    headline: 'Calm under pressure',
    travelMiles: '25',
  });
  expect(published).toMatchObject({ status: 200, body: { slug: 'amara-okafor', visibility: 'published' } });
  expect((await call('GET', '/directory?near=LS1&miles=25')).body).toMatchObject({
    items: [{ slug: 'amara-okafor', place: 'Leeds', distance: 'under 3 miles' }],
  });

  const id = await sendRequest(
    it.ctx,
    owner,
    readInput(requestInput, {
      organisationName: 'Riverside Surgery',
      organisationKind: 'gp_practice',
      organisationAddress: '2 River Lane',
      contactName: 'Maggie Hill',
      contactEmail: CONTACT,
      workType: 'surgery',
      rateKind: 'session',
      rate: '300',
      dayDate: ['2026-11-24', '2026-12-01'],
      dayStart: ['08:30', '08:30'],
      dayEnd: ['09:30', '13:00'],
    }),
  );
  const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'request', subjectId: id }));
  await confirmAddress(it.ctx, { owner, link }, { callerHash: 'x', device: 'x' });
  const listed = await call('GET', '/requests?state=waiting');
  const [request] = (listed.body.items as unknown as { id: string; days: { id: string }[] }[]) ?? [];
  if (!request) throw new Error('no request');
  const countered = await call('POST', `/requests/${request.id}/counter`, {
    days: [request.days[0]?.id],
    rateKind: 'session',
    rate: '340.00',
    times: [{ day: request.days[0]?.id, start: '08:30', end: '09:30' }],
    units: [{ day: request.days[0]?.id, units: 1 }],
    pensionable: true,
  });
  expect(countered.status).toBe(200);
  expect((await practice.post(`${await mailedPath('r')}/answer`, { answer: 'accept' })).status).toBe(303);
  const accepted = await call('GET', `/requests/${request.id}`);
  expect(accepted.body).toMatchObject({ state: 'accepted', counterRate: '340.00' });
  const booking = (accepted.body.days as unknown as { booking: string }[])[0]?.booking ?? '';

  const message = await call('POST', `/messages/${booking}`, { body: 'Is there parking?' });
  // the organisation has an address from its request, so the message is mailed
  expect(message.status).toBe(201);
  const answered = await practice.post(`${await mailedPath('b')}/messages`, { name: 'Maggie Hill', body: 'Yes.' });
  expect(answered.status).toBe(303);
  expect((await call('GET', `/messages/${booking}`)).body).toMatchObject({
    items: [{ author: 'locum' }, { author: 'organisation', body: 'Yes.' }],
  });

  expect((await call('POST', `/bookings/${booking}/confirmation`)).status).toBe(200);
  expect((await practice.post(`${await mailedPath('b')}/acknowledge`, { name: 'Maggie Hill' })).status).toBe(303);
  const signOff = await call('POST', `/bookings/${booking}/sign-off`, {
    start: '08:30',
    end: '09:45',
    extras: [{ kind: 'work', description: 'Home visit', amount: '45.50' }],
  });
  const signed = await practice.post(new URL(String(signOff.body.url)).pathname, {
    name: 'Maggie Hill',
    role: 'Practice manager',
    start: '08:30',
    end: '09:45',
    extraKind: 'work',
    extraDescription: 'Home visit',
    extraAmount: '45.50',
  });
  expect(signed.status).toBe(303);
  expect((await call('GET', `/bookings/${booking}/answers`)).body).toMatchObject({
    answers: [{ kind: 'acknowledged', name: 'Maggie Hill' }],
    signOff: { end: '09:45', signedBy: 'Maggie Hill', extras: [{ amount: '45.50' }] },
  });
  expect((await call('GET', `/bookings/${booking}`)).body).toMatchObject({ state: 'delivered', total: '385.50' });
});

test('an invoice is billed by the API, claimed on its link, and the claim confirmed by the API', async () => {
  const bookings = await call('GET', '/bookings?state=delivered');
  const [booking] = (bookings.body.items as unknown as { id: string; organisation: string }[]) ?? [];
  const billed = await call('POST', '/invoices', {
    organisation: booking?.organisation,
    bookings: [booking?.id],
    send: true,
  });
  expect(billed.status).toBe(201);
  const path = await mailedPath('i');
  // the fee with the home visit, and the employer's contribution on it
  const amount = String((await call('GET', `/invoices/${String(billed.body.id)}`)).body.total);
  expect(Number(amount)).toBeGreaterThan(385.5);
  const claim = { name: 'Maggie Hill', paidOn: '2026-11-24', amount };
  expect((await practice.post(`${path}/claim`, claim)).status).toBe(303);
  expect((await practice.post(`${path}/dispute`, { name: 'Maggie Hill', reason: 'One visit too many.' })).status).toBe(
    303,
  );
  const claims = await call('GET', '/payment-claims?open=true');
  const [open] = (claims.body.items as unknown as { id: string; amount: string }[]) ?? [];
  expect(open?.amount).toBe(amount);
  const confirmed = await call('POST', `/payment-claims/${open?.id}/confirm`, {
    receivedOn: '2026-11-24',
    amount,
  });
  expect(confirmed.status).toBe(200);
  expect((await call('GET', `/invoices/${String(billed.body.id)}`)).body).toMatchObject({ standing: 'paid' });
  // paid in full, nothing waits for an answer any more
  expect((await call('GET', '/invoice-disputes?open=true')).body).toEqual({ items: [] });
});

test('the practice signs Form A on its link; the signed paper is in both mailboxes and by the API', async () => {
  const signed = await practice.post(await mailedPath('f'), {
    name: 'Maggie Hill',
    role: 'Practice manager',
    practiceCode: 'B86001',
    coveredGps: 'Dr Price',
    paidOn: '2026-11-24',
    declared: 'on',
  });
  expect(signed.status).toBe(303);
  await it.work();
  const got = (await it.mailbox.list()).filter(mail =>
    mail.attachments.some(file => file.filename.endsWith('-signed.pdf')),
  );
  expect(got.map(mail => mail.to.address).toSorted()).toEqual([CONTACT, `${owner.accountId}@example.org`].toSorted());
  const forms = await call('GET', '/pension/form-as');
  expect(forms.body.items).toMatchObject([{ signedBy: 'Maggie Hill' }]);
});

test('a dispute is settled by the API', async () => {
  const bookings = await call('POST', '/bookings', {
    organisation: (await organisation()).id,
    workType: 'surgery',
    date: '2026-11-23',
    start: '08:30',
    end: '13:00',
    billingMode: 'self_invoiced',
    rateKind: 'session',
    rate: '340.00',
  });
  await call('POST', `/bookings/${String(bookings.body.id)}/deliver`, { start: '08:30', end: '13:00' });
  const billed = await call('POST', '/invoices', {
    organisation: (await organisation()).id,
    bookings: [bookings.body.id],
    send: true,
  });
  expect(billed.status).toBe(201);
  const said = await practice.post(`${await mailedPath('i')}/dispute`, { name: 'Maggie Hill', reason: 'Not ours.' });
  expect(said.status).toBe(303);
  const disputes = await call('GET', '/invoice-disputes?open=true');
  const [dispute] = (disputes.body.items as unknown as { id: string }[]) ?? [];
  expect((await call('POST', `/invoice-disputes/${dispute?.id}/settle`, { outcome: 'It was.' })).status).toBe(200);
  expect((await call('GET', '/invoice-disputes?open=true')).body).toEqual({ items: [] });
});

async function organisation(): Promise<{ id: string }> {
  const { body } = await call('GET', '/organisations');
  const [found] = (body.items as unknown as { id: string }[]) ?? [];
  if (!found) throw new Error('no organisation');
  return found;
}

test('links are listed with their uses, ended and replaced', async () => {
  const { body } = await call('GET', '/links');
  const links = body.items as unknown as { id: string; scope: string; state: string; uses: { action: string }[] }[];
  const invoice = links.find(link => link.scope === 'invoice' && link.state === 'works');
  expect(links.some(link => link.uses.some(use => use.action === 'claim_paid'))).toBe(true);
  const replaced = await call('POST', `/links/${invoice?.id}/replace`);
  expect((await practice.get(new URL(String(replaced.body.url)).pathname)).status).toBe(200);
  expect((await call('POST', `/links/${String(replaced.body.id)}/revoke`)).status).toBe(200);
  expect((await practice.get(new URL(String(replaced.body.url)).pathname)).status).toBe(410);
});

test('documents are kept, shared and deleted', async () => {
  const bytes = await picture();
  const document = { category: 'dbs', title: 'DBS', expiresOn: '2027-01-01', fileName: 'dbs.png' };
  const kept = await call('POST', '/documents', { ...document, content: bytes.toString('base64') });
  expect(kept.status).toBe(201);
  const refused = await call('POST', '/documents', { ...document, content: Buffer.from('<svg/>').toString('base64') });
  expect(refused).toMatchObject({ status: 422, body: { code: 'upload.wrong_type' } });
  const shared = await call('POST', '/compliance-packs', {
    label: 'January',
    recipientName: 'Maggie Hill',
    documents: [kept.body.id],
    days: 30,
  });
  expect((await practice.get(new URL(String(shared.body.url)).pathname)).text).toContain('DBS');
  expect((await call('DELETE', `/documents/${String(kept.body.id)}`)).status).toBe(200);
  expect((await practice.get(new URL(String(shared.body.url)).pathname)).text).not.toContain('DBS');
});

test('documents are kept, renewed, corrected, and their validity is chosen', async () => {
  const file = { fileName: 'bls.png', content: (await picture()).toString('base64') };
  const kept = await call('POST', '/documents', {
    category: 'life_support',
    title: 'BLS',
    issuedOn: '2026-11-20',
    ...file,
  });
  const path = `/documents/${String(kept.body.id)}`;
  expect((await call('GET', `${path}/versions`)).body).toMatchObject({
    items: [{ version: 1, expiresOn: null }],
    proposedExpiry: '2027-11-20',
  });
  const changed = await call('PUT', '/document-validities', { category: 'life_support', months: 24 });
  expect(changed.status).toBe(200);
  const { items } = (await call('GET', '/document-validities')).body as unknown as { items: object[] };
  expect(items).toContainEqual({ category: 'life_support', months: 24 });
  expect((await call('GET', `${path}/versions`)).body).toMatchObject({ proposedExpiry: '2028-11-20' });
  const correction = { category: 'life_support', title: 'Basic life support', issuedOn: '2026-11-20' };
  expect((await call('PUT', path, { ...correction, expiresOn: '2028-11-20' })).status).toBe(200);
  expect((await call('PUT', path, { ...correction, expiresOn: '2026-01-01' })).status).toBe(422);
  expect((await call('POST', `${path}/renew`, { ...file, expiresOn: '2029-01-01' })).status).toBe(200);
  expect((await call('POST', `${path}/renew`, { fileName: 'a.svg', content: 'PHN2Zy8+' })).status).toBe(422);
  expect((await call('GET', `${path}/versions`)).body).toMatchObject({
    items: [
      { version: 2, expiresOn: '2029-01-01' },
      { version: 1, expiresOn: '2028-11-20' },
    ],
    proposedExpiry: null,
  });
  expect((await call('GET', '/documents')).body).toMatchObject({
    items: [{ title: 'Basic life support', version: 2, expiresOn: '2029-01-01' }],
  });
});

test('which mails come, the calendar feed, and a calendar’s file', async () => {
  expect((await call('PUT', '/notifications', { wanted: ['message', 'request'] })).status).toBe(200);
  expect((await call('GET', '/notifications')).body).toEqual({ wanted: ['message', 'request'] });
  expect((await call('PUT', '/notifications', { wanted: ['everything'] })).status).toBe(422);

  const feed = String((await call('GET', '/calendar-feed')).body.url);
  expect((await practice.get(new URL(feed).pathname)).text).toContain('BEGIN:VCALENDAR');
  const next = String((await call('POST', '/calendar-feed/replace')).body.url);
  expect((await practice.get(new URL(feed).pathname)).status).toBe(410);
  expect((await practice.get(new URL(next).pathname)).status).toBe(200);

  const ics = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTART:20261201T090000Z',
    'DTEND:20261201T120000Z',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  expect((await call('POST', '/availability/calendars/file', { label: 'Home', content: ics })).status).toBe(201);
  expect((await call('POST', '/availability/calendars/file', { label: 'Home', content: 'no' })).status).toBe(422);
  expect((await call('GET', '/availability/calendars')).body).toMatchObject({
    items: [{ label: 'Home', subscribed: false }],
  });
});

test('a schedule is made and sent', async () => {
  it.ctx.clock.set(TUESDAY);
  const organisations = await call('GET', '/organisations');
  const [organisation] = (organisations.body.items as unknown as { id: string }[]) ?? [];
  const made = await call('POST', '/bookings', {
    organisation: organisation?.id,
    workType: 'surgery',
    date: '2026-12-15',
    start: '08:30',
    end: '13:00',
    billingMode: 'self_invoiced',
    rateKind: 'session',
    rate: '340.00',
  });
  const schedule = await call('POST', '/schedules', { organisation: organisation?.id, bookings: [made.body.id] });
  expect(schedule.status).toBe(201);
  expect((await call('POST', `/schedules/${String(schedule.body.id)}/send`)).status).toBe(200);
  expect((await practice.post(await mailedPath('d'), { name: 'Maggie Hill' })).status).toBe(303);
  expect((await call('GET', '/schedules')).body).toMatchObject({ items: [{ acknowledgedBy: 'Maggie Hill' }] });
});

test('an operation that is not there, and a body that is no JSON, are problems and no faults', async () => {
  expect(await call('POST', '/nothing', {})).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const key = await makeKey(it.ctx, owner, { label: 'Key', scope: 'write', days: 30 });
  const broken = await testApp(it).request('http://localhost:3000/api/v1/bookings', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"date":',
  });
  expect(broken.status).toBe(400);
  expect(await broken.json()).toMatchObject({ code: 'api.not_json' });
});

test('every operation is in the OpenAPI document', async () => {
  const answer = await testApp(it).request('http://localhost:3000/api/v1/openapi.json', {});
  const { paths } = await answer.json();
  for (const path of [
    '/publication',
    '/directory',
    '/requests/{id}/counter',
    '/messages/{about}',
    '/bookings/{id}/sign-off',
    '/schedules/{id}/send',
    '/payment-claims/{id}/confirm',
    '/invoice-disputes/{id}/settle',
    '/links/{id}/replace',
    '/documents',
    '/documents/{id}/renew',
    '/documents/{id}/versions',
    '/document-validities',
    '/notifications',
    '/calendar-feed',
    '/availability/calendars/file',
    '/compliance-packs',
  ])
    expect(Object.keys(paths), path).toContain(path);
});
