import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { giveUpFormA } from '#features/pensions/give-up.ts';
import { listFormAs } from '#features/pensions/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { liveATaxYear } from '#tests/cast/tax-year.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { readAside } from './aside.ts';
import { type Books, sumByCategory, sumRows } from './books.ts';
import { potInput, settingsInput } from './input.ts';
import { potBalance, recordPotMove, removePotMove } from './pot.ts';
import { quartersCsv, quarterTotals } from './quarters.ts';
import { readTaxYearView } from './read-tax-year.ts';
import { keepSettings } from './settings.ts';
import { listPotMoves } from './store.ts';
import { taxDueSoon } from './tax-dates.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await liveATaxYear(it, owner);
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  await settle(THIS, {});
  await settle(LAST, {});
  for (const move of await asOwner(it.ctx.db, owner, listPotMoves)) await removePotMove(it.ctx, owner, move.id);
});

const [THIS, LAST] = ['2026-27' as TaxYear, '2025-26' as TaxYear];

const read = (year: TaxYear, who = owner) => asOwner(it.ctx.db, who, tx => readTaxYearView(tx, year));
const settle = (year: TaxYear, change: Readonly<Record<string, unknown>>) =>
  keepSettings(it.ctx, owner, year, readInput(settingsInput, { basis: 'cash', ...change }));
const move = (change: Readonly<Record<string, unknown>>) =>
  recordPotMove(it.ctx, owner, readInput(potInput, { kind: 'put_in', movedOn: '2026-11-20', ...change }));
const aside = (day = '2026-11-24') => asOwner(it.ctx.db, owner, tx => readAside(tx, Temporal.PlainDate.from(day)));

async function estimate(year: TaxYear) {
  const { answer } = await read(year);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.estimate;
}

/** Books as a table: turnover, employer's share, profit; then what both have. */
const table = (books: Books) => ({
  cash: [books.cash.turnoverPence, books.cash.employerPence, books.cash.profitPence],
  accruals: [books.accruals.turnoverPence, books.accruals.employerPence, books.accruals.profitPence],
  expenses: Object.fromEntries(sumByCategory(books.cash.expenses).map(({ category, pence }) => [category, pence])),
  allowable: books.cash.allowablePence,
  pension: books.pensionPence,
});

test('the year by money received and by work done, to the penny', async () => {
  expect(table((await read(THIS)).books)).toEqual({
    // £700.00 of March, £40,000.00, and £500.00 of the part payment; the share of March came with the last of its money
    cash: [41_200_00, 90_59, 40_616_60],
    // £40,000.00, £700.00 of November, and £700.00 that is not invoiced yet
    accruals: [41_400_00, 90_59, 40_816_60],
    expenses: { professionalFees: 463_00, businessEntertainmentCosts: 80_00, carVanTravelExpenses: 120_40 },
    allowable: 583_40,
    // 12.5% of the £630.00 that the practice pensioned
    pension: 78_75,
  });
  expect(table((await read(LAST)).books)).toEqual({
    cash: [0, 0, -9_99],
    accruals: [700_00, 90_59, 690_01],
    expenses: { adminCosts: 9_99 },
    allowable: 9_99,
    pension: 0,
  });
});

test.each([
  ['cash', 'rest_of_uk', 5593_57, 1682_80],
  ['cash', 'scotland', 5664_02, 1682_80],
  ['accruals', 'rest_of_uk', 5633_57, 1694_80],
  ['accruals', 'scotland', 5706_02, 1694_80],
] as const)('the tax of the year by %s in %s, to the penny', async (basis, region, incomeTax, class4) => {
  await settle(THIS, { basis, region });
  const now = await estimate(THIS);
  expect([now.incomeTax.taxPence, now.class4Pence, now.totalPence]).toEqual([incomeTax, class4, incomeTax + class4]);
});

