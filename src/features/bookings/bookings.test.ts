import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import { addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { cancelBooking } from './cancel-booking.ts';
import { changeBooking, confirmBooking, deleteOffer, undoDelivery } from './change-booking.ts';
import { createBooking } from './create-booking.ts';
import { deliverAllPast, deliverBooking } from './deliver-booking.ts';
import { bookingInput, changeInput, deliveryInput, repeatInput } from './input.ts';
import { repeatBooking } from './repeat-booking.ts';
import { billable, readBooking, upcoming } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner, {
    cancellation_terms:
      '{"bands":[{"unit":"hours","lessThan":24,"basisPoints":10000},{"unit":"days","lessThan":7,"basisPoints":5000}]}',
  });
});

const typed = (change: Readonly<Record<string, unknown>> = {}) => ({
  organisation: showId('organisation', practice),
  workType: 'surgery',
  date: '2026-12-01',
  start: '08:30',
  end: '13:00',
  billingMode: 'self_invoiced',
  rateKind: 'session',
  rate: '340.00',
  ...change,
});
const book = (change = {}) => createBooking(it.ctx, owner, bookingInput.parse(typed(change)));
const read = (id: Id<'booking'>) => asOwner(it.ctx.db, owner, tx => readBooking(tx, id));
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (thrown: unknown) =>
      thrown instanceof InputRefusal
        ? Object.keys(thrown.fields).join()
        : thrown instanceof Refusal
          ? thrown.reason.code
          : thrown,
  );

test('two agreed bookings never overlap, and the refusal names the one that is there', async () => {
  await book();
  await expect(book({ start: '12:30', end: '15:00' })).rejects.toThrow(
    /Riverside Surgery on Tue 1 Dec 2026, 08:30 to 13:00/,
  );
  await book({ start: '13:00', end: '15:00' });
  await book({ start: '07:00', end: '09:00', state: 'offered' });
});

test('of two that are made at the same moment one is refused by the database', async () => {
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => fault(book())));
  expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(1);
  expect(new Set(outcomes)).toEqual(new Set([undefined, 'booking.overlap']));
});

test('the same form sent twice makes one booking', async () => {
  const id = showId('booking', '01a20845-995c-7391-9a72-af453e9c5a96' as Id<'booking'>);
  await book({ id });
  await book({ id });
  expect(await asOwner(it.ctx.db, owner, tx => upcoming(tx, it.ctx.clock.now(), 10))).toHaveLength(1);
});

test('nights are paid by the minutes that pass, on both changes of the clock', async () => {
  const night = async (date: string) =>
    (await read(await book({ date, start: '22:00', end: '06:00', rateKind: 'hourly', rate: '60' })))?.total.feePence;
  expect(await night('2027-03-27')).toBe(42_000);
  expect(await night('2027-10-30')).toBe(54_000);
  expect(await night('2026-12-31')).toBe(48_000);
  expect(await fault(book({ date: '2027-03-28', start: '01:30' }))).toBe('start');
  expect(await fault(book({ breakMinutes: '270' }))).toBe('breakMinutes');
});

test('terms are frozen when agreed, and give the fee at the moment of cancelling', async () => {
  const id = await book();
  await it.database.admin.query('UPDATE organisations SET cancellation_terms = $2 WHERE account_id = $1', [
    owner.accountId,
    '{"bands":[]}',
  ]);
  it.ctx.clock.set(Temporal.Instant.from('2026-11-30T08:31:00Z'));
  const cancel = (by: 'locum' | 'organisation', waive = false) =>
    cancelBooking(it.ctx, owner, id, { by, reason: null, waive });
  expect(await cancel('organisation')).toBe(34_000);
  expect(await read(id)).toMatchObject({
    state: 'cancelled',
    cancelledBy: 'organisation',
    total: { totalPence: 34_000 },
  });
  expect((await asOwner(it.ctx.db, owner, tx => billable(tx))).map(booking => booking.id)).toEqual([id]);
  expect(await fault(cancel('locum'))).toBe('booking.not_cancellable');
});

test('half the fee with five days’ notice, nothing when waived or when the locum cancels', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2026-11-26T12:00:00Z'));
  const fee = async (date: string, by: 'locum' | 'organisation', waive: boolean) =>
    cancelBooking(it.ctx, owner, await book({ date }), { by, reason: null, waive });
  expect(await fee('2026-12-01', 'organisation', false)).toBe(17_000);
  expect(await fee('2026-12-01', 'organisation', true)).toBe(0);
  expect(await fee('2026-12-01', 'locum', false)).toBe(0);
  expect(await fee('2026-12-03', 'organisation', false)).toBe(0);
});

