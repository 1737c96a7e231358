import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { apiClient, itemsOf } from '#tests/support/api-client.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { addPost, changePost, removePost, setPostPay } from './keep-post.ts';
import { readPensionYear } from './pension-year.ts';
import { postInput, postPayInput } from './post-input.ts';
import { listPostPay, listPosts } from './posts-store.ts';

const YEAR = '2026-27' as SchemeYear;

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const post = (change: Readonly<Record<string, unknown>> = {}) =>
  readInput(postInput, {
    kind: 'salaried',
    employer: 'Hilltop Surgery',
    scheme: 'england_and_wales',
    startedOn: '2026-06-15',
    isContinuous: true,
    ...change,
  });
const pay = (...months: readonly (readonly [string, string, string?])[]) =>
  readInput(postPayInput, {
    pay: months.map(([month, pensionable, contributed]) => ({ month, pensionable, contributed })),
  });
const refused = async (attempt: () => unknown) => {
  try {
    await attempt();
    return undefined;
  } catch (fault) {
    if (fault instanceof InputRefusal) return fault.fields;
    return fault instanceof Refusal ? fault.reason.code : fault;
  }
};
const posts = (owner: Owner) => asOwner(it.ctx.db, owner, tx => listPosts(tx));
const paid = (owner: Owner, year = YEAR) => asOwner(it.ctx.db, owner, tx => listPostPay(tx, year));

test('a post sent twice with one id is recorded once', async () => {
  const owner = await it.makeAccount();
  const id = showId('post', newId('post'));
  for (let i = 0; i < 2; i++) await addPost(it.ctx, owner, post({ id }));
  expect(await posts(owner)).toHaveLength(1);
});

test('what cannot be a post is refused beside its field', async () => {
  expect(await refused(() => post({ endedOn: '2026-06-14' }))).toEqual({
    endedOn: 'The last day is before the first.',
  });
  expect(Object.keys(Object((await refused(() => post({ kind: 'chair', employer: '' }))) ?? {}))).toEqual([
    'kind',
    'employer',
  ]);
  const owner = await it.makeAccount();
  const organisation = showId(
    'organisation',
    await addPractice(it, owner, { nation: 'scotland', kind: 'out_of_hours' }),
  );
  expect(await refused(() => post({ organisation }))).toHaveProperty('organisation');
  expect(await refused(() => addPost(it.ctx, owner, post({ kind: 'solo', organisation })))).toHaveProperty('scheme');
  const strange = showId('organisation', newId('organisation'));
  expect(await refused(() => addPost(it.ctx, owner, post({ kind: 'solo', organisation: strange })))).toHaveProperty(
    'organisation',
  );
});

test('pay of a year takes the place of what was there, and the year before keeps its own', async () => {
  const owner = await it.makeAccount();
  const id = await addPost(it.ctx, owner, post({ startedOn: '2025-01-01' }));
  await setPostPay(it.ctx, owner, id, '2025-26' as SchemeYear, pay(['2026-03', '900.00']));
  await setPostPay(it.ctx, owner, id, YEAR, pay(['2026-04', '1000.00', '107.00'], ['2026-05', '1000.00']));
  await setPostPay(it.ctx, owner, id, YEAR, pay(['2026-04', '1100.00', '117.70'], ['2026-05', '']));
  expect(await paid(owner)).toEqual([
    { postId: id, month: '2026-04', pensionablePence: 110_000, contributedPence: 11_770 },
  ]);
  expect(await paid(owner, '2025-26' as SchemeYear)).toHaveLength(1);
});

test.each([
  ['a month of another year', '2026-03', 'March 2026 does not lie in 2026-27.'],
  ['the month after the year', '2027-04', 'April 2027 does not lie in 2026-27.'],
  ['a month before the post began', '2026-05', 'May 2026 is before the post began.'],
])('pay of %s is refused', async (_, month, message) => {
  const owner = await it.makeAccount();
  const id = await addPost(it.ctx, owner, post());
  expect(await refused(() => setPostPay(it.ctx, owner, id, YEAR, pay([month, '1000.00'])))).toEqual({
    'pay.0.pensionable': message,
  });
  expect(await paid(owner)).toEqual([]);
});

