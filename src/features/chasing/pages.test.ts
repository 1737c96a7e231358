import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { disputeInvoice, recordPayment } from '#features/payments/index.ts';
import { enterLink } from '#features/sharing/index.ts';
import { type Owner, ownerOf } from '#platform/access.ts';
import { type Id, showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Browser;
let owner: Owner;
let practice: Id<'organisation'>;
let count = 0;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

beforeEach(async () => {
  at('2026-11-24');
  count += 1;
  const email = `amara${count}@example.org`;
  browser = await signedIn(it, app, email);
  const { rows } = await it.database.admin.query<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email]);
  owner = ownerOf(rows[0]?.id ?? '');
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

const at = (day: string) => it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));

/** Issued on a day and due thirty days later; the session of the browser is of 24 November, so back to that. */
async function bill(day: string, organisation = practice): Promise<string> {
  at(day);
  const bookings = [await addDelivered(it, owner, organisation, day, { pensionable: false })];
  const id = await billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  at('2026-11-24');
  return showId('invoice', id);
}

const read = async (path: string) => {
  const { status, text } = await browser.get(path);
  expect(status, path).toBe(200);
  return text;
};

test('late payer: the debt by age, a reminder, a promise, then interest with its paper, paid', async () => {
  const invoice = await bill('2026-07-01');
  const path = `/invoices/${invoice}/chasing`;
  const debt = await read('/invoices/chasing');
  expect(debt).toContain('£700.00 to come, of which £700.00 overdue');
  expect(debt).toContain(`age=over_90&amp;organisation=${showId('organisation', practice)}#rows`);
  expect(await read('/invoices?standing=overdue')).toContain('href="/invoices/chasing"');

  expect((await browser.post(`${path}/now`, {})).location).toBe(`${path}?done=practice-reminded`);
  const again = await browser.post(`${path}/now`, {});
  expect(again.status).toBe(409);
  expect(again.text).toContain('less than 72 hours ago');
  expect(await read(`/invoices/${invoice}`)).toContain('finance@riverside.example.nhs.uk');

  const past = await browser.post(`${path}/promise`, { promisedOn: '2026-11-23' });
  expect(past.status).toBe(422);
  expect(past.text).toContain('value="2026-11-23"');
  await browser.post(`${path}/promise`, { promisedOn: '2026-11-30' });
  expect(await read(path)).toContain('They pay on Mon 30 Nov 2026');

  expect(await read(path)).toContain('is not charged interest');
  const payer = `/organisations/${showId('organisation', practice)}/paying`;
  await browser.post(payer, { isChased: 'on', chargesInterest: 'on', paymentRun: 'Thursdays' });
  expect(await read(payer)).toContain('value="Thursdays"');
  const id = /name="id" value="(lpi_\w+)"/.exec(await read(path))?.[1] ?? '';
  for (const _ of [1, 2])
    expect((await browser.post(`${path}/interest`, { id })).location).toBe(`${path}?done=interest-issued`);
  const page = await read(path);
  expect(page.match(/LP-0001 \(PDF\)/g)).toHaveLength(1);
  expect(page).not.toContain('LP-0002');
  expect(page).toContain('£66.14');
  const pdf = await browser.get(`${path}/interest/${id}/pdf`);
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  const ahead = await browser.post(`${path}/interest/${id}/paid`, { paidOn: '2026-11-25' });
  expect(ahead.status).toBe(422);
  await browser.post(`${path}/interest/${id}/paid`, { paidOn: '2026-11-24' });
  expect(await read(path)).toContain('Paid 24 Nov 2026');
});

test('ages stand side by side, their sums open to their invoices, disputed ones can be asked for', async () => {
  const [old, near, ahead] = [await bill('2026-07-01'), await bill('2026-10-20'), await bill('2026-11-20')];
  await it.work();
  const mail = (await it.mailbox.list()).find(one => one.subject.includes('INV-0003'));
  const entered = await enterLink(it.ctx, /\/i\/([\w-]{64})/.exec(mail?.text ?? '')?.[1] ?? '', 'invoice');
  await disputeInvoice(
    it.ctx,
    entered,
    { name: 'Maggie', reason: 'We agreed £320.' },
    { callerHash: 'h', device: 'd' },
  );
  const all = await read('/invoices/chasing');
  expect(all).toContain('£2,100.00 to come, of which £1,400.00 overdue');
  expect(all).toContain('Not due: £700.00 · 1–30 days: £700.00 · 31–60 days: £0.00');
  for (const [query, shown] of [
    ['age=over_90', old],
    ['age=to_30', near],
    ['age=not_due', ahead],
    ['hold=disputed', ahead],
  ] as const) {
    const text = await read(`/invoices/chasing?${query}`);
    for (const one of [old, near, ahead])
      expect(text.includes(`/invoices/${one}"`), `${query} ${one}`).toBe(one === shown);
  }
});

