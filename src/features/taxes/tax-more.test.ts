import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPost } from '#features/pensions/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { liveATaxYear } from '#tests/cast/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type ApiClient, apiClient } from '#tests/support/api-client.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { inOrder } from './books.ts';
import { readTaxYearView } from './read-tax-year.ts';
import { readVat, readVatRows, setTreatment } from './vat.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Browser;
let api: ApiClient;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  browser = await signedIn(it, app, 'more@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'more@example.org'");
  owner = ownerOf(rows[0].id);
  await liveATaxYear(it, owner);
  it.ctx.clock.set(TUESDAY);
  api = await apiClient(it, owner);
});
afterAll(() => it.close());

const insert = (table: string, row: Readonly<Record<string, unknown>>) =>
  it.database.admin.query(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((_, i) => `$${i + 1}`)})`,
    Object.values(row),
  );
const read = (who: Owner) => asOwner(it.ctx.db, who, tx => readTaxYearView(tx, '2026-27' as TaxYear));
const someone = async () => {
  const other = await it.makeAccount();
  await fillProfile(it, other, { tier_basis_points: 1070 });
  return other;
};

test('a stranger is sent to sign in', async () => {
  for (const path of ['/tax/vat', '/tax/vat/rows?of=exempt', '/tax/one-more', '/tax/2026-27/pack'])
    expect(await app.browser().get(path)).toMatchObject({ status: 303, location: expect.stringContaining('/sign-in') });
});

test('what one more booking leaves is told of a booking and as typed, by the rule of the year', async () => {
  const practice = await addPractice(it, owner, { name: 'Lane Surgery' });
  const id = await addDelivered(it, owner, practice, '2026-12-01', {
    state: 'confirmed',
    delivered_at: null,
    miles_tenths: 200,
    mileage_rate_pence: 45,
  });
  const ofBooking = await browser.get(`/tax/one-more?booking=${showId('booking', id)}`);
  // the year at its pace makes £63,626.86, so 40% and 2%: £709.00 less £11.00 of travel, less £78.75 of pension at 12.5%
  // 1: £698.00 less £78.75 at 40% is £247.70; 2% of £698.00 is £13.96
  for (const part of [
    'value="700.00"',
    'value="9.00"',
    'value="12.5"',
    '£709.00',
    '-£11.00',
    '-£78.75',
    '-£247.70',
    '-£13.96',
  ])
    expect(ofBooking.text).toContain(part);
  expect(ofBooking.text).toContain('Left for you: £357.59');
  const typed = { fee: '700', recharged: '9', miles: '20', pensioned: 'on', tier: '12.5', costs: '' };
  expect((await browser.get(`/tax/one-more?${new URLSearchParams(typed)}`)).text).toContain('Left for you: £357.59');
  expect(await api.call('POST', '/tax/one-more', { ...typed, pensioned: true })).toMatchObject({
    status: 200,
    json: { fee: '709.00', costs: '11.00', pension: '78.75', incomeTax: '247.70', left: '357.59' },
  });
  const slip = await browser.get(`/tax/one-more?${new URLSearchParams({ ...typed, tier: '', fee: 'much' })}`);
  expect(slip.status).toBe(422);
  expect(slip.text).toContain('value="much"');
  expect(await browser.get(`/tax/one-more?booking=${showId('booking', newId('booking'))}`)).toMatchObject({
    status: 404,
  });
});

test('work is exempt until the locum says otherwise, and each sum of the watch opens to its rows', async () => {
  const before = await browser.get('/tax/vat');
  for (const part of ['Hill Clinic', '£0.00', '£42,100.00']) expect(before.text).toContain(part);
  const organisations = Object.values((await api.call('GET', '/tax/vat')).json.organisations ?? {});
  const hill = String(organisations.find(it => String(it.name) === 'Hill Clinic')?.id);
  expect(before.text).toContain(`action="/tax/vat/${hill}"`);
  expect(await browser.post(`/tax/vat/${hill}`, { treatment: 'taxable' })).toMatchObject({ status: 303 });
  const { text } = await browser.get('/tax/vat');
  const rows = /href="(\/tax\/vat\/rows\?of=taxable[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect((await browser.get(rows)).text).toContain('£40,000.00');
  expect(await api.call('GET', '/tax/vat')).toMatchObject({
    json: {
      windows: expect.arrayContaining([expect.objectContaining({ taxable: '40000.00', threshold: '90000.00' })]),
    },
  });
  expect(await api.call('PUT', `/tax/vat/organisations/${hill}`, { treatment: 'exempt' })).toMatchObject({
    status: 200,
  });
  const stranger = await apiClient(it, await it.makeAccount());
  expect(await stranger.call('PUT', `/tax/vat/organisations/${hill}`, { treatment: 'taxable' })).toMatchObject({
    status: 404,
  });
});

test('what SOLO providers took counts as pension relief, what a salaried post took does not', async () => {
  const other = await someone();
  const post = async (kind: 'solo' | 'salaried') => {
    const id: Id<'post'> = newId('post');
    await addPost(it.ctx, other, {
      id,
      kind,
      employer: 'Out of Hours Ltd',
      organisation: null,
      scheme: 'england_and_wales',
      startedOn: Temporal.PlainDate.from('2026-04-01'),
      endedOn: null,
      isContinuous: false,
    });
    await insert('pension_post_pay', {
      account_id: other.accountId,
      post_id: id,
      pay_month: '2026-06',
      pensionable_pence: 100_000,
      contributed_pence: 10_700,
      updated_at: '2026-07-01T00:00:00Z',
    });
  };
  await post('solo');
  await post('salaried');
  expect((await read(other)).pensionPence).toBe(107_00);
});

test('miles at the flat rate and work at home are expenses, a thing that lasts for years is none', async () => {
  const other = await someone();
  const account_id = other.accountId;
  const vehicle = newId('vehicle');
  const at = '2026-06-10T00:00:00Z';
  await insert('vehicles', { account_id, id: vehicle, kind: 'car', name: 'Car', method: 'flat_rate', created_at: at });
  for (const [made_on, miles_tenths] of [
    ['2026-04-05', 1000],
    ['2026-06-10', 99_000],
    ['2026-06-11', 2_000],
  ] as const)
    await insert('trips', {
      account_id,
      id: newId('trip'),
      made_on,
      from_place: 'Home',
      to_place: 'Riverside',
      purpose: 'Surgery',
      vehicle_id: vehicle,
      is_return: true,
      miles_tenths,
      distance_by: 'typed',
      created_at: at,
      updated_at: at,
    });
  await insert('home_months', { account_id, month: '2026-05-01', hours: 60, updated_at: at });
  await insert('expenses', {
    account_id,
    id: newId('expense'),
    category: 'otherExpenses',
    spent_on: '2026-06-01',
    description: 'Ultrasound scanner',
    amount_pence: 300_000,
    is_capital: true,
    created_at: at,
    updated_at: at,
  });
  const { books } = await read(other);
  expect(books.cash.expenses.map(row => [row.on.toString(), row.category, row.pence])).toEqual([
    ['2026-05-31', 'premisesRunningCosts', 18_00],
    ['2026-06-10', 'carVanTravelExpenses', 9_900 * 55],
    // a hundred miles at 55p, a hundred at 25p
    ['2026-06-11', 'carVanTravelExpenses', 100 * 55 + 100 * 25],
  ]);
  expect([books.capitalPence, books.cash.allowablePence]).toEqual([300_000, 18_00 + 9_900 * 55 + 80_00]);
  // the year's 10,000 miles are used up: 20 more count at 25p
  const more = await (await apiClient(it, other)).call('POST', '/tax/one-more', { fee: '100.00', miles: '20' });
  expect(more.json).toMatchObject({ costs: '5.00' });
});

test('a debt that was written off is an expense by work done, and nothing by money received', async () => {
  const other = await someone();
  await liveATaxYear(it, other);
  it.ctx.clock.set(TUESDAY);
  const { rows } = await it.database.admin.query(
    "SELECT id FROM invoices WHERE account_id = $1 AND number_text = 'INV-0003'",
    [other.accountId],
  );
  const before = (await read(other)).books;
  await insert('write_offs', {
    account_id: other.accountId,
    id: newId('writeOff'),
    invoice_id: rows[0].id,
    written_off_on: '2026-11-24',
    amount_pence: 290_59,
    reason: 'The surgery closed',
    recorded_at: '2026-11-24T10:00:00Z',
  });
  const after = (await read(other)).books;
  // of £290.59 the last £90.59 would have been the employer's share
  expect(after.accruals.profitPence).toBe(before.accruals.profitPence - 200_00);
  expect(after.cash.profitPence).toBe(before.cash.profitPence);
});

test('what an agency bills itself counts for VAT on the day it pays, and opens to its row', async () => {
  const other = await someone();
  const payer = await addPractice(it, other, { name: 'Swift Agency' });
  const bill = (paid_on: string) =>
    insert('payslips', {
      account_id: other.accountId,
      id: newId('payslip'),
      payer_id: payer,
      kind: 'self_bill',
      paid_on,
      period: 'month',
      gross_pence: 100_000,
      expenses_pence: 5_000,
      tax_pence: 0,
      ni_pence: 0,
      pension_pence: 0,
      loan_pence: 0,
      other_pence: 0,
      net_pence: 105_000,
      note: '',
      recorded_at: '2026-07-01T00:00:00Z',
    });
  // the day before the twelve months to 24 November 2026, their first day, and both sides of 5 April
  for (const on of ['2025-11-24', '2025-11-25', '2026-04-05', '2026-04-06']) await bill(on);
  const days = { first: Temporal.PlainDate.from('2025-11-25'), last: Temporal.PlainDate.from('2026-11-24') };
  await setTreatment(it.ctx, other, payer, 'taxable');
  const { view, rows } = await asOwner(it.ctx.db, other, async tx => ({
    view: await readVat(tx, days.last),
    rows: await readVatRows(tx, days),
  }));
  expect([view.windows[0]?.taxablePence, view.windows[0]?.exemptPence]).toEqual([315_000, 0]);
  expect(view.organisations.map(one => [one.name, one.workPence])).toEqual([['Swift Agency', 315_000]]);
  expect(inOrder(rows).map(row => [row.on.toString(), row.pence, row.isTaxable])).toEqual([
    ['2025-11-25', 105_000, true],
    ['2026-04-05', 105_000, true],
    ['2026-04-06', 105_000, true],
  ]);
});

test('payslips are employment, with what was taken from them, beside what is typed', async () => {
  const other = await someone();
  const payer = await addPractice(it, other, { name: 'Locums Ltd' });
  await insert('payslips', {
    account_id: other.accountId,
    id: newId('payslip'),
    payer_id: payer,
    kind: 'paye',
    paid_on: '2026-06-30',
    period: 'month',
    gross_pence: 300_000,
    expenses_pence: 0,
    tax_pence: 39_000,
    ni_pence: 15_000,
    pension_pence: 30_000,
    loan_pence: 2_000,
    other_pence: 0,
    net_pence: 214_000,
    note: '',
    recorded_at: '2026-07-01T00:00:00Z',
  });
  const { input } = await read(other);
  // £3,000.00 less the £300.00 that went to the pension before tax
  expect([input.employmentPence, input.taxPaidPence, input.loanPaidPence, input.turnoverPence]).toEqual([
    270_000, 39_000, 2_000, 0,
  ]);
});

test('settings put back as they were read are what they were; the pot and the quarters are written by API too', async () => {
  const said = {
    basis: 'accruals',
    region: 'scotland',
    loanPlans: ['plan1'],
    employment: '100.00',
    quarters: 'calendar',
  };
  expect(await api.call('PUT', '/tax/2024-25/settings', said)).toMatchObject({ status: 200 });
  const settings = (await api.call('GET', '/tax/2024-25/settings')).json;
  expect(settings).toMatchObject(said);
  expect((await api.call('PUT', '/tax/2024-25/settings', settings)).json).toEqual(settings);
  const move = { id: showId('potMove', newId('potMove')), kind: 'put_in', movedOn: '2026-11-20', amount: '50.00' };
  for (let i = 0; i < 2; i++)
    expect(await api.call('POST', '/tax/pot', move)).toMatchObject({ status: 201, json: { id: move.id } });
  expect((await api.call('GET', '/tax/pot')).json).toMatchObject({ balance: '50.00', items: [{ id: move.id }] });
  expect(await api.call('DELETE', `/tax/pot/${move.id}`)).toMatchObject({ status: 200 });
  const update = { id: showId('taxUpdate', newId('taxUpdate')), quarter: 1, sentOn: '2026-08-01' };
  expect(await api.call('POST', '/tax/2026-27/updates', update)).toMatchObject({
    status: 201,
    json: { id: update.id },
  });
  expect((await api.call('GET', '/tax/2026-27/quarters')).json).toMatchObject({
    items: [{ quarter: 1, from: '2026-04-06', turnover: '40700.00' }, {}, {}, {}],
    sent: [{ id: update.id, turnover: '40700.00' }],
    corrections: [],
  });
  expect(await api.call('DELETE', `/tax/updates/${update.id}`)).toMatchObject({ status: 200 });
});

test('the pack is asked for, watched and downloaded by page and by API', async () => {
  expect(await browser.post('/tax/2026-27/pack', {})).toMatchObject({ status: 303 });
  expect((await browser.get('/tax/2026-27/pack')).text).toContain('Being made');
  await it.work();
  const { text } = await browser.get('/tax/2026-27/pack');
  const path = /href="(\/tax\/2026-27\/pack\/txp_[^"]+\/file)"/.exec(text)?.[1] ?? '';
  const file = await browser.get(path);
  expect(file.headers.get('content-type')).toBe('application/zip');
  expect(file.headers.get('content-disposition')).toContain('tax-year-2026-27.zip');
  const { id } = (await api.call('POST', '/tax/2026-27/packs', {})).json;
  expect(await api.call('GET', `/tax/packs/${id}/file`)).toMatchObject({ status: 409 });
  await it.work();
  expect((await api.call('GET', `/tax/packs/${id}`)).json).toMatchObject({ state: 'ready', done: 3, parts: 3 });
  expect(await api.call('DELETE', `/tax/packs/${id}`)).toMatchObject({ status: 200 });
  expect(await api.call('GET', `/tax/packs/${id}`)).toMatchObject({ status: 404 });
});

test('an update is marked and taken back by its page', async () => {
  const sent = { quarter: '1', sentOn: '2026-08-02', reference: 'Ref 9' };
  expect(await browser.post('/tax/2026-27/quarters', { ...sent, sentOn: '2027-08-02' })).toMatchObject({ status: 422 });
  expect(await browser.post('/tax/2026-27/quarters', sent)).toMatchObject({ status: 303 });
  const { text } = await browser.get('/tax/2026-27/quarters');
  for (const part of ['Ref 9', 'Nothing: the books say today what the update said.']) expect(text).toContain(part);
  const path = /action="(\/tax\/2026-27\/quarters\/txu_[^"]+\/take-back)"/.exec(text)?.[1] ?? '';
  expect(await browser.post(path, {})).toMatchObject({ status: 303 });
  expect((await browser.get('/tax/2026-27/quarters')).text).not.toContain('Ref 9');
});
