import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { type Id, showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient } from '#tests/support/api-client.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { giveUpFormA } from './give-up.ts';
import { keepAppraisalDays } from './keep-appraisal-days.ts';
import { addPost, setPostPay } from './keep-post.ts';
import { keepStatement } from './keep-statement.ts';
import { makeFormB } from './make-form-b.ts';
import { readPensionYear } from './pension-year.ts';
import { readLedger } from './read-ledger.ts';
import { recordSoloStep, undoSoloStep } from './record-solo-step.ts';
import { readRefundsOwed } from './refunds-owed.ts';
import { rejectFormB, submitFormB } from './settle-form-b.ts';
import { soloNext } from './solo-ledger.ts';
import { listFormAsOf } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
let nights: Id<'organisation'>;
const YEAR = '2026-27' as SchemeYear;
const OCTOBER = '2026-10' as PensionMonth;
const day = (text: string) => Temporal.PlainDate.from(text);
const today = () => it.ctx.clock.today();

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner, { tier_basis_points: 980 });
  practice = await addPractice(it, owner);
  nights = await addPractice(it, owner, { name: 'Calder Nights', kind: 'out_of_hours', ods_code: 'Y01234' });
});

const ledger = () => asOwner(it.ctx.db, owner, tx => readLedger(tx, YEAR, today()));
const night = (on: string) => addDelivered(it, owner, nights, on, { work_type: 'out_of_hours', rate_pence: 48_000 });
const key = () => ({ scheme: 'england_and_wales' as const, provider: showId('organisation', nights), month: OCTOBER });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

async function bill(bookings: Id<'booking'>[]): Promise<Id<'invoice'>> {
  return billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
}

async function pay(id: Id<'invoice'>): Promise<void> {
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, today()));
  await recordPayment(it.ctx, owner, id, {
    receivedOn: today(),
    amount: invoice?.outstandingPence ?? pence(0),
    note: null,
  });
}

function state(lines: readonly (readonly [month: string | null, pensionable: number, employee: number | null])[]) {
  return keepStatement(it.ctx, owner, {
    schemeYear: YEAR,
    scheme: 'england_and_wales',
    statedOn: today(),
    source: 'typed',
    fileName: null,
    lines: lines.map(([month, pensionable, employee]) => ({
      month: month as PensionMonth | null,
      description: '',
      pensionablePence: pence(pensionable),
      employeePence: employee === null ? null : pence(employee),
      employerPence: null,
    })),
  });
}

test('SOLO work is followed from its nights to the statement, and the ledger says whose turn it is', async () => {
  await night('2026-10-06');
  await night('2026-10-20');
  const step = async () => {
    const [row] = (await ledger()).solo;
    const next = row && soloNext(row);
    return [
      row?.links.map(link => link.on?.toString().slice(5) ?? (link.isIdle ? '·' : '–')).join(' '),
      next && `${next.who}: ${next.words}`,
    ];
  };
  const record = (name: 'record' | 'sent' | 'signed' | 'received' | 'paid', on: string) =>
    recordSoloStep(it.ctx, owner, key(), { step: name, on: day(on), note: '' });
  expect(await step()).toEqual(['10-20 – – – – – –', 'You: Make the record of the month']);
  await record('record', '2026-11-01');
  expect((await step())[1]).toBe('You: Send the record to the provider');
  // what was signed was sent, whether anybody noted it or not
  await record('signed', '2026-11-05');
  expect(await step()).toEqual(['10-20 11-01 · 11-05 – – –', 'The provider: Pay you']);
  await record('received', '2026-11-10');
  await record('paid', '2026-11-12');
  expect((await step())[1]).toBe('The agency: Show it on the annual statement');
  await state([['2026-10', 96_000, null]]);
  expect(await step()).toEqual(['10-20 11-01 · 11-05 11-10 11-12 11-24', undefined]);
  await undoSoloStep(it.ctx, owner, key(), 'paid');
  expect(await refused(undoSoloStep(it.ctx, owner, key(), 'paid'))).toBe('not_found');
});

