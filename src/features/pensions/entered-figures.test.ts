import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient, itemsOf } from '#tests/support/api-client.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { enterFigure, removeFigure } from './enter-figures.ts';
import { listFormBs } from './form-b-store.ts';
import { keepAddition } from './keep-addition.ts';
import { makeFormB } from './make-form-b.ts';
import { listFormAsOf } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
const YEAR = '2027-28' as SchemeYear;
const MAY = '2027-05' as PensionMonth;
const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => it.ctx.clock.set(Temporal.Instant.from(`${text}T09:00:00Z`));
const WHENCE = { scheme: 'england_and_wales' as const, year: YEAR, readAt: 'PCSE’s news', readOn: day('2027-04-02') };
const RATE = { kind: 'employer_rate' as const, ...WHENCE, basisPoints: 1500 };
const TIERS = { kind: 'tiers' as const, ...WHENCE, rates: [530, 660, 990], bounds: [14_000, 30_000] };

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  at('2027-05-03');
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

async function bill(on = '2027-04-26'): Promise<Id<'invoice'>> {
  const bookings = [await addDelivered(it, owner, practice, on)];
  return billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
}

async function pay(id: Id<'invoice'>): Promise<void> {
  const today = it.ctx.clock.today();
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, today));
  await recordPayment(it.ctx, owner, id, {
    receivedOn: today,
    amount: invoice?.outstandingPence ?? pence(0),
    note: null,
  });
}

const paper = async (file: Id<'file'> | undefined) => {
  if (!file) throw new Error('no paper');
  const { bytes } = await asOwner(it.ctx.db, owner, tx => readStoredFile(it.ctx, tx, file));
  return (await readPaper(bytes)).text.replaceAll(/\s+/g, ' ');
};
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('from April 2027 pensioned work is billed at the rate that the locum read, and each paper says so', async () => {
  expect(await refused(bill('2027-04-12'))).toBe('pension.rate_unknown');
  await expect(bill('2027-04-19')).rejects.toThrow('/pension/figures/2027-28?scheme=england_and_wales');
  await enterFigure(it.ctx, owner, RATE);
  const id = await bill();
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
  // 15% of 90% of £700.00
  expect(invoice).toMatchObject({ employerContributionPence: 9450, totalPence: 79_450 });
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, id));
  const formA = await paper(form?.fileId);
  expect(formA).toContain('Box 3 Employer contribution (15% of box 2) £94.50');
  const note = 'The rate of the employer was entered by the locum, as read at PCSE’s news on 2 Apr 2027.';
  expect(formA).toContain(note);
  expect(await paper(invoice?.fileId ?? undefined)).toContain(note);
});

test('entered tiers reckon the month’s tier, and Form B says whose they are; a tier entered again does not touch what was made', async () => {
  await enterFigure(it.ctx, owner, RATE);
  await pay(await bill());
  expect(await refused(makeFormB(it.ctx, owner, MAY))).toBe('form_b.tiers_unknown');
  await enterFigure(it.ctx, owner, TIERS);
  await makeFormB(it.ctx, owner, MAY);
  const [made] = await asOwner(it.ctx.db, owner, listFormBs);
  // £630.00 on one day is £229,950.00 a year, above £30,000: 9.9%
  expect(made).toMatchObject({ tierBasisPoints: 990, employeeTotalPence: 6237, employerPence: 9450 });
  const text = await paper(made?.fileId);
  for (const line of [
    '5.3% (up to £14,000)',
    '✓ 9.9% (£30,001 and above)',
    'The tiers were entered by the locum, as read at PCSE’s news on 2 Apr 2027.',
  ])
    expect(text).toContain(line);
  await enterFigure(it.ctx, owner, { ...TIERS, rates: [530, 660, 1000] });
  expect((await asOwner(it.ctx.db, owner, listFormBs))[0]).toMatchObject({ tierBasisPoints: 990 });
});

test('what is known here cannot be entered, nor what no table can be, nor what is read tomorrow; others’ entries are theirs', async () => {
  expect(await refused(enterFigure(it.ctx, owner, { ...RATE, year: '2026-27' as SchemeYear }))).toBe(
    'pension_figure.known',
  );
  expect(await refused(enterFigure(it.ctx, owner, { ...TIERS, bounds: [30_000, 14_000] }))).toBe('input.invalid');
  expect(await refused(enterFigure(it.ctx, owner, { ...RATE, readOn: day('2027-05-04') }))).toBe('input.invalid');
  await enterFigure(it.ctx, owner, RATE);
  const stranger = await it.makeAccount();
  expect(await refused(removeFigure(it.ctx, stranger, RATE))).toBe('not_found');
  await removeFigure(it.ctx, owner, RATE);
  expect(await refused(bill())).toBe('pension.rate_unknown');
});

