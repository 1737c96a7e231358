import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient } from '#tests/support/api-client.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Awaited<ReturnType<typeof signedIn>>;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  browser = await signedIn(it, app, 'year@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'year@example.org'");
  owner = ownerOf(rows[0].id as Id<'account'>);
  await fillProfile(it, owner);
  for (const nation of ['england', 'scotland', 'northern_ireland']) await workAndBePaid(nation);
});
afterAll(() => it.close());

/** A session of £700 on 9 November, paid on the 20th. */
async function workAndBePaid(nation: string): Promise<void> {
  const organisation = await addPractice(it, owner, { nation, name: `Practice of ${nation}` });
  const day = { england: '2026-11-09', scotland: '2026-11-10' }[nation] ?? '2026-11-11';
  const booking = await addDelivered(it, owner, organisation, day);
  const id = await billDelivered(it.ctx, owner, {
    organisation,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
  const receivedOn = Temporal.PlainDate.from('2026-11-20');
  await recordPayment(it.ctx, owner, id, { receivedOn, amount: invoice?.outstandingPence ?? pence(0), note: null });
}

test('a stranger is sent to sign in, and another locum sees an empty year', async () => {
  for (const path of ['/pension/year/2026-27', '/pension/simulator/2026-27', '/pension/routes'])
    expect(await app.browser().get(path)).toMatchObject({ status: 303 });
  const other = await signedIn(it, app, 'other-year@example.org');
  const { text } = await other.get('/pension/year/2026-27');
  expect(text).not.toContain('Practice of england');
  expect(text).toContain('No pensionable money came in yet');
});

test('the year says what counted, how the tier comes about and what is due', async () => {
  const { text } = await browser.get('/pension/year/2026-27');
  // £630 on one day is £229,950 a year: 12.5%
  for (const part of ['Practice of england', '£630.00', '1 of 365', '£229,950.00', '12.5%', '£78.75', 'Month by month'])
    expect(text).toContain(part);
  expect(text).not.toContain('Practice of scotland');
});

test('each scheme has a year of its own; what it lacks is asked for', async () => {
  const scotland = await browser.get('/pension/year/2026-27?scheme=scotland');
  expect(scotland.text).toContain('Practice of scotland');
  expect(scotland.text).toContain('nothing is guessed');
  expect((await browser.get('/pension/form-b/2026-11?scheme=scotland')).text).toContain('Enter the tier');
  await browser.post('/pension/year/2026-27?scheme=scotland', { tier: '9.8' });
  const form = await browser.get('/pension/form-b/2026-11?scheme=scotland');
  expect(form.text).toContain('£61.74');
  const made = await browser.post('/pension/form-b/2026-11?scheme=scotland', { reference: '' });
  expect(made).toMatchObject({ status: 303, location: '/pension/form-b/2026-11?scheme=scotland&done=form-b-made' });
  const belfast = await browser.get('/pension/year/2026-27?scheme=northern_ireland');
  expect(belfast.text).toContain('Is income annualised');
  expect((await browser.get('/pension/year/2026-27?scheme=atlantis')).status).toBe(404);
});

test('days are corrected with a reason, and not without', async () => {
  const refused = await browser.post('/pension/year/2026-27', { tier: '', daysAdjustment: '4', daysNote: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Say why the days are corrected');
  expect(refused.text).toContain('value="4"');
  await browser.post('/pension/year/2026-27', { tier: '', daysAdjustment: '4', daysNote: 'Two weekends counted' });
  const { text } = await browser.get('/pension/year/2026-27');
  for (const part of ['5 of 365', 'Two weekends counted', '£45,990.00']) expect(text).toContain(part);
});

test('the payment reference can be another month’s, but nobody else’s', async () => {
  const wrong = await browser.post('/pension/form-b/2026-11', { reference: '87654321LOCNOV2026' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('has to begin with your membership number');
  for (const [reference, words] of [
    ['12345678LOCNOV26', 'The year has four digits now'],
    ['hello', 'has 18 characters'],
  ] as const) {
    const answer = await browser.post('/pension/form-b/2026-11', { reference });
    expect(answer.text).toContain(words);
    expect(answer.text).toContain(`value="${reference}"`);
  }
  await browser.post('/pension/form-b/2026-11', { reference: '12345678lococt2026-01' });
  expect((await browser.get('/pension/form-b/2026-11')).text).toContain('value="12345678LOCOCT2026"');
});

test('the simulator answers a press, and keeps what was typed', async () => {
  const { text } = await browser.get(
    '/pension/simulator/2026-27?sessions=3&fee=400&sessionsFrom=2027-02&rotaPay=&stopMonths=',
  );
  for (const part of ['£1,710.00', 'more pensionable income', 'value="400"', 'Heading for'])
    expect(text).toContain(part);
  const wrong = await browser.get('/pension/simulator/2026-27?sessions=3&fee=&sessionsFrom=2024-01');
  expect(wrong.text).toContain('Choose a month of this scheme year.');
  expect((await browser.get('/pension/simulator/2026-28')).status).toBe(404);
});

test('which form, and why, is told for the work that is asked about', async () => {
  const { text } = await browser.get('/pension/routes?workType=out_of_hours&payer=out_of_hours&nation=england');
  expect(text).toMatch(/id="answer"[^>]*>\s*SOLO/);
  expect(text).toContain('Money that you send yourself is rejected');
});

test('a nurse is told where nursing work is pensioned, and gets no empty forms', async () => {
  const nurse = await signedIn(it, app, 'nurse-pension@example.org');
  await it.database.admin.query("UPDATE accounts SET profession = 'nurse' WHERE email = 'nurse-pension@example.org'");
  const { text } = await nurse.get('/pension');
  expect(text).toContain('staff bank');
  expect(text).not.toContain('Make an invoice');
});

test('what a year earns is an estimate with its sources, and CPI is asked for', async () => {
  const page = await browser.get('/pension/accrual/2026-27');
  // £630 over 54
  for (const part of ['£11.67', 'An estimate', 'faq.nhsbsa.nhs.uk', 'no source read'])
    expect(page.text).toContain(part);
  const wrong = await browser.get('/pension/accrual/2026-27?opening=20000&cpi=');
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Enter CPI in per cent');
  // £20,000 grown by CPI 3% and 1.5 points is £20,900, and £11.67; less £20,600, sixteenfold
  const { text } = await browser.get('/pension/accrual/2026-27?opening=20000&cpi=3&income=300000');
  for (const part of ['£20,911.67', '£4,986.72', '£40,000.00', 'lowers the allowance']) expect(text).toContain(part);
});

test('the days of an appraisal: what follows on is one line, separate days share the fee', async () => {
  const ask = (days: string) => browser.get(`/pension/routes?workType=appraisal&fee=500.01&${days}`);
  const { text } = await ask('day1=2026-11-02&day2=2026-11-03&day3=2026-11-09');
  for (const part of ['£333.34', '£166.67']) expect(text).toContain(part);
  expect((await ask('day1=2026-03-02&day2=2026-03-03')).text).toContain('Before 2026/27');
  expect((await ask('day1=2026-11-02&day2=2026-11-03&day3=2026-11-04&day4=2026-11-05')).text).toContain(
    'written approval',
  );
});

test('the year by the API: read, corrected, and what GET gives PUT takes', async () => {
  const api = await apiClient(it, owner);
  const year = await api.call('GET', '/pension/years/2026-27');
  expect(year.status).toBe(200);
  expect(year.json).toMatchObject({ pensionable: '630.00', parts: [{ tierDue: 9.8, days: 5 }] });
  const same = await api.call('PUT', '/pension/years/2026-27', year.json.settings);
  expect(same.json).toEqual(year.json);
  const put = await api.call('PUT', '/pension/years/2026-27', { daysAdjustment: 0, daysNote: '' });
  expect(put.json).toMatchObject({ parts: [{ days: 1, annualised: '229950.00' }], settings: { daysAdjustment: 0 } });
  expect((await api.call('PUT', '/pension/years/2026-27', { daysAdjustment: 3 })).status).toBe(422);
  expect((await api.call('GET', '/pension/years/2026-28')).status).toBe(404);
  const belfast = await api.call('GET', '/pension/years/2026-27?scheme=northern_ireland');
  expect(belfast.json).toMatchObject({ parts: [{ tierDue: null, whyNot: expect.stringMatching(/unknown/) }] });
});

test('a Form B by the API: made, sent, rejected, made again, paid over', async () => {
  const api = await apiClient(it, owner);
  const month = '/pension/form-bs/2026-11';
  expect((await api.call('POST', `${month}/paid`, { paidOn: '2026-11-24', amount: '1.00' })).status).toBe(422);
  expect((await api.call('POST', `${month}/rejected`, { rejectedOn: '2026-11-24', reason: 'x' })).status).toBe(409);
  await api.call('POST', `${month}/submitted`, { on: '2026-11-24', to: 'PCSE Online' });
  const rejected = await api.call('POST', `${month}/rejected`, { rejectedOn: '2026-11-24', reason: 'Wrong tier' });
  expect(rejected.status).toBe(200);
  expect((await api.call('POST', month)).status).toBe(201);
  // £630 at 12.5% and £90.59 of the practice
  const paid = await api.call('POST', `${month}/paid`, { paidOn: '2026-11-24', amount: '169.34' });
  expect(paid.status).toBe(200);
  expect(
    (await api.call('POST', '/pension/form-bs/2025-01/paid', { paidOn: '2026-11-24', amount: '1.00' })).status,
  ).toBe(404);
});