test('a step of tomorrow, of a month without work or of a stranger is refused; said again it replaces', async () => {
  await night('2026-10-06');
  const sent = { step: 'sent' as const, on: day('2026-11-02'), note: 'by mail' };
  expect(await refused(recordSoloStep(it.ctx, owner, key(), { ...sent, on: day('2026-11-25') }))).toBe('input.invalid');
  expect(await refused(recordSoloStep(it.ctx, owner, { ...key(), month: '2026-09' as PensionMonth }, sent))).toBe(
    'not_found',
  );
  expect(await refused(recordSoloStep(it.ctx, await it.makeAccount(), key(), sent))).toBe('not_found');
  await recordSoloStep(it.ctx, owner, key(), sent);
  await recordSoloStep(it.ctx, owner, key(), { ...sent, on: day('2026-11-03') });
  const link = (await ledger()).solo[0]?.links.find(it => it.kind === 'sent');
  expect([link?.on?.toString(), link?.note]).toEqual(['2026-11-03', 'by mail']);
  const api = await apiClient(it, owner);
  const path = `/pension/solo/${key().provider}/2026-10/steps`;
  expect((await api.call('POST', path, { step: 'paid', on: '2026-11-10' })).status).toBe(200);
  expect((await api.call('DELETE', `${path}/paid`)).status).toBe(200);
  expect((await api.call('GET', '/pension/ledger/2026-27')).json.solo).toMatchObject([
    { name: 'Calder Nights', month: '2026-10', pensionablePay: '480.00', next: { who: 'The provider' } },
  ]);
});

test('a year’s statement agrees where it holds Forms B and SOLO work together, and says whom to ask where it does not', async () => {
  await night('2026-10-06');
  await pay(await bill([await addDelivered(it, owner, practice, '2026-11-16')]));
  const id = await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  await submitFormB(it.ctx, owner, id, { on: today(), to: 'PCSE Online', reference: null });
  const api = await apiClient(it, owner);
  const compared = async () => {
    const { items } = (await api.call('GET', '/pension/statements')).json;
    const all = JSON.parse(JSON.stringify(items)) as {
      comparison: { month: string; verdict: string; words: string; next: string; solo: string }[];
    }[];
    return all[0]?.comparison.map(({ month, verdict, solo, next }) => [month, verdict, solo, next]);
  };
  // £630.00 on the Form B and £480.00 by SOLO; November is not over, so no SOLO work of it is missed
  await state([[null, 63_000 + 48_000, null]]);
  expect(await compared()).toEqual([[null, 'agrees', '480.00', '']]);
  const { rows, solo } = await ledger();
  expect(rows[0]?.links.at(-1)?.on).toEqual(today());
  expect(solo[0]?.links.at(-1)?.on).toEqual(today());
  // a later statement by months, with a correction below nought
  it.ctx.clock.set(TUESDAY.add({ hours: 24 }));
  await state([
    ['2026-11', 70_000, 6174],
    ['2026-11', -7000, 0],
  ]);
  expect(await compared()).toEqual([
    ['2026-10', 'missing', '480.00', 'Ask Calder Nights when it paid over its SOLO contributions of October 2026.'],
    ['2026-11', 'agrees', '0.00', ''],
  ]);
});

test('figures of a statement may be below nought, typed and by the API', async () => {
  const api = await apiClient(it, owner);
  const body = (pensionable: string, employee: string | null) => ({
    schemeYear: '2026-27',
    scheme: 'england_and_wales',
    statedOn: '2026-11-20',
    lines: [{ month: '2026-10', pensionable, employee }],
  });
  expect((await api.call('POST', '/pension/statements', body('-630.00', '(61.74)'))).status).toBe(201);
  expect((await api.call('POST', '/pension/statements', body('', null))).status).toBe(422);
  expect((await api.call('POST', '/pension/statements', body('-six', null))).status).toBe(422);
  const browser = await signedIn(it, testApp(it), 'corrections@example.org');
  const answer = await browser.post('/pension/statements?year=2026-27', {
    statedOn: '20/11/2026',
    pensionable: ['', '-£630.00', ...Array(11).fill('')],
    employee: ['', '(61.74)', ...Array(11).fill('')],
    employer: Array(13).fill(''),
  });
  expect(answer.status).toBe(303);
  expect((await browser.get('/pension/statements?year=2026-27')).text).toContain('-£630.00');
});

test('a provider that only told its pay needs no record, and its chain begins with the pay', async () => {
  const post = await addPost(it.ctx, owner, {
    kind: 'solo',
    employer: 'Aire Out of Hours',
    organisation: null,
    scheme: 'england_and_wales',
    startedOn: day('2026-04-01'),
    endedOn: null,
    isContinuous: true,
  });
  await setPostPay(it.ctx, owner, post, YEAR, {
    pay: [{ month: OCTOBER, pensionable: pence(60_000), contributed: pence(5880) }],
  });
  const [row] = (await ledger()).solo;
  expect([row?.provider, row?.missing, row?.contributedPence]).toEqual([showId('post', post), 'received', 5880]);
});

