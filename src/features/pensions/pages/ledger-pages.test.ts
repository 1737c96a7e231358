import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { invoicePages } from '#features/billing/pages/invoice.tsx';
import { listInvoices } from '#features/invoices/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { WebEnv } from '#platform/web.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { makeFormB } from '../make-form-b.ts';
import { submitFormB } from '../settle-form-b.ts';
import { listStatements } from '../statements-store.ts';
import { listFormAs } from '../store.ts';
import { giveUpPages } from './give-up.tsx';
import { ledgerPages } from './ledger.tsx';
import { statementPages } from './statements.tsx';

let it: TestContext;
let owner: Owner;
let app: Hono<WebEnv>;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner);
  // the work of August was billed in time, and is too late by now
  for (const [day, billedOn] of [
    ['2026-11-16', '2026-11-24'],
    ['2026-08-25', '2026-08-31'],
  ] as const) {
    const bookings = [await addDelivered(it, owner, practice, day)];
    it.ctx.clock.set(Temporal.Instant.from(`${billedOn}T10:00:00Z`));
    await billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
  }
  it.ctx.clock.set(TUESDAY);
  await addDelivered(it, owner, practice, '2026-11-17');
  app = new Hono<WebEnv>();
  app.use(async (c, next) => {
    c.set('assets', { stylesheet: '/styles.css', island: name => `/${name}.js` });
    c.set('today', it.ctx.clock.today());
    c.set('isDevelopment', true);
    c.set('visitor', {
      owner,
      accountId: owner.accountId,
      sessionId: '' as Id<'session'>,
      firstName: 'Amara',
      fullName: 'Dr Amara Okafor',
      email: 'a@example.org',
      profession: 'gp',
      isDemo: false,
      isSetUp: true,
      provedAt: it.ctx.clock.now(),
    });
    await next();
  });
  for (const pages of [ledgerPages(it.ctx), giveUpPages(it.ctx), statementPages(it.ctx), invoicePages(it.ctx)])
    app.route('/', pages);
});
afterAll(() => it.close());

const get = async (path: string) => {
  const answer = await app.request(path);
  return { status: answer.status, text: (await answer.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') };
};
const post = async (path: string, fields: Record<string, string | string[]> = {}) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  const answer = await app.request(path, { method: 'POST', body });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    html: await answer.text(),
  };
};
const forms = async () => asOwner(it.ctx.db, owner, listFormAs);
const lateForm = async () => {
  const late = (await forms()).at(-1);
  return showId('formA', late?.id ?? ('' as Id<'formA'>));
};

test('the ledger lists each piece of work with its next step, and shows what is missing alone when asked', async () => {
  const { status, text } = await get('/pension/ledger?year=2026-27');
  expect(status).toBe(200);
  for (const words of [
    'Mon 16 Nov 2026',
    'The practice: Sign the Form A on its link',
    'You: Invoice it: the Form A goes with it',
    'Can no longer be pensioned',
    'Give up and credit £90.59',
    '£630.00',
    'safe until Mon 25 Jan 2027',
  ])
    expect(text).toContain(words);
  const late = await get('/pension/ledger?year=2026-27&missing=too_late');
  expect(late.text).toContain('Tue 25 Aug 2026');
  expect(late.text).not.toContain('Mon 16 Nov 2026');
  expect((await get('/pension/ledger?year=2024-25')).text).toContain('No pensioned work in 2024-25');
});

test('the practice is reminded by a button, and the page says why not a second time', async () => {
  const fresh = showId('formA', (await forms())[0]?.id ?? ('' as Id<'formA'>));
  const first = await post(`/pension/ledger/${fresh}/remind?year=2026-27`);
  expect(first).toMatchObject({ status: 303, location: '/pension/ledger?year=2026-27&done=practice-reminded' });
  const second = await post(`/pension/ledger/${fresh}/remind?year=2026-27`);
  expect(second.status).toBe(409);
  expect(second.html).toContain('less than 72 hours ago');
  expect(await post(`/pension/ledger/${fresh}/pause?year=2026-27`)).toMatchObject({ status: 303 });
  expect((await get('/pension/ledger')).text).toContain('Remind again');
});

test('giving up states its consequence, issues the credit note, and the invoice shows it', async () => {
  const path = `/pension/ledger/${await lateForm()}/give-up`;
  expect((await get(path)).text).toContain(
    'A credit note of £90.59, the employer’s share, is issued on INV-0002 and mailed to Riverside Surgery. £700.00 is then left to pay on the invoice.',
  );
  const refused = await post(path, { reason: '', on: '2026-11-24' });
  expect(refused.status).toBe(422);
  expect(await post(path, { reason: 'too_late', on: '2026-11-24' })).toMatchObject({ status: 303 });
  const [invoice] = await asOwner(it.ctx.db, owner, tx => listInvoices(tx, { limit: 1 }, it.ctx.clock.today()));
  const page = await get(`/invoices/${showId('invoice', invoice?.id ?? ('' as Id<'invoice'>))}`);
  for (const words of ['CN-0001 (PDF)', 'Credited £90.59', 'Outstanding £700.00']) expect(page.text).toContain(words);
  expect((await get('/pension/ledger?missing=given_up')).text).toContain('Tue 25 Aug 2026');
});

test('a statement is looked at first and kept when confirmed; typed figures are compared at once', async () => {
  const [form] = await forms();
  const invoices = await asOwner(it.ctx.db, owner, tx => listInvoices(tx, { limit: 5 }, it.ctx.clock.today()));
  const invoice = invoices.find(found => found.id === form?.invoiceId);
  if (!invoice) throw new Error('no invoice');
  await recordPayment(it.ctx, owner, invoice.id, {
    receivedOn: it.ctx.clock.today(),
    amount: invoice.outstandingPence,
    note: null,
  });
  const id = await makeFormB(it.ctx, owner, '2026-11' as PensionMonth);
  await submitFormB(it.ctx, owner, id, { on: it.ctx.clock.today(), to: 'PCSE Online', reference: null });
  const kept = async () => (await asOwner(it.ctx.db, owner, listStatements)).length;
  const address = '/pension/statements/import?year=2026-27&scheme=england_and_wales';
  const csv = 'Month,Pensionable pay\nNovember 2026,"£620.00"\n';
  const body = new FormData();
  body.append('statedOn', '2026-11-20');
  body.append('file', new File([csv], 'mine.csv', { type: 'text/csv' }));
  const looked = await (await app.request(address, { method: 'POST', body })).text();
  expect(looked).toContain('Keep this line');
  expect(await kept()).toBe(0);
  const broken = await post(address, { statedOn: '2026-11-20', text: 'Month,Pay\nSoon,1\n', confirmed: 'yes' });
  expect(broken.html).toContain('Line 2: “Soon” is not a month');
  expect(await kept()).toBe(0);
  expect(await post(address, { statedOn: '2026-11-20', text: csv, confirmed: 'yes' })).toMatchObject({ status: 303 });
  expect((await get('/pension/statements?year=2026-27')).text).toContain(
    'Differs by £10.00 in pensionable pay, less at the agency',
  );
  const typed = { statedOn: '2026-11-24', pensionable: ['630', ...Array(12).fill('')] };
  expect(await post('/pension/statements?year=2026-27&scheme=england_and_wales', typed)).toMatchObject({ status: 303 });
  expect((await get('/pension/statements?year=2026-27')).text).toContain('Agrees');
  const empty = await post('/pension/statements?year=2026-27', { statedOn: '2026-11-24', pensionable: '' });
  expect(empty.html).toContain('Enter the figure of the year');
});
