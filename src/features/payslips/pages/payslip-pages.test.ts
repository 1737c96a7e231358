import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerOf } from '#platform/access.ts';
import { showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let browser: Browser;
let booking: string;
let umbrella: string;

beforeAll(async () => {
  it = await testContext();
  browser = await signedIn(it, testApp(it), 'amara@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'amara@example.org'");
  const owner = ownerOf(String(rows[0]?.id));
  await fillProfile(it, owner);
  const hospital = await addPractice(it, owner, { name: 'Calder <b>Hospital</b>', kind: 'hospital_trust' });
  umbrella = showId('organisation', await addPractice(it, owner, { name: 'Canopy Umbrella', kind: 'other' }));
  booking = showId('booking', await addDelivered(it, owner, hospital, '2026-11-02', { pensionable: false }));
});
afterAll(() => it.close());

const field = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';

test('a booking is handed to an umbrella company; its payslip is checked line by line and its gap is asked for', async () => {
  expect((await browser.get(`/bookings/${booking}`)).text).toContain('Invoice and send');
  const refusedPage = await browser.post(`/bookings/${booking}/engagement`, { paidThrough: 'umbrella', payer: '' });
  expect([refusedPage.status, refusedPage.text.includes('Choose the umbrella company.')]).toEqual([422, true]);
  const saved = await browser.post(`/bookings/${booking}/engagement`, {
    paidThrough: 'umbrella',
    payer: umbrella,
    hirerSize: 'public',
    statusDecidedBy: 'hirer',
    status: 'inside',
    decidedOn: '2026-10-01',
    disagreedOn: '2026-10-20',
  });
  expect(saved.location).toBe(`/bookings/${booking}?done=saved`);
  const page = (await browser.get(`/bookings/${booking}`)).text;
  expect([page.includes('Invoice and send'), page.includes('Enter the payslip')]).toEqual([false, true]);
  expect((await browser.get(`/bookings/${booking}/engagement`)).text).toContain('Thu 3 Dec 2026');
  expect((await browser.get('/today')).text).not.toContain('to invoice');

  const form = (await browser.get(`/payslips/new?booking=${booking}`)).text;
  expect(form).toContain('£700.00 expected');
  expect(form).not.toContain('<b>Hospital');
  const fields = {
    id: field(form, 'id'),
    payer: field(form, 'payer'),
    kind: 'umbrella',
    paidOn: '2026-11-13',
    period: 'week',
    gross: '510.00',
    ni: '21.44',
    assignment: '640.00',
    margin: '25.00',
    employerNi: '82.10',
    levy: '2.55',
    booking,
    amount: '640.00',
  };
  const mistyped = await browser.post('/payslips/new', { ...fields, gross: 'much' });
  expect([mistyped.status, mistyped.text.includes('value="640.00"')]).toEqual([422, true]);
  for (const _ of [1, 2])
    expect((await browser.post('/payslips/new', fields)).location).toMatch(/^\/payslips\/psl_\w+\?done=/);
  const list = (await browser.get('/payslips')).text;
  expect(list.match(/href="\/payslips\/psl_/g)).toHaveLength(3);
  expect(list).toContain('£60.00');

  const [slip = ''] = /\/payslips\/psl_\w+/.exec(list) ?? [];
  const check = (await browser.get(slip)).text;
  expect(check).toContain('The rates give £62.10: £20.00 too much is taken.');
  expect(check).toContain('The rates give £2.55.');
  expect(check).toContain('As category A gives it.');
  expect(check).toContain('£20.35');
  expect((await browser.get('/today')).text).toContain('Canopy Umbrella still owes you £60.00 of pay');

  const ask = (await browser.get(`/payslips/ask/${umbrella}`)).text;
  expect(ask).toContain('£700.00 expected, £640.00 paid, £60.00 short');
  const sent = await browser.post(`/payslips/ask/${umbrella}`, {
    id: field(ask, 'id'),
    body: 'Please pay the £60.00.',
    booking,
  });
  expect(sent.location).toBe(`/payslips/ask/${umbrella}?done=payer-asked`);
  expect((await browser.get(`/payslips/ask/${umbrella}`)).text).toContain('Please pay the £60.00.');
  expect((await browser.post(`${slip}/delete`, {})).location).toBe('/payslips?done=payslip-deleted');
  expect((await browser.get(slip)).status).toBe(404);
});