test('an appraisal on Form A stays in the ledger when a post would send it by SOLO, with the question to ask', async () => {
  const change = { work_type: 'appraisal', rate_pence: 50_000 };
  const appraisal = await addDelivered(it, owner, practice, '2026-11-03', change);
  const invoice = await bill([appraisal]);
  const before = await ledger();
  expect(before.rows.map(row => [row.pensionablePence, row.isRerouted])).toEqual([[45_000, false]]);
  await addPost(it.ctx, owner, {
    kind: 'salaried',
    employer: 'Hilltop',
    organisation: null,
    scheme: 'england_and_wales',
    startedOn: day('2026-04-01'),
    endedOn: null,
    isContinuous: true,
  });
  const after = await ledger();
  expect(after.rows.map(row => [row.form?.invoiceId, row.pensionablePence, row.isRerouted])).toEqual([
    [invoice, 45_000, true],
  ]);
  // and it counts once
  expect(after.solo).toEqual([]);
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  await giveUpFormA(it.ctx, owner, form?.id ?? ('' as Id<'formA'>), 'changed_mind', today());
  const given = await ledger();
  expect(given.rows.map(row => row.standing)).toEqual(['given_up']);
  expect(given.solo.map(row => [row.month, row.pensionablePence])).toEqual([['2026-11', 50_000]]);
});

test('an appraisal of three days is on forms of its own, its fee shared, and each of its days is a day of service', async () => {
  const appraisal = await addDelivered(it, owner, practice, '2026-11-03', {
    work_type: 'appraisal',
    rate_pence: 50_000,
  });
  const days = (...all: string[]) => keepAppraisalDays(it.ctx, owner, appraisal, all.map(day));
  expect(await refused(days('2026-11-03'))).toBe('input.invalid');
  expect(await refused(days('2026-11-10', '2026-11-10'))).toBe('input.invalid');
  expect(await refused(days('2026-11-04', '2026-11-05', '2026-11-06'))).toBe('input.invalid');
  await days('2026-11-10', '2026-11-11');
  const session = await addDelivered(it, owner, practice, '2026-11-16');
  expect(await refused(keepAppraisalDays(it.ctx, owner, session, [day('2026-11-17')]))).toBe('appraisal.other_work');
  const invoice = await bill([appraisal, session]);
  const forms = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  expect(forms.map(form => [form.periods.map(run => `${run.from}/${run.to}`).join(' '), form.feePence])).toEqual([
    ['2026-11-03/2026-11-03', 16_667],
    ['2026-11-10/2026-11-11', 33_333],
    ['2026-11-16/2026-11-16', 70_000],
  ]);
  expect(await refused(days())).toBe('appraisal.billed');
  await pay(invoice);
  await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  const { rows, foot } = await ledger();
  expect(rows.map(row => row.feePence).toSorted((a, b) => a - b)).toEqual([16_667, 33_333, 70_000]);
  expect(foot.onFormsB).toEqual(foot.formsB);
  const year = await asOwner(it.ctx.db, owner, tx => readPensionYear(tx, 'england_and_wales', YEAR, today()));
  expect(year.reckoning.parts[0]?.days).toBe(4);
});

test('before 2026/27 an appraisal is one day', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2026-03-20T09:00:00Z'));
  const appraisal = await addDelivered(it, owner, practice, '2026-03-10', { work_type: 'appraisal' });
  expect(await refused(keepAppraisalDays(it.ctx, owner, appraisal, [day('2026-03-11')]))).toBe('input.invalid');
});

test('a form that came back in time is asked for by its month and not called too late, however late it is', async () => {
  it.ctx.clock.set(Temporal.Instant.from('2026-09-10T09:00:00Z'));
  await pay(await bill([await addDelivered(it, owner, practice, '2026-09-01')]));
  const id = await makeFormB(it.ctx, owner, '2026-09' as PensionMonth);
  await submitFormB(it.ctx, owner, id, { on: today(), to: 'PCSE Online', reference: null });
  await rejectFormB(it.ctx, owner, id, { rejectedOn: today(), reason: 'A date is missing.' });
  const standing = async () => (await ledger()).rows.map(row => row.standing);
  expect(await standing()).toEqual(['in_hand']);
  // the last chance was 10 November
  it.ctx.clock.set(TUESDAY);
  expect(await standing()).toEqual(['in_hand']);
});

test('the employer’s share of work given up after it was paid is owed to the practice until it went back', async () => {
  const invoice = await bill([await addDelivered(it, owner, practice, '2026-11-16')]);
  await pay(invoice);
  const owed = () => asOwner(it.ctx.db, owner, tx => readRefundsOwed(tx, today()));
  expect(await owed()).toEqual([]);
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  await giveUpFormA(it.ctx, owner, form?.id ?? ('' as Id<'formA'>), 'changed_mind', today());
  expect(await owed()).toMatchObject([{ organisationName: 'Riverside Surgery', amountPence: 9059 }]);
});
