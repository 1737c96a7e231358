import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { recordPayment, withdrawPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { organisationInput } from './input.ts';
import { addOrganisation, archiveOrganisation, changeOrganisation, restoreOrganisation } from './keep-organisation.ts';
import { moneyByOrganisation } from './money-by-organisation.ts';
import { listOrganisations, searchOrganisations } from './store.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const input = (change: Readonly<Record<string, unknown>> = {}) =>
  readInput(organisationInput, { name: 'Riverside Surgery', kind: 'gp_practice', nation: 'england', ...change });
const namesOf = async (owner: Owner) =>
  asOwner(it.ctx.db, owner, async tx => (await listOrganisations(tx)).map(organisation => organisation.name));
const find = (owner: Owner, name: string) =>
  asOwner(it.ctx.db, owner, async tx =>
    (await searchOrganisations(tx, { name, archived: false })).map(organisation => organisation.name),
  );

test('another locum’s organisation is not there, to read, to change or to archive', async () => {
  const [one, other] = [await signedIn(it, app, 'one@example.org'), await signedIn(it, app, 'other@example.org')];
  const saved = await one.post('/organisations/new', { name: 'Mill Lane', kind: 'pharmacy', nation: 'wales' });
  const path = saved.location?.split('?')[0] ?? '';
  expect(await one.get(path)).toMatchObject({ status: 200 });
  for (const page of [path, `${path}/edit`]) expect(await other.get(page)).toMatchObject({ status: 404 });
  expect(await other.post(`${path}/archive`, {})).toMatchObject({ status: 404 });
  expect(await other.post(`${path}/edit`, { name: 'Stolen', kind: 'pharmacy', nation: 'wales' })).toMatchObject({
    status: 404,
  });
});

test('a form with mistakes says what is wrong and keeps what was typed', async () => {
  const browser = await signedIn(it, app, 'slip@example.org');
  const wrong = await browser.post('/organisations/new', {
    name: '',
    kind: 'gp_practice',
    nation: 'england',
    postcode: 'nowhere',
    addressLines: '2 River Lane',
  });
  expect(wrong.status).toBe(422);
  for (const text of ['Enter its name.', 'That is not a postcode', '2 River Lane']) expect(wrong.text).toContain(text);
});

test('an organisation has cancellation terms of its own by steps or by a set, and without the tick the usual ones', async () => {
  const browser = await signedIn(it, app, 'terms@example.org');
  const named = { name: 'Riverside Surgery', kind: 'gp_practice', nation: 'england' };
  const steps = { termsUnit: ['days', 'days'], termsLessThan: ['7', ''], termsPercent: ['50', ''] };
  // the steps count though the tick was forgotten
  const saved = await browser.post('/organisations/new', { ...named, ...steps });
  const path = saved.location?.split('?')[0] ?? '';
  expect((await browser.get(path)).text).toContain('Less than 7 days’ notice: 50% of the fee');
  await browser.post(`${path}/edit`, { ...named, ...steps, ownTerms: 'on', hadTerms: 'on', termsPreset: 'day' });
  expect((await browser.get(path)).text).toContain('Less than 24 hours’ notice: 100% of the fee');
  await browser.post(`${path}/edit`, { ...named, ...steps, hadTerms: 'on' });
  expect((await browser.get(path)).text).not.toContain('notice: ');
});

test('an organisation that is sent twice is added once', async () => {
  const owner = await it.makeAccount();
  const id = newId('organisation');
  for (const name of ['Riverside Surgery', 'Riverside Surgery again'])
    expect(await addOrganisation(it.ctx, owner, { ...input({ name }), id })).toBe(id);
  expect(await namesOf(owner)).toEqual(['Riverside Surgery']);
});

test('an archived organisation leaves the list and comes back when it is restored', async () => {
  const owner = await it.makeAccount();
  const id = await addOrganisation(it.ctx, owner, input());
  await archiveOrganisation(it.ctx, owner, id);
  expect(await namesOf(owner)).toEqual([]);
  await restoreOrganisation(it.ctx, owner, id);
  expect(await namesOf(owner)).toEqual(['Riverside Surgery']);
  await changeOrganisation(it.ctx, owner, id, input({ name: 'Riverside Health' }));
  expect(await namesOf(owner)).toEqual(['Riverside Health']);
});

test('organisations are found by a part of their name, whatever its signs, and stand in the order of the alphabet', async () => {
  const owner = await it.makeAccount();
  for (const name of ['Westgate', 'abbey Road', '100% Care', 'Old_Mill']) {
    await addOrganisation(it.ctx, owner, input({ name }));
  }
  expect(await namesOf(owner)).toEqual(['100% Care', 'abbey Road', 'Old_Mill', 'Westgate']);
  expect(await find(owner, 'ABBEY')).toEqual(['abbey Road']);
  expect(await find(owner, '%')).toEqual(['100% Care']);
  expect(await find(owner, '_')).toEqual(['Old_Mill']);
});

test('an organisation shows what it paid, what it owes and how long it takes, without withdrawn payments', async () => {
  const owner = await it.makeAccount();
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner);
  const quiet = await addPractice(it, owner, { name: 'Quiet Practice' });
  const paid = await billOneSession(owner, practice, '2026-10-01');
  await pay(owner, paid, '2026-10-11', 300_00);
  await pay(owner, paid, '2026-10-21', 400_00);
  const open = await billOneSession(owner, practice, '2026-11-02');
  await pay(owner, open, '2026-11-05', 200_00);
  await withdrawPayment(it.ctx, owner, open, await pay(owner, open, '2026-11-06', 100_00));
  const money = await asOwner(it.ctx.db, owner, tx => moneyByOrganisation(tx));
  expect(money.get(practice)).toEqual({
    earnedPence: 900_00,
    outstandingPence: 500_00,
    keptPence: 0,
    averageDaysToPay: 20,
    medianDaysToPay: 20,
  });
  expect(money.get(quiet)).toBeUndefined();
});

/** A session of £700, not pensioned, worked and invoiced on one day. */
async function billOneSession(owner: Owner, organisation: Id<'organisation'>, day: string): Promise<Id<'invoice'>> {
  const booking = await addDelivered(it, owner, organisation, day, { pensionable: false });
  it.ctx.clock.set(Temporal.Instant.from(`${day}T16:00:00Z`));
  const id = await billDelivered(it.ctx, owner, {
    organisation,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  it.ctx.clock.set(TUESDAY);
  return id;
}

function pay(owner: Owner, invoice: Id<'invoice'>, day: string, amount: number): Promise<Id<'payment'>> {
  return recordPayment(it.ctx, owner, invoice, {
    receivedOn: Temporal.PlainDate.from(day),
    amount: pence(amount),
    note: null,
  });
}
