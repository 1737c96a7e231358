import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { addExpense, expenseInput, homeInput, keepHomeMonths } from '#features/expenses/index.ts';
import { addTrip, addVehicle, tripInput, vehicleInput } from '#features/mileage/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { type Id, showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { yearPeriod } from '#rules/report-period.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient } from '#tests/support/api-client.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { type MoneyState, readMoneyByState, sumMoney } from './money-by-state.ts';
import { readReport } from './read-report.ts';
import { tablesOf, tablesXlsx } from './report-tables.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Browser;
let owner: Owner;
let riverside: Id<'organisation'>;

const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => it.ctx.clock.set(Temporal.Instant.from(`${text}T09:00:00Z`));
const none = { pensionable: false };

/** 4½ hours at £700.00 each: three at Riverside, one of them triage on 5 April; one at an organisation whose name is a formula. */
beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  browser = await signedIn(it, app, 'reports@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'reports@example.org'");
  owner = ownerOf(rows[0].id);
  await fillProfile(it, owner);
  riverside = await addPractice(it, owner, none);
  const evil = await addPractice(it, owner, { ...none, name: '=HYPERLINK("http://x","Hill")' });
  const bill = async (on: string, organisation: Id<'organisation'>, change = {}) => {
    at(on);
    const bookings = [await addDelivered(it, owner, organisation, on, { ...none, ...change })];
    return billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  };
  const paid = await bill('2026-05-12', riverside);
  at('2026-06-01');
  await recordPayment(it.ctx, owner, paid, {
    receivedOn: day('2026-06-01'),
    amount: pence(400_00),
    note: null,
  });
  await bill('2026-04-05', riverside, { work_type: 'triage' });
  await bill('2026-11-20', evil);
  await addDelivered(it, owner, riverside, '2026-11-23', { ...none, miles_tenths: 100, mileage_rate_pence: 45 });
  await addDelivered(it, owner, riverside, '2026-12-01', { ...none, state: 'confirmed', delivered_at: null });
  it.ctx.clock.set(TUESDAY);
  await addExpense(
    it.ctx,
    owner,
    expenseInput.parse({
      category: 'professionalFees',
      spentOn: '2026-11-01',
      description: 'Indemnity',
      amount: '120.50',
    }),
  );
});
afterAll(() => it.close());

const YEAR = 'period=tax_year&year=2026-27';

test('a stranger is sent to sign in', async () => {
  for (const path of ['/reports', '/reports.csv?table=months', '/reports.xlsx', '/reports/rows?of=earned'])
    expect(await app.browser().get(path)).toMatchObject({ status: 303, location: expect.stringContaining('/sign-in') });
});

test('earnings are of the day of work and leave mileage out; 5 April belongs to the year before', async () => {
  const { text } = await browser.get(`/reports?${YEAR}`);
  // May, and two sessions of November: 2,100.00 in 13½ hours
  expect(text).toContain('£2,100.00');
  expect(text).toContain('£155.56');
  expect(text).toContain('13.50');
  const before = await browser.get('/reports?period=tax_year&year=2025-26');
  expect(before.text).toContain('Telephone triage');
  expect(text).not.toContain('Telephone triage');
});

test('a figure opens to rows that add up to it', async () => {
  const november = await browser.get(`/reports/rows?of=earned&month=2026-11&${YEAR}`);
  expect(november.text).toContain('£1,400.00');
  const organisation = showId('organisation', riverside);
  const rows = await browser.get(`/reports/rows?of=earned&organisation=${organisation}&${YEAR}`);
  expect(rows.text).toContain('Together, 2');
  expect((await browser.get(`/reports/rows?of=money&state=delivered&${YEAR}`)).text).toContain('£704.50');
  expect((await browser.get(`/reports/rows?of=spent&category=professionalFees&${YEAR}`)).text).toContain('£120.50');
  expect((await browser.get(`/reports/rows?of=nothing&${YEAR}`)).status).toBe(404);
});

