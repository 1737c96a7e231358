import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBooking } from '#features/bookings/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { addTrip, addVehicle, readMileageYear, tripInput, vehicleInput } from './index.ts';
import { changeTrip, deleteTrip, rechargeTrip } from './keep-trip.ts';
import { changeVehicle } from './keep-vehicle.ts';
import { bookingsWithoutTrip, logBookedTrips } from './log-bookings.ts';
import { readTrip } from './store.ts';

let it: TestContext;
let owner: Owner;
let car: Id<'vehicle'>;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  car = await vehicle(owner);
});
afterAll(() => it.close());

const vehicle = (who: Owner, change: Readonly<Record<string, unknown>> = {}) =>
  addVehicle(it.ctx, who, readInput(vehicleInput, { kind: 'car', name: 'Golf', method: 'flat_rate', ...change }));
const input = (by: Id<'vehicle'>, change: Readonly<Record<string, unknown>> = {}) =>
  readInput(tripInput, {
    madeOn: '2026-11-02',
    from: 'Home',
    to: 'Riverside Surgery',
    purpose: 'Surgery',
    vehicle: showId('vehicle', by),
    isReturn: true,
    distanceBy: 'typed',
    miles: '12.4',
    ...change,
  });
const yearOf = (who: Owner, year = '2026-27') =>
  asOwner(it.ctx.db, who, tx => readMileageYear(tx, year as TaxYear, it.ctx.clock.today()));
const claimOf = async (who: Owner, year?: string) => {
  const { claim } = await yearOf(who, year);
  return claim.ok ? claim : undefined;
};
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return Object.keys(fault.fields);
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('the fifth of April is claimed at 45p and the sixth at 55p', async () => {
  const who = await it.makeAccount();
  const by = await vehicle(who);
  await addTrip(it.ctx, who, input(by, { madeOn: '2026-04-05', miles: '100' }));
  await addTrip(it.ctx, who, input(by, { madeOn: '2026-04-06', miles: '100' }));
  expect((await claimOf(who, '2025-26'))?.totalPence).toBe(45_00);
  expect((await claimOf(who))?.totalPence).toBe(55_00);
});

test('two cars share one limit of 10,000 miles in the order of days: £6,250 for 4,000 and 9,000', async () => {
  const who = await it.makeAccount();
  const [first, second] = [await vehicle(who), await vehicle(who, { kind: 'van', name: 'Van' })];
  // entered the later first: the day decides, not when it was typed
  for (let n = 0; n < 5; n++) await addTrip(it.ctx, who, input(second, { madeOn: `2026-10-0${n + 1}`, miles: '1800' }));
  for (let n = 0; n < 2; n++) await addTrip(it.ctx, who, input(first, { madeOn: `2026-05-0${n + 1}`, miles: '2000' }));
  const claim = await claimOf(who);
  expect(claim).toMatchObject({ totalPence: 6250_00, leftTenths: 0, after: { milesTenths: 30_000, pence: 750_00 } });
  expect(claim?.trips.at(-1)?.claimPence).toBe(450_00);
});

test('readings of the odometer give the miles; the second must lie above the first', async () => {
  const id = await addTrip(
    it.ctx,
    owner,
    input(car, { distanceBy: 'odometer', miles: '', odometerStart: '42100.3', odometerEnd: '42118' }),
  );
  expect(await asOwner(it.ctx.db, owner, tx => readTrip(tx, id))).toMatchObject({ milesTenths: 177 });
  const backwards = async () =>
    input(car, { distanceBy: 'odometer', miles: '', odometerStart: '500', odometerEnd: '500' });
  expect(await refused(backwards())).toEqual(['odometerEnd']);
});

test('two postcodes give the straight line times the factor, there and back, and say that they did', async () => {
  const postcodes = { distanceBy: 'postcodes', fromPostcode: 'LS1 4AP', toPostcode: 'YO1 7HH', factor: '1.3' };
  const id = await addTrip(it.ctx, owner, input(car, { ...postcodes, miles: '' }));
  const trip = await asOwner(it.ctx.db, owner, tx => readTrip(tx, id));
  expect(trip).toMatchObject({ distanceBy: 'postcodes', factorHundredths: 130 });
  expect(trip?.milesTenths).toBeGreaterThan(500);
  const changed = await addTrip(it.ctx, owner, input(car, { ...postcodes, miles: '51' }));
  expect(await asOwner(it.ctx.db, owner, tx => readTrip(tx, changed))).toMatchObject({
    distanceBy: 'typed',
    milesTenths: 510,
  });
  expect(await refused(addTrip(it.ctx, owner, input(car, { ...postcodes, toPostcode: 'LS2 7UE', miles: '' })))).toEqual(
    ['toPostcode'],
  );
});