test('the API enters, shows and takes back the same figures', async () => {
  const api = await apiClient(it, owner);
  const path = '/pension/figures/2027-28';
  expect((await api.call('GET', path)).json).toMatchObject({ unknown: ['employer_rate', 'tiers'], entered: [] });
  const body = {
    kind: 'tiers',
    tiers: [{ rate: 5.3, upTo: 14000 }, { rate: 6.6 }],
    readAt: 'a letter',
    readOn: '2027-04-02',
  };
  expect((await api.call('PUT', path, body)).status).toBe(200);
  expect((await api.call('PUT', path, body)).status).toBe(200);
  expect((await api.call('GET', path)).json.entered).toEqual([
    {
      kind: 'tiers',
      tiers: [
        { rate: 5.3, upTo: 14000 },
        { rate: 6.6, upTo: null },
      ],
      readAt: 'a letter',
      readOn: '2027-04-02',
      isUsed: true,
    },
  ]);
  expect((await api.call('PUT', path, { ...body, tiers: [] })).status).toBe(422);
  expect((await api.call('DELETE', `${path}/tiers`)).status).toBe(200);
  expect((await api.call('DELETE', `${path}/tiers`)).status).toBe(404);
});

test('the page asks for what is unknown, keeps what was typed where it cannot be read, and shows whose figure it is', async () => {
  const browser = await signedIn(it, testApp(it), 'figures@example.org');
  const path = '/pension/figures/2027-28?scheme=england_and_wales';
  expect((await browser.get(path)).text).toContain('Until you enter it, an invoice of pensioned work');
  const typed = { kind: 'tiers', tiers: '5.3 up to 14,000\nsix', readAt: 'a letter', readOn: '02/04/2027' };
  const wrong = await browser.post(path, typed);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Line 2, “six”, is not a tier');
  expect(wrong.text).toContain('5.3 up to 14,000');
  expect((await browser.post(path, { ...typed, tiers: '5.3 up to 14,000\n6.6' })).location).toContain(path);
  const shown = await browser.get(path);
  expect(shown.text).toContain('Entered by you');
  expect(shown.text).toContain('a letter');
  expect((await browser.get('/pension/figures/2026-27')).text).toContain('14.38%');
});

test('a Form B has the additions that were agreed for its month and scheme, whenever it is made', async () => {
  at('2026-11-24');
  const added = {
    scheme: 'england_and_wales' as const,
    kind: 'added_years' as const,
    basisPoints: 250,
    amountPence: null,
  };
  await keepAddition(it.ctx, owner, { ...added, from: '2026-11' as PensionMonth, to: '2026-11' as PensionMonth });
  await keepAddition(it.ctx, owner, { ...added, scheme: 'scotland', from: '2026-04' as PensionMonth, to: null });
  const bookings = [await addDelivered(it, owner, practice, '2026-11-16')];
  await pay(await billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null }));
  await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  // made again a year later, when nothing is agreed any more, it still has November's: 2.5% of £630.00
  at('2026-12-20');
  await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  const [made] = await asOwner(it.ctx.db, owner, listFormBs);
  expect([made?.revision, made?.figures.c]).toEqual([2, 1575]);
  const api = await apiClient(it, owner);
  expect(itemsOf(await api.call('GET', '/pension/additions')).map(item => [item.scheme, item.share, item.to])).toEqual([
    ['england_and_wales', 2.5, '2026-11'],
    ['scotland', 2.5, null],
  ]);
  const both = { scheme: 'england_and_wales', kind: 'mpavc', share: 1, sum: '50', from: '2026-04' };
  expect((await api.call('POST', '/pension/additions', both)).status).toBe(422);
  expect((await api.call('POST', '/pension/additions', { ...both, share: 0, to: '2026-03' })).status).toBe(422);
  const kept = await api.call('POST', '/pension/additions', { ...both, share: 0 });
  expect(kept.status).toBe(201);
  expect((await api.call('DELETE', `/pension/additions/${kept.json.id}`)).status).toBe(200);
});
