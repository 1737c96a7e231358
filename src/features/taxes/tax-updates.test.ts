import { afterAll, beforeAll, expect, test } from 'vitest';
import { addExpense, expenseInput } from '#features/expenses/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { liveATaxYear } from '#tests/cast/tax-year.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { settingsInput, updateInput } from './input.ts';
import { readQuarters } from './quarters.ts';
import { markUpdateSent, takeUpdateBack } from './send-update.ts';
import { keepSettings } from './settings.ts';
import { taxDays } from './tax-days.ts';
import { updatesDue } from './update-dates.ts';

let it: TestContext;
let owner: Owner;
const YEAR = '2026-27' as TaxYear;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await liveATaxYear(it, owner);
  it.ctx.clock.set(TUESDAY);
});
afterAll(() => it.close());

const read = (who = owner) => asOwner(it.ctx.db, who, tx => readQuarters(tx, YEAR));
const send = (change: Readonly<Record<string, unknown>> = {}) =>
  markUpdateSent(it.ctx, owner, YEAR, readInput(updateInput, { quarter: '1', sentOn: '2026-08-05', ...change }));
const spend = (amount: string, spentOn: string) =>
  addExpense(it.ctx, owner, expenseInput.parse({ category: 'adminCosts', spentOn, description: 'Phone', amount }));
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (fault: { fields?: Record<string, string> }) => Object.keys(fault.fields ?? {}),
  );

test('an update that is marked keeps what it said; what is entered later shows as a correction', async () => {
  const id = await send({ reference: 'HMRC 123' });
  expect((await read()).corrections).toEqual([]);
  await spend('12.34', '2026-06-10');
  await spend('99.00', '2026-08-10');
  const { corrections, sent } = await read();
  // the second one lies after the quarter
  expect(corrections).toEqual([{ key: 'adminCosts', thenPence: 0, nowPence: 12_34, differencePence: 12_34 }]);
  expect(sent).toMatchObject([{ id, quarter: 1, reference: 'HMRC 123', turnoverPence: 40_700_00 }]);
  // the update after it carries the correction, and nothing is left to correct
  const second = await send({ quarter: '2', sentOn: '2026-11-01' });
  expect((await read()).corrections).toEqual([]);
  await takeUpdateBack(it.ctx, owner, second);
  await takeUpdateBack(it.ctx, owner, id);
  expect((await read()).sent).toEqual([]);
});

test('an update sent twice with one id is marked once, and a stranger cannot take it back', async () => {
  const id = newId('taxUpdate');
  for (let i = 0; i < 2; i++) expect(await send({ id: showId('taxUpdate', id) })).toBe(id);
  expect((await read()).sent).toHaveLength(1);
  await expect(takeUpdateBack(it.ctx, await it.makeAccount(), id)).rejects.toMatchObject({
    reason: { code: 'not_found' },
  });
  await takeUpdateBack(it.ctx, owner, id);
});

test('a quarter that was not over cannot have been sent, nor on a day to come', async () => {
  expect(await refused(send({ sentOn: '2026-07-05' }))).toEqual(['sentOn']);
  expect(await refused(send({ sentOn: '2026-11-25' }))).toEqual(['sentOn']);
  expect(await refused(send({ quarter: '3', sentOn: '2026-11-24' }))).toEqual(['sentOn']);
  expect((await read()).sent).toEqual([]);
});

test('calendar quarters take in the first days of April, and hold for the year once an update was sent', async () => {
  const keep = (quarters: string) =>
    keepSettings(it.ctx, owner, YEAR, readInput(settingsInput, { basis: 'cash', quarters }));
  await keep('calendar');
  const view = await read();
  expect(view.quarters.map(quarter => [quarter.last.toString(), quarter.turnoverPence])).toEqual([
    // £25,000.00 of 30 June is in the first either way; £9.99 of 5 April is now in all
    ['2026-06-30', 40_700_00],
    ['2026-09-30', 40_700_00],
    ['2026-12-31', 41_200_00],
    ['2027-03-31', 41_200_00],
  ]);
  expect(view.quarters[0]?.expenses.find(it => it.key === 'adminCosts')?.pence).toBe(9_99 + 12_34);
  const id = await send({ sentOn: '2026-07-02' });
  expect(await refused(keep('standard'))).toEqual(['quarters']);
  await takeUpdateBack(it.ctx, owner, id);
  await keep('standard');
});

test('updates are due for who was over the limit two years before, until they are marked', async () => {
  const other = await it.makeAccount();
  const clinic = await addPractice(it, other, { name: 'Hill Clinic', kind: 'private_clinic' });
  await addDelivered(it, other, clinic, '2024-06-03', { pensionable: false, rate_pence: 5_000_001 });
  await keepSettings(it.ctx, other, '2024-25' as TaxYear, readInput(settingsInput, { basis: 'accruals' }));
  const day = (text: string) => Temporal.PlainDate.from(text);
  const due = async (who: Owner) =>
    (await asOwner(it.ctx.db, who, tx => updatesDue(tx, day('2026-11-24'), day('2026-10-25'), day('2027-02-28')))).map(
      update => [update.number, update.due.toString()],
    );
  expect(await due(other)).toEqual([
    [2, '2026-11-07'],
    [3, '2027-02-07'],
  ]);
  expect(await due(owner)).toEqual([]);
  await markUpdateSent(it.ctx, other, YEAR, readInput(updateInput, { quarter: '2', sentOn: '2026-11-06' }));
  expect(await due(other)).toEqual([[3, '2027-02-07']]);
  expect((await taxDays(it.ctx, other)).map(entry => entry.on.toString())).toContain('2027-02-07');
});

test('the calendar has the days on which tax is due, by the estimates', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2027-05-01T10:00:00Z'));
  const days = await taxDays(it.ctx, owner);
  it.ctx.clock.set(TUESDAY);
  expect(days.map(entry => entry.on.toString())).toEqual(['2028-01-31', '2028-07-31']);
});