test('a trip goes on its booking’s invoice once, at the booking’s rate, and is claimed once beside it', async () => {
  const who = await it.makeAccount();
  const by = await vehicle(who);
  const practice = await addPractice(it, who);
  const booking = await addDelivered(it, who, practice, '2026-11-16', { mileage_rate_pence: 55 });
  const id = await addTrip(it.ctx, who, input(by, { madeOn: '2026-11-16', booking: showId('booking', booking) }));
  await rechargeTrip(it.ctx, who, id);
  await rechargeTrip(it.ctx, who, id);
  const billed = await asOwner(it.ctx.db, who, tx => readBooking(tx, booking));
  expect(billed?.total).toMatchObject({ mileagePence: 6_82, totalPence: 700_00 + 6_82 });
  expect((await claimOf(who))?.totalPence).toBe(6_82);
  expect((await yearOf(who)).trips[0]?.booking).toMatchObject({ billedPence: 6_82, isOpen: false });
  const again = await addTrip(it.ctx, who, input(by, { madeOn: '2026-11-16', booking: showId('booking', booking) }));
  expect(await refused(rechargeTrip(it.ctx, who, again))).toBe('booking.miles_there');
});

test('nothing is recharged without a booking, through an agency, or once the booking is billed', async () => {
  const who = await it.makeAccount();
  const by = await vehicle(who);
  const practice = await addPractice(it, who);
  expect(await refused(rechargeTrip(it.ctx, who, await addTrip(it.ctx, who, input(by))))).toBe('trip.no_booking');
  const agency = await addDelivered(it, who, practice, '2026-11-17', { billing_mode: 'agency', pensionable: false });
  const trip = await addTrip(it.ctx, who, input(by, { booking: showId('booking', agency) }));
  expect(await refused(rechargeTrip(it.ctx, who, trip))).toBe('booking.not_invoiced_here');
});

test('a trip for an agency is claimed where the agency bills itself, and not where an umbrella company paid the booking', async () => {
  const who = await it.makeAccount();
  const by = await vehicle(who);
  const agency = await addPractice(it, who, { name: 'Swift Agency' });
  const booking = async (on: string, kind: string) => {
    const id = await addDelivered(it, who, agency, on, { billing_mode: 'agency', pensionable: false });
    await addTrip(it.ctx, who, input(by, { madeOn: on, miles: '100', booking: showId('booking', id) }));
    const slip = newId('payslip');
    await it.database.admin.query(
      `INSERT INTO payslips (account_id, id, payer_id, kind, paid_on, period, gross_pence, expenses_pence, tax_pence, ni_pence,
         pension_pence, loan_pence, other_pence, net_pence, note, recorded_at)
       VALUES ($1, $2, $3, $4, $5, 'month', 70000, 0, 0, 0, 0, 0, 0, 70000, '', now())`,
      [who.accountId, slip, agency, kind, on],
    );
    await it.database.admin.query(
      'INSERT INTO payslip_lines (account_id, payslip_id, booking_id, amount_pence) VALUES ($1, $2, $3, 70000)',
      [who.accountId, slip, id],
    );
  };
  await booking('2026-11-03', 'self_bill');
  await booking('2026-11-04', 'umbrella');
  const claim = await claimOf(who);
  expect(claim?.totalPence).toBe(55_00);
  expect(claim?.trips.map(one => one.reason)).toEqual([undefined, 'employed']);
});

test('trips of worked bookings with miles are logged in one step, each once; work through payroll is left out', async () => {
  const who = await it.makeAccount();
  const by = await vehicle(who);
  const practice = await addPractice(it, who);
  await addDelivered(it, who, practice, '2026-11-09', { miles_tenths: 124 });
  await addDelivered(it, who, practice, '2026-11-10');
  await addDelivered(it, who, practice, '2026-11-11', { miles_tenths: 100, billing_mode: 'paye', pensionable: false });
  const year = '2026-27' as TaxYear;
  expect(await logBookedTrips(it.ctx, who, year, by)).toBe(1);
  expect(await logBookedTrips(it.ctx, who, year, by)).toBe(0);
  expect((await yearOf(who)).trips).toMatchObject([{ from: 'Home', to: 'Riverside Surgery', milesTenths: 124 }]);
  const left = await asOwner(it.ctx.db, who, tx => bookingsWithoutTrip(tx, year, it.ctx.clock.today()));
  expect(left.map(booking => booking.workDate.toString())).toEqual(['2026-11-10']);
});