test('money stands in one state at a time, and moves on with a claim and a dispute', async () => {
  const states = async () => {
    const period = yearPeriod('tax_year', it.ctx.clock.today());
    const money = await asOwner(it.ctx.db, owner, tx => readMoneyByState(tx, period, it.ctx.clock.today()));
    return Object.fromEntries(
      (Object.keys(money) as MoneyState[]).map(state => [state, sumMoney(money[state])]).filter(([, sum]) => sum !== 0),
    );
  };
  const found = { booked: 700_00, delivered: 704_50, billed: 700_00, overdue: 300_00, paid: 400_00 };
  expect(await states()).toEqual(found);
  const { rows } = await it.database.admin.query<{ id: Id<'invoice'> }>(
    "SELECT id FROM invoices WHERE account_id = $1 AND issue_date = '2026-05-12'",
    [owner.accountId],
  );
  const invoice = rows[0]?.id as Id<'invoice'>;
  await it.database.admin.query(
    `INSERT INTO payment_claims (account_id, id, invoice_id, name, paid_on, amount_pence, reference, claimed_at, state)
     VALUES ($1, gen_random_uuid(), $2, 'Maggie', '2026-11-20', 30000, '', now(), 'open')`,
    [owner.accountId, invoice],
  );
  expect(await states()).toEqual({ ...found, overdue: undefined, claimed: 300_00 });
  await it.database.admin.query(
    `INSERT INTO invoice_disputes (account_id, id, invoice_id, name, reason, opened_at)
     VALUES ($1, gen_random_uuid(), $2, 'Maggie', 'not our rate', now())`,
    [owner.accountId, invoice],
  );
  expect(await states()).toEqual({ ...found, overdue: undefined, disputed: 300_00 });
});