test('one month twice, a contribution of nothing and one above the pay are refused', async () => {
  const owner = await it.makeAccount();
  const id = await addPost(it.ctx, owner, post());
  const twice = pay(['2026-07', '1.00'], ['2026-07', '2.00']);
  expect(await refused(() => setPostPay(it.ctx, owner, id, YEAR, twice))).toEqual({
    'pay.1.pensionable': 'July 2026 is there twice.',
  });
  expect(await refused(() => pay(['2026-07', '', '10.00']))).toHaveProperty(['pay.0.pensionable']);
  expect(await refused(() => pay(['2026-07', '10.00', '10.01']))).toHaveProperty(['pay.0.contributed']);
});

test('arrears after the last day are pay like any other', async () => {
  const owner = await it.makeAccount();
  const id = await addPost(it.ctx, owner, post({ endedOn: '2026-08-31' }));
  await setPostPay(it.ctx, owner, id, YEAR, pay(['2026-10', '250.00']));
  expect(await paid(owner)).toHaveLength(1);
});

test('a salaried post counts in the tier, an officer post never', async () => {
  const owner = await it.makeAccount();
  for (const [kind, sum] of [
    ['salaried', '2000.00'],
    ['officer', '9000.00'],
  ] as const) {
    const id = await addPost(it.ctx, owner, post({ kind }));
    await setPostPay(it.ctx, owner, id, YEAR, pay(['2026-07', sum]));
  }
  const year = await asOwner(it.ctx.db, owner, tx =>
    readPensionYear(tx, 'england_and_wales', YEAR, it.ctx.clock.today()),
  );
  expect(year.reckoning.pensionablePence).toBe(200_000);
});

test('another locum can neither see, change, pay nor remove a post', async () => {
  const [owner, stranger] = [await it.makeAccount(), await it.makeAccount()];
  const id = await addPost(it.ctx, owner, post());
  expect(await posts(stranger)).toEqual([]);
  for (const attempt of [
    () => changePost(it.ctx, stranger, id, post()),
    () => setPostPay(it.ctx, stranger, id, YEAR, pay(['2026-07', '1.00'])),
    () => removePost(it.ctx, stranger, id),
  ])
    expect(await refused(attempt)).toBe('not_found');
  expect(await posts(owner)).toHaveLength(1);
});

test('a post goes with its pay', async () => {
  const owner = await it.makeAccount();
  const id = await addPost(it.ctx, owner, post());
  await setPostPay(it.ctx, owner, id, YEAR, pay(['2026-07', '1.00']));
  await removePost(it.ctx, owner, id);
  expect(await posts(owner)).toEqual([]);
  expect(await paid(owner)).toEqual([]);
});