test('every sum is the sum of rows that open, and each row belongs to its year', async () => {
  const { books } = await read(THIS);
  expect(books.cash.turnover.map(row => [row.on.toString(), row.what, row.pence])).toEqual([
    ['2026-04-20', 'INV-0001, Riverside Surgery', 700_00],
    ['2026-05-30', 'INV-0002, Hill Clinic', 15_000_00],
    ['2026-06-30', 'INV-0002, Hill Clinic', 25_000_00],
    ['2026-11-20', 'INV-0003, Riverside Surgery', 500_00],
  ]);
  for (const side of [books.cash, books.accruals]) expect(sumRows(side.turnover)).toBe(side.turnoverPence);
  for (const row of [...books.cash.turnover, ...books.accruals.turnover, ...books.cash.expenses, ...books.pension])
    expect(row.href).toMatch(/^\/(invoices\/inv_|bookings\/bkg_|expenses\/exp_|pension\/form-b\/2026-04)/);
});

test('an employer’s share that is given back is neither received nor asked for, and the work stays', async () => {
  const other = await it.makeAccount();
  await liveATaxYear(it, other);
  const november = (await asOwner(it.ctx.db, other, listFormAs)).find(form => form.lastDay.month === 11);
  if (!november) throw new Error('a Form A of November');
  await giveUpFormA(it.ctx, other, november.id, 'changed_mind', it.ctx.clock.today());
  const { books } = await read(THIS, other);
  expect(books.accruals.employerPence).toBe(0);
  expect([books.accruals.turnoverPence, books.cash.turnoverPence]).toEqual([41_400_00, 41_200_00]);
});

test('another locum’s year is empty', async () => {
  const { books } = await read(THIS, await it.makeAccount());
  expect([books.cash.turnoverPence, books.accruals.turnoverPence, books.cash.expenses.length]).toEqual([0, 0, 0]);
});

test('what the locum says of a year goes before what the books say', async () => {
  await settle(THIS, { pension: '1000', employment: '10000', taxPaid: '0', loanPlans: ['plan1'], loanPaid: '50' });
  const now = await estimate(THIS);
  expect(now.reliefPence).toBe(1000_00);
  expect(now.netIncomePence).toBe(40_616_60 + 10_000_00 - 1000_00);
  // 9% of £50,616.60 less £26,900
  expect(now.loanPence).toBe(2134_49);
  expect(now.owedPence).toBe(now.totalPence - 50_00);
});

test('payments on account come from the bill of the year before, or as they are typed', async () => {
  expect((await read(THIS)).onAccount).toEqual({ pence: 0, from: 'nothing_known' });
  expect((await read('2027-28' as TaxYear)).onAccount).toEqual({ pence: 7276_36, from: 'year_before' });
  await settle(THIS, { onAccount: '1200' });
  expect((await estimate(THIS)).dates.map(date => [date.on.toString(), date.pence])).toEqual([
    ['2028-01-31', 7276_37 - 1200_00 + 3638_18],
    ['2028-07-31', 3638_18],
  ]);
});

test('payments of tax stand on Today from thirty days before until they are recorded', async () => {
  const due = (day: string) =>
    asOwner(it.ctx.db, owner, tx => taxDueSoon(tx, Temporal.PlainDate.from(day))).then(dates =>
      dates.map(date => [date.on.toString(), date.pence]),
    );
  expect(await due('2027-12-31')).toEqual([]);
  expect(await due('2028-01-01')).toEqual([['2028-01-31', 10_914_55]]);
  expect(await due('2028-07-31')).toEqual([['2028-07-31', 3638_18]]);
  it.ctx.clock.set(Temporal.Instant.from('2028-01-20T10:00:00Z'));
  await move({ kind: 'paid_otherwise', taxYear: THIS, amount: '10914.54', movedOn: '2028-01-20' });
  expect(await due('2028-01-21')).toHaveLength(1);
  await move({ kind: 'paid_otherwise', taxYear: THIS, amount: '0.01', movedOn: '2028-01-20' });
  expect(await due('2028-01-21')).toEqual([]);
});