test('a goal says what each week left has to bring, keeps what was typed, and goes again', async () => {
  const wrong = await browser.post('/reports/goal/2026-27', { goal: 'much' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="much"');
  expect(await browser.post('/reports/goal/2026-27', { goal: '21,800' })).toMatchObject({ status: 303 });
  const { text } = await browser.get(`/reports?${YEAR}`);
  // 21,800.00 less 2,100.00 earned and 700.00 booked, over nineteen weeks
  expect(text).toContain('£19,000.00');
  expect(text).toContain('£1,000.00 in each of 19 weeks');
  await browser.post('/reports/goal/2026-27', { goal: '' });
  expect((await browser.get(`/reports?${YEAR}`)).text).toContain('Set a goal');
});

test('own dates are taken as typed, and what cannot be read is told', async () => {
  expect((await browser.get('/reports?period=own&from=2026-11-01&to=2026-11-30')).text).toContain('£1,400.00');
  const wrong = await browser.get('/reports?period=own&from=2026-12-01&to=2026-11-30');
  expect(wrong).toMatchObject({ status: 422, text: expect.stringContaining('The last day lies before the first.') });
  expect((await browser.get('/reports?period=tax_year&year=2026-28')).status).toBe(422);
});

test('the first year that can be asked for has a year before, and opens', async () => {
  for (const period of ['tax_year&year=2000-01', 'scheme_year&year=2000-01', 'calendar_year&year=2000'])
    expect((await browser.get(`/reports?period=${period}`)).status).toBe(200);
});

test('expenses are those of the tax pages: miles and work at home are in them, what lasts for years stands apart', async () => {
  const other = await signedIn(it, app, 'spender@example.org');
  const found = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'spender@example.org'");
  const who = ownerOf(found.rows[0].id);
  const by = await addVehicle(it.ctx, who, readInput(vehicleInput, { kind: 'car', name: 'Golf', method: 'flat_rate' }));
  const trip = {
    from: 'Home',
    to: 'Riverside',
    purpose: 'Surgery',
    vehicle: showId('vehicle', by),
    distanceBy: 'typed',
  };
  // both sides of 5 April: 45p and 55p
  for (const madeOn of ['2026-04-05', '2026-04-06'])
    await addTrip(it.ctx, who, readInput(tripInput, { ...trip, madeOn, miles: '100' }));
  await keepHomeMonths(it.ctx, who, readInput(homeInput, { month: '2026-04', by: 'hours', hours: '60' }));
  const spend = (change: object) =>
    addExpense(it.ctx, who, expenseInput.parse({ category: 'adminCosts', spentOn: '2026-04-07', ...change }));
  await spend({ description: 'Train', category: 'carVanTravelExpenses', amount: '20.00' });
  await spend({ description: 'Phone', amount: '30.00', businessShare: '60' });
  await spend({ description: 'Scanner', amount: '3000.00', isCapital: true });
  const api = await apiClient(it, who);
  const { json } = await api.call('GET', '/reports?period=own&from=2026-04-05&to=2026-04-30');
  expect(json.expenses).toEqual([
    { category: 'carVanTravelExpenses', amount: '120.00' },
    { category: 'adminCosts', amount: '18.00' },
    { category: 'capital', amount: '3000.00' },
    { category: 'premisesRunningCosts', amount: '18.00' },
  ]);
  const year = await api.call('GET', `/reports?${YEAR}`);
  expect(Object.values(year.json.expenses ?? {})).toContainEqual({ category: 'carVanTravelExpenses', amount: '75.00' });
  const rows = (category: string) => other.get(`/reports/rows?${YEAR}&of=spent&category=${category}`);
  const travel = await rows('carVanTravelExpenses');
  for (const part of ['£55.00', '£20.00', '£75.00', '/mileage/trp_']) expect(travel.text).toContain(part);
  expect((await rows('premisesRunningCosts')).text).toContain('/expenses/home?year=2026-27');
  expect((await rows('capital')).text).toContain('Scanner');
});

test('CSV and workbook say the same, and a name that looks like a formula stays a name', async () => {
  const csv = await browser.get(`/reports.csv?table=organisations&${YEAR}`);
  expect(csv.text).toContain(`"'=HYPERLINK(""http://x"",""Hill"")",1,4.50,700.00,155.56`);
  const answer = await browser.get(`/reports.xlsx?${YEAR}`);
  expect(answer.headers.get('content-type')).toContain('spreadsheetml');
  const today = it.ctx.clock.today();
  const report = await asOwner(it.ctx.db, owner, tx => readReport(tx, yearPeriod('tax_year', today), today));
  const sheets = await readExcelFile(Buffer.from(await tablesXlsx(tablesOf(report), 'this year')));
  const sheet = sheets.find(it => it.sheet === 'By organisation');
  expect(sheet?.data.slice(2)).toContainEqual(['Riverside Surgery', 2, '9.00', 1400, 155.56]);
  expect(sheet?.data.slice(2)).toContainEqual(['=HYPERLINK("http://x","Hill")', 1, '4.50', 700, 155.56]);
});

test('the API answers the same figures', async () => {
  const api = await apiClient(it, owner);
  const { json } = await api.call('GET', '/reports?period=tax_year&year=2026-27');
  expect(json.earnedByOrganisation).toContainEqual(
    expect.objectContaining({ label: 'Riverside Surgery', count: 2, earned: '1400.00', perHour: '155.56' }),
  );
  expect(json.expenses).toEqual([{ category: 'professionalFees', amount: '120.50' }]);
  expect((await api.call('PUT', '/goals/2026-27', { goal: '21800.00' })).json).toMatchObject({
    goal: '21800.00',
    missing: '19000.00',
    weeksLeft: 19,
    perWeek: '1000.00',
  });
  expect((await api.call('PUT', '/goals/2026-27', { goal: null })).json).toMatchObject({ goal: null, missing: null });
  expect(await api.call('GET', '/goals/2026')).toMatchObject({ status: 404 });
});

test('the other locum sees nothing of it', async () => {
  const other = await signedIn(it, app, 'other@example.org');
  expect((await other.get(`/reports?${YEAR}`)).text).toContain('No work in this time');
});