test('on the pages a post is added, paid by month, and shown with its sum; a wrong figure keeps what was typed', async () => {
  const browser = await signedIn(it, app, 'posts@example.org');
  expect((await browser.get('/pension/posts')).text).toContain('No other posts');
  const fresh = (await browser.get('/pension/posts/new')).text;
  const id = /name="id" value="(pst_[0-9a-z]+)"/.exec(fresh)?.[1] ?? '';
  const fields = { id, kind: 'salaried', employer: 'Hilltop Surgery', scheme: 'england_and_wales' };
  const wrong = await browser.post('/pension/posts/new', { ...fields, startedOn: '' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="Hilltop Surgery"');
  const added = await browser.post('/pension/posts/new', { ...fields, startedOn: '2026-06-15', isContinuous: 'on' });
  expect(added).toMatchObject({ status: 303, location: `/pension/posts/${id}/pay/2026-27?done=saved` });

  const path = `/pension/posts/${id}/pay/2026-27`;
  const early = await browser.post(path, {
    'pay.1.pensionable': '12',
    'pay.4.pensionable': '2000',
    'pay.4.contributed': 'x',
  });
  expect(early.status).toBe(422);
  expect(early.text).toContain('value="2000"');
  expect(await browser.post(path, { 'pay.4.pensionable': '2,000.50', 'pay.5.pensionable': '10' })).toMatchObject({
    status: 303,
  });
  expect((await browser.get(path)).text).toContain('value="2000.50"');
  const list = (await browser.get('/pension/posts')).text;
  for (const part of ['Hilltop Surgery', '£2,010.50', 'not known', 'never counted']) expect(list).toContain(part);
  expect((await browser.get('/pension/posts?year=2025-26')).text).toContain('£0.00');

  expect(await browser.post(`/pension/posts/${id}/remove`, {})).toMatchObject({ status: 303 });
  expect((await browser.get('/pension/posts?done=post-removed')).text).toContain('The post is removed, with its pay.');
  expect((await browser.get(`/pension/posts/${id}`)).status).toBe(404);
});

test('SOLO pay can be filled from the bookings, mileage left out, and the provider’s own figure stands', async () => {
  const browser = await signedIn(it, app, 'solo@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'solo@example.org'");
  const owner = ownerOf(rows[0].id as Id<'account'>);
  const provider = await addPractice(it, owner, {
    kind: 'out_of_hours',
    name: 'Calder Out of Hours',
    ods_code: 'Y01234',
  });
  const work = { work_type: 'out_of_hours', miles_tenths: 200, mileage_rate_pence: 45 };
  for (const day of ['2026-11-09', '2026-11-10', '2026-10-05']) await addDelivered(it, owner, provider, day, work);
  await addDelivered(it, owner, provider, '2026-11-11', { ...work, pensionable: false });
  await addDelivered(it, owner, provider, '2026-03-31', work);
  const solo = post({
    kind: 'solo',
    employer: 'Calder',
    startedOn: '2026-04-01',
    organisation: showId('organisation', provider),
  });
  const id = await addPost(it.ctx, owner, solo);
  await setPostPay(it.ctx, owner, id, YEAR, pay(['2026-10', '650.00', '69.55']));

  const grid = (await browser.get(`/pension/posts/${showId('post', id)}/pay/2026-27?fill=bookings`)).text;
  for (const part of ['£1,400.00', 'value="1400.00"', 'value="650.00"', 'value="69.55"']) expect(grid).toContain(part);
  const year = (await browser.get('/pension/solo/2026-27')).text;
  for (const part of ['Calder Out of Hours', '£1,400.00', '£650.00', '£2,050.00', 'the provider', 'your bookings'])
    expect(year).toContain(part);
  expect((await browser.get('/pension/solo/2025-26')).text).toContain('£700.00');

  const record = `/pension/solo/2026-27/${showId('organisation', provider)}`;
  expect((await browser.get(`${record}/2026-11`)).headers.get('content-type')).toBe('application/pdf');
  expect((await browser.get(`${record}/2026-12`)).status).toBe(404);
  expect((await browser.get('/pension/solo/2026-27/pdf')).headers.get('content-type')).toBe('application/pdf');
  expect((await browser.get('/pension/type-2/2026-27')).headers.get('content-type')).toBe('application/pdf');
  const stranger = await signedIn(it, app, 'no-solo@example.org');
  for (const path of [`${record}/2026-11`, '/pension/solo/2026-27/pdf'])
    expect((await stranger.get(path)).status).toBe(404);
});

test('the API keeps posts and their pay as the pages do', async () => {
  const owner = await it.makeAccount();
  const api = await apiClient(it, owner);
  const id = showId('post', newId('post'));
  const body = {
    id,
    kind: 'salaried',
    employer: 'Hilltop Surgery',
    scheme: 'england_and_wales',
    startedOn: '2026-06-15',
    isContinuous: true,
  };
  expect(await api.call('POST', '/pension/posts', body)).toMatchObject({ status: 201, json: { id } });
  expect(await api.call('PUT', `/pension/posts/${id}`, { ...body, employer: 'Valley Surgery' })).toMatchObject({
    status: 200,
  });
  const months = { pay: [{ month: '2026-07', pensionable: '2000.00', contributed: '214.00' }] };
  expect(await api.call('PUT', `/pension/posts/${id}/pay/2026-27`, months)).toMatchObject({ status: 200 });
  expect(itemsOf(await api.call('GET', '/pension/posts'))).toMatchObject([
    { id, employer: 'Valley Surgery', endedOn: null, organisation: null, pay: months.pay },
  ]);
  expect(itemsOf(await api.call('GET', '/pension/posts?year=2025-26'))).toMatchObject([{ pay: [] }]);
  expect(await api.call('GET', '/pension/posts?year=2026')).toMatchObject({ status: 404 });
  expect(await api.call('PUT', `/pension/posts/${id}/pay/2026-27`, { pay: [{ month: '2026-13' }] })).toMatchObject({
    status: 422,
  });
  expect(await api.call('DELETE', `/pension/posts/${id}`)).toMatchObject({ status: 200 });
  expect(await api.call('DELETE', `/pension/posts/${id}`)).toMatchObject({ status: 404 });
});