test('what is to be put aside is the tax of the year at its pace, in the share that came in, less what lies in the pot', async () => {
  const before = await aside();
  // 233 of 365 days: £40,616.60 makes £63,626.86 a year
  expect(before?.thisYear).toMatchObject({ profitPence: 40_616_60, yearProfitPence: 63_626_86, reckonedBy: 'pace' });
  const share = Math.round((Number(before?.thisYear?.yearOwedPence) * 40_616_60) / 63_626_86);
  expect(before?.neededPence).toBe(share);
  await move({ amount: '5000' });
  await move({ kind: 'taken_out', amount: '400' });
  expect(await aside()).toMatchObject({ potPence: 4600_00, missingPence: share - 4600_00 });
});

test('after the year its whole bill is kept until it is paid, wherever the money came from', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2027-05-01T10:00:00Z'));
  expect(await aside('2027-05-01')).toMatchObject({ neededPence: 7276_37 });
  await move({ kind: 'put_in', amount: '3000', movedOn: '2027-04-30' });
  await move({ kind: 'paid_from_pot', taxYear: THIS, amount: '2000', movedOn: '2027-05-01' });
  await move({ kind: 'paid_otherwise', taxYear: THIS, amount: '276.37', movedOn: '2027-05-01' });
  expect(await aside('2027-05-01')).toMatchObject({ neededPence: 5000_00, potPence: 1000_00, missingPence: 4000_00 });
});

test('an entry of the pot that is sent twice is there once, and nobody else can take it away', async () => {
  const input = readInput(potInput, { kind: 'put_in', movedOn: '2026-11-20', amount: '10', id: undefined });
  const id = await recordPotMove(it.ctx, owner, input);
  await recordPotMove(it.ctx, owner, { ...input, id });
  const moves = () => asOwner(it.ctx.db, owner, listPotMoves);
  expect(potBalance(await moves())).toBe(10_00);
  const stranger = await it.makeAccount();
  await expect(removePotMove(it.ctx, stranger, id)).rejects.toMatchObject({ reason: { code: 'not_found' } });
  await removePotMove(it.ctx, owner, id);
  expect(await moves()).toEqual([]);
});

test('a payment to HMRC without its year, and a day to come, are refused', async () => {
  const field = (change: Readonly<Record<string, unknown>>) =>
    Promise.resolve()
      .then(() => move({ amount: '10', ...change }))
      .then(
        () => [],
        (fault: { fields: Record<string, string> }) => Object.keys(fault.fields),
      );
  expect(await field({ kind: 'paid_from_pot' })).toEqual(['taxYear']);
  expect(await field({ movedOn: '2026-11-25' })).toEqual(['movedOn']);
  expect(await field({ amount: '0' })).toEqual(['amount']);
});

test('a year whose rates are not known has books and no estimate', async () => {
  const view = await read('2027-28' as TaxYear);
  expect(view.answer).toEqual({ ok: false, reason: 'tax_year_unknown' });
  expect(await aside('2027-05-01')).toMatchObject({ thisYear: undefined });
});

test('quarters are cumulative, and the last one is the year', async () => {
  const { books } = await read(THIS);
  const quarters = quarterTotals(THIS, books, 'cash', 'standard');
  expect(quarters.map(it => [it.turnoverPence, it.expensesPence])).toEqual([
    [40_700_00, 543_00],
    [40_700_00, 543_00],
    [41_200_00, 663_40],
    [41_200_00, 663_40],
  ]);
  const last = quarters.at(-1);
  expect([last?.turnoverPence, last?.expensesPence]).toEqual([books.cash.turnoverPence, sumRows(books.cash.expenses)]);
  const [heading = '', first = ''] = quartersCsv(THIS, quarters).replace('\uFEFF', '').split('\r\n');
  const cell = (name: string) => first.split(',')[heading.split(',').indexOf(name)];
  expect(['periodStart', 'periodEnd', 'due', 'turnover', 'professionalFees'].map(cell)).toEqual([
    '2026-04-06',
    '2026-07-05',
    '2026-08-07',
    '40700.00',
    '463.00',
  ]);
  expect(['businessEntertainmentCosts', 'businessEntertainmentCostsDisallowable'].map(cell)).toEqual([
    '80.00',
    '80.00',
  ]);
});
