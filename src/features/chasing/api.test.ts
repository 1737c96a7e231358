import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient, itemsOf } from '#tests/support/api-client.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { keepPayer } from './keep-chasing.ts';

let it: TestContext;
beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

test('a program sees what is owed, reminds once, records a promise, and asks for interest once', async () => {
  const owner = await it.makeAccount();
  await fillProfile(it, owner);
  const organisation = await addPractice(it, owner);
  it.ctx.clock.set(Temporal.Instant.from('2026-07-01T09:00:00Z'));
  const bookings = [await addDelivered(it, owner, organisation, '2026-07-01', { pensionable: false })];
  const invoice = showId(
    'invoice',
    await billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null }),
  );
  it.ctx.clock.set(Temporal.Instant.from('2026-11-24T09:00:00Z'));
  const api = await apiClient(it, owner);

  expect(itemsOf(await api.call('GET', '/owed'))).toMatchObject([
    { invoice, number: 'INV-0001', age: 'over_90', outstanding: '700.00', hold: null, nextChaseOn: '2026-08-01' },
  ]);
  expect((await api.call('POST', `/invoices/${invoice}/chase`)).status).toBe(200);
  const again = await api.call('POST', `/invoices/${invoice}/chase`);
  expect([again.status, again.json.type]).toEqual([409, 'urn:sessional:problem:chase.chased_lately']);
  await api.call('POST', `/invoices/${invoice}/promise`, { promisedOn: '2026-11-30' });
  expect(itemsOf(await api.call('GET', '/owed'))).toMatchObject([{ hold: 'promised', promisedOn: '2026-11-30' }]);

  const id = showId('interestInvoice', newId('interestInvoice'));
  expect((await api.call('POST', `/invoices/${invoice}/interest-invoices`, { id })).status).toBe(409);
  await keepPayer(it.ctx, owner, organisation, {
    isChased: true,
    chargesInterest: true,
    registrationSteps: null,
    orderRule: null,
    paymentRun: null,
  });
  for (const _ of [1, 2])
    expect((await api.call('POST', `/invoices/${invoice}/interest-invoices`, { id })).status).toBe(201);
  expect(itemsOf(await api.call('GET', `/invoices/${invoice}/interest-invoices`))).toMatchObject([
    { id, number: 'LP-0001', interest: '26.14', compensation: '40.00', state: 'open', chargedTo: '2026-11-24' },
  ]);
  const stranger = await apiClient(it, await it.makeAccount());
  expect((await stranger.call('GET', `/invoices/${invoice}/interest-invoices`)).status).toBe(404);
});

test('a program keeps the schedule and how an organisation pays, holds reminders back and makes a letter', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2026-07-01T09:00:00Z'));
  const owner = await it.makeAccount();
  await fillProfile(it, owner);
  const organisation = await addPractice(it, owner);
  const bookings = [await addDelivered(it, owner, organisation, '2026-07-01', { pensionable: false })];
  const bill = { organisation, bookings, purchaseOrder: null, notes: null };
  const invoice = showId('invoice', await billDelivered(it.ctx, owner, bill));
  it.ctx.clock.set(Temporal.Instant.from('2026-11-24T09:00:00Z'));
  const api = await apiClient(it, owner);

  expect((await api.call('POST', '/chasing-settings', { isOn: true, days: '3, 10' })).status).toBe(200);
  expect((await api.call('GET', '/chasing-settings')).json).toEqual({ isOn: true, days: [3, 10] });
  const payer = `/organisations/${showId('organisation', organisation)}/payer`;
  await api.call('POST', payer, { isChased: true, chargesInterest: true, paymentRun: 'Thursdays' });
  expect((await api.call('GET', payer)).json).toEqual({
    isChased: true,
    chargesInterest: true,
    registrationSteps: '',
    orderRule: '',
    paymentRun: 'Thursdays',
    paysAfterDays: null,
  });

  const holdOf = async () => itemsOf(await api.call('GET', '/owed'))[0]?.hold;
  for (const [step, hold] of [
    ['chasing/pause', 'paused'],
    ['chasing/resume', null],
  ] as const) {
    expect((await api.call('POST', `/invoices/${invoice}/${step}`)).status).toBe(200);
    expect(await holdOf()).toBe(hold);
  }

  const id = showId('formalLetter', newId('formalLetter'));
  const letters = `/invoices/${invoice}/formal-letters`;
  for (const _ of [1, 2]) expect((await api.call('POST', letters, { id, payBy: '2026-12-24' })).status).toBe(201);
  expect(itemsOf(await api.call('GET', letters))).toMatchObject([{ id, total: '766.14', sentAt: null }]);
  expect((await api.call('POST', `${letters}/${id}/posted`, { postedOn: '2026-11-24' })).status).toBe(200);
  await api.call('POST', `/invoices/${invoice}/interest/waive`);
  const waived = showId('interestInvoice', newId('interestInvoice'));
  expect((await api.call('POST', `/invoices/${invoice}/interest-invoices`, { id: waived })).status).toBe(409);
  await api.call('POST', `/invoices/${invoice}/interest/unwaive`);
  await api.call('POST', `/invoices/${invoice}/interest-invoices`, { id: waived });
  const one = `/invoices/${invoice}/interest-invoices/${waived}`;
  expect((await api.call('POST', `${one}/paid`, { paidOn: '2026-11-24' })).status).toBe(200);
  expect((await api.call('POST', `${one}/waive`)).status).toBe(409);
});