test('once a vehicle has trips, what it is and how it is claimed stand', async () => {
  const by = await vehicle(owner);
  const change = (fields: Record<string, unknown>) =>
    changeVehicle(
      it.ctx,
      owner,
      by,
      readInput(vehicleInput, { kind: 'car', name: 'Polo', method: 'flat_rate', ...fields }),
    );
  await change({ method: 'actual_costs' });
  await change({});
  await addTrip(it.ctx, owner, input(by));
  expect(await refused(change({ method: 'actual_costs' }))).toBe('vehicle.in_use');
  await change({ name: 'Golf, silver' });
});

test('a trip and a vehicle are nobody else’s, and days to come are refused', async () => {
  const other = await it.makeAccount();
  const id = await addTrip(it.ctx, owner, input(car));
  expect(await refused(changeTrip(it.ctx, other, id, input(await vehicle(other))))).toBe('not_found');
  expect(await refused(deleteTrip(it.ctx, other, id))).toBe('not_found');
  expect(await refused(rechargeTrip(it.ctx, other, id))).toBe('not_found');
  expect(await refused(addTrip(it.ctx, other, input(car)))).toEqual(['vehicle']);
  expect(await refused(addTrip(it.ctx, owner, input(car, { madeOn: '2026-11-25' })))).toEqual(['madeOn']);
});

test('the page shows the claim, each sum opens to its trips, and a place visited week after week is named', async () => {
  const browser = await signedIn(it, testApp(it), 'driver@example.org');
  expect((await browser.get('/mileage/new')).location).toBe('/mileage/vehicles/new');
  await browser.post('/mileage/vehicles', { kind: 'car', name: 'Golf', method: 'flat_rate' });
  const form = (await browser.get('/mileage/new')).text;
  const vehicleShown = /<option value="(veh_[^"]+)"/.exec(form)?.[1] ?? '';
  const trip = { from: 'Home', to: 'Riverside', purpose: 'Surgery', vehicle: vehicleShown, isReturn: 'on' };
  const typed = { ...trip, distanceBy: 'typed', miles: '12.4' };
  for (let n = 1; n <= 10; n++)
    expect(
      (await browser.post('/mileage/new', { ...typed, madeOn: `2026-11-${String(n).padStart(2, '0')}` })).status,
    ).toBe(303);
  await browser.post('/mileage/new', { ...typed, madeOn: '2026-11-11', to: 'Mill Lane', isCommuting: 'on' });
  const page = (await browser.get('/mileage')).text;
  for (const text of ['£68.20', '124.0', '55p', 'may be commuting', '10 of 10 days', 'of=not-claimed'])
    expect(page).toContain(text);
  const notClaimed = (await browser.get('/mileage?year=2026-27&of=not-claimed')).text;
  expect(notClaimed).toContain('Mill Lane');
  expect(notClaimed).not.toContain('Home to Riverside');
});

test('“Work out the miles” fills them in, says how, keeps what was typed, and stores nothing', async () => {
  const browser = await signedIn(it, testApp(it), 'measurer@example.org');
  await browser.post('/mileage/vehicles', { kind: 'car', name: 'Golf', method: 'flat_rate' });
  const answer = await browser.post('/mileage/new', {
    step: 'measure',
    to: 'A practice in York',
    distanceBy: 'typed',
    isReturn: 'on',
    fromPostcode: 'LS1 4AP',
    toPostcode: 'YO1 7HH',
    factor: '1.3',
  });
  expect(answer.status).toBe(200);
  for (const text of ['A practice in York', 'in a straight line × 1.3, there and back', 'this is rough'])
    expect(answer.text).toContain(text);
  expect(answer.text).toMatch(/name="miles"[^>]* value="5\d/);
  expect((await browser.get('/mileage')).text).toContain('No trip is logged');
  const unknown = await browser.post('/mileage/new', {
    step: 'measure',
    fromPostcode: 'QQ1 1QQ',
    toPostcode: 'YO1 7HH',
  });
  expect(unknown.status).toBe(422);
  expect(unknown.text).toContain('This postcode is not known');
});