test('an interest invoice stands on the organisation’s link, with its paper, and not on another’s', async () => {
  const invoice = await bill('2026-07-01');
  await bill('2026-11-20');
  const payer = `/organisations/${showId('organisation', practice)}/paying`;
  await browser.post(payer, { isChased: 'on', chargesInterest: 'on' });
  const path = `/invoices/${invoice}/chasing`;
  const id = /name="id" value="(lpi_\w+)"/.exec(await read(path))?.[1] ?? '';
  await browser.post(`${path}/interest`, { id });
  await it.work();
  const linkOf = async (subject: string) => {
    const mail = (await it.mailbox.list()).find(one => one.subject.startsWith(subject));
    return /\/i\/[\w-]{64}/.exec(mail?.text ?? '')?.[0] ?? '';
  };
  const outside = app.browser();
  const link = await linkOf('Interest invoice LP-0001');
  const seen = (await outside.get(link)).text;
  expect(seen).toContain('LP-0001 (PDF)');
  expect(seen).toContain('£66.14');
  const paper = await outside.get(`${link}/interest/${id}/pdf`);
  expect(paper.headers.get('content-type')).toBe('application/pdf');
  const elsewhere = await linkOf('Invoice INV-0002 from');
  expect((await outside.get(elsewhere)).text).not.toContain('LP-0001');
  expect((await outside.get(`${elsewhere}/interest/${id}/pdf`)).status).toBe(404);
});

test('what organisations say of invoices stands in the list and can be asked for', async () => {
  const [plain, wrong] = [await bill('2026-11-20'), await bill('2026-11-23')];
  await it.work();
  const mail = (await it.mailbox.list()).find(one => one.subject.includes('INV-0002'));
  const token = /\/i\/([\w-]{64})/.exec(mail?.text ?? '')?.[1] ?? '';
  await app.browser().post(`/i/${token}/dispute`, { name: 'Maggie', reason: 'We agreed £320.' });
  expect(await read('/invoices')).toContain('Disputed');
  const disputed = await read('/invoices?standing=disputed');
  expect([disputed.includes(`/invoices/${wrong}"`), disputed.includes(`/invoices/${plain}"`)]).toEqual([true, false]);
  expect(await read('/invoices?standing=claimed')).not.toContain(`/invoices/${wrong}"`);
});

test('the schedule is kept, and a wrong one is refused with what was typed', async () => {
  const wrong = await browser.post('/invoices/chasing', { isOn: 'on', days: '1, soon' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="1, soon"');
  await browser.post('/invoices/chasing', { days: '20, 3 3' });
  const text = await read('/invoices/chasing');
  expect(text).toContain('value="3, 20"');
  expect(text).toContain('Nobody owes you anything');
});

test('the organisation’s page says how long it takes to pay: on average, and half of its invoices', async () => {
  for (const [day, paidOn] of [
    ['2026-07-01', '2026-07-11'],
    ['2026-07-02', '2026-07-14'],
    ['2026-07-03', '2026-10-01'],
  ] as const) {
    const shown = await bill(day);
    const { rows } = await it.database.admin.query<{ id: Id<'invoice'> }>(
      'SELECT id FROM invoices WHERE account_id = $1 ORDER BY id DESC LIMIT 1',
      [owner.accountId],
    );
    const id = rows[0]?.id;
    if (!id || showId('invoice', id) !== shown) throw new Error('another invoice');
    await recordPayment(it.ctx, owner, id, {
      receivedOn: Temporal.PlainDate.from(paidOn),
      amount: pence(70_000),
      note: null,
    });
  }
  // 10, 12 and 90 days
  expect(await read(`/organisations/${showId('organisation', practice)}`)).toContain(
    '37 days on average; half of its invoices within 12',
  );
});

test('another locum’s invoice and organisation are not found', async () => {
  const invoice = await bill('2026-07-01');
  const stranger = await signedIn(it, app, `stranger${count}@example.org`);
  for (const path of [`/invoices/${invoice}/chasing`, `/organisations/${showId('organisation', practice)}/paying`])
    expect((await stranger.get(path)).status).toBe(404);
  for (const step of ['now', 'pause', 'interest/waive'])
    expect((await stranger.post(`/invoices/${invoice}/chasing/${step}`, {})).status).toBe(404);
  expect((await app.browser().get(`/invoices/${invoice}/chasing`)).location).toContain('/sign-in');
});