test('delivered with the times as worked and what came on top', async () => {
  const id = await book({ date: '2026-11-23', rateKind: 'hourly', rate: '90', miles: '10' });
  await deliverBooking(
    it.ctx,
    owner,
    id,
    deliveryInput.parse({
      start: '08:30',
      end: '14:00',
      breakMinutes: '30',
      miles: '',
      extraKind: ['work', 'expense', 'work'],
      extraDescription: ['Home visit', 'Parking', ''],
      extraAmount: ['45', '3.20', ''],
    }),
  );
  expect(await read(id)).toMatchObject({
    state: 'delivered',
    workedMinutes: 300,
    total: { feePence: 45_000, extraWorkPence: 4500, mileagePence: 550, otherExpensesPence: 320, totalPence: 50_370 },
  });
  await undoDelivery(it.ctx, owner, id);
  expect(await read(id)).toMatchObject({ state: 'confirmed', actualStartsAt: null });
  expect(
    await fault(deliverBooking(it.ctx, owner, await book(), deliveryInput.parse({ start: '08:30', end: '13:00' }))),
  ).toBe('end');
});

test('all past bookings are marked at once, as agreed', async () => {
  for (const date of ['2026-11-16', '2026-11-17', '2026-12-01']) await book({ date });
  await book({ date: '2026-11-18', state: 'offered' });
  expect(await deliverAllPast(it.ctx, owner)).toBe(2);
  expect(await deliverAllPast(it.ctx, owner)).toBe(0);
});

test('a repeat adds all its bookings or none, and names the days that clash', async () => {
  const id = await book();
  await book({ date: '2026-12-15', start: '12:00', end: '16:00' });
  const repeat = (until: string, every = 'week') =>
    repeatBooking(it.ctx, owner, id, repeatInput.parse({ every, weekdays: ['2'], until, times: '' }));
  await expect(repeat('2026-12-31')).rejects.toThrow(/Tue 15 Dec 2026/);
  expect(await asOwner(it.ctx.db, owner, tx => upcoming(tx, it.ctx.clock.now(), 50))).toHaveLength(2);
  expect(await repeat('2026-12-14')).toBe(1);
  expect(await repeat('2027-01-31', 'fortnight').catch((thrown: Refusal) => thrown.reason.code)).toBe(
    'booking.overlap',
  );
  expect(await fault(repeat('2026-12-01'))).toBe('until');
});

test('an offer becomes agreed, or goes away; what is billed cannot be changed', async () => {
  const offer = await book({ state: 'offered' });
  await confirmBooking(it.ctx, owner, offer);
  expect(await read(offer)).toMatchObject({ state: 'confirmed' });
  expect(await fault(deleteOffer(it.ctx, owner, offer))).toBe('booking.not_offered');
  await changeBooking(it.ctx, owner, offer, changeInput.parse(typed({ start: '09:00', rate: '350' })));
  expect(await read(offer)).toMatchObject({ ratePence: 35_000 });
});

test('a pension only where there can be one', async () => {
  expect(await fault(book({ pensionable: 'on', billingMode: 'agency' }))).toBe('pensionable');
  await fillProfile(it, owner, { trading_as: 'limited_company' });
  expect(await fault(book({ pensionable: 'on' }))).toBe('pensionable');
});

test('another locum’s booking is not there', async () => {
  const id = await book();
  const stranger = await it.makeAccount();
  expect(await asOwner(it.ctx.db, stranger, tx => readBooking(tx, id))).toBeUndefined();
  expect(await fault(confirmBooking(it.ctx, stranger, id))).toBe('not_found');
  expect(await fault(createBooking(it.ctx, stranger, bookingInput.parse(typed())))).toBe('not_found');
});

test('times that come too near to another site are told on the form, and booked all the same if that is meant', async () => {
  const browser = await signedIn(it, testApp(it), 'near@example.org');
  const organisationIn = async (name: string) => {
    const made = await browser.post('/organisations/new', { name, kind: 'gp_practice', nation: 'england' });
    return /org_\w+/.exec(made.location ?? '')?.[0] ?? '';
  };
  const [riverside, hill] = [await organisationIn('Riverside Surgery'), await organisationIn('Hill Surgery')];
  const send = (change: Record<string, string>) =>
    browser.post('/bookings/new', {
      ...typed({ organisation: riverside, state: 'confirmed', breakMinutes: '0' }),
      id: showId('booking', newId('booking')),
      ...change,
    });
  expect((await send({})).status).toBe(303);
  // nobody travels between two sessions of one site
  expect((await send({ start: '13:00', end: '15:00' })).status).toBe(303);
  const near = { organisation: hill, start: '15:10', end: '18:00' };
  const warned = await send(near);
  expect(warned.status).toBe(200);
  expect(warned.text).toContain(
    'Hill Surgery, 15:10 to 18:00 on Tue 1 Dec 2026, meets less than 30 minutes from your booking at Riverside Surgery, 13:00 to 15:00 on Tue 1 Dec 2026.',
  );
  const seen = /name="seen" value="([^"]+)"/.exec(warned.text)?.[1] ?? '';
  // told of other times than these
  expect((await send({ ...near, end: '17:00', seen })).status).toBe(200);
  const booked = await send({ ...near, seen });
  expect(booked.status).toBe(303);
  const path = booked.location?.split('?')[0] ?? '';
  expect((await browser.post(`${path}/edit`, { ...typed(near), end: '17:30' })).text).toContain('Book it all the same');
  // an overlap is refused with its name, and not warned of first
  const overlap = await send({ organisation: hill, start: '14:00', end: '16:00' });
  expect(overlap.text).toContain('You cannot be in two places at once');
});
