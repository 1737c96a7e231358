import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered, voidBilled } from '#features/billing/index.ts';
import { findInvoice } from '#features/invoices/index.ts';
import { listPayments, recordPayment, withdrawPayment } from '#features/payments/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { type Id, showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient } from '#tests/support/api-client.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { leftToPay } from './form-b-history.ts';
import { listFormBs } from './form-b-store.ts';
import { keepAddition } from './keep-addition.ts';
import { makeFormB } from './make-form-b.ts';
import { readOpenFormBs } from './open-form-bs.ts';
import { readPensionYear } from './pension-year.ts';
import { readLedger } from './read-ledger.ts';
import { payFormB, rejectFormB, submitFormB } from './settle-form-b.ts';
import { listFormAsOf } from './store.ts';
import { undoFormBStep } from './undo-form-b.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Awaited<ReturnType<typeof signedIn>>;
let owner: Owner;
let practice: Id<'organisation'>;
let people = 0;
const YEAR = '2026-27' as SchemeYear;
const NOVEMBER = '2026-11' as PensionMonth;
const PAGE = '/pension/form-b/2026-11';

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  people += 1;
  const email = `life-${people}@example.org`;
  browser = await signedIn(it, app, email);
  const { rows } = await it.database.admin.query('SELECT id FROM accounts WHERE email = $1', [email]);
  owner = ownerOf(rows[0].id as Id<'account'>);
  await fillProfile(it, owner, { tier_basis_points: 980 });
  practice = await addPractice(it, owner);
});

const today = () => it.ctx.clock.today();
const at = (day: string) => it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
const open = async () =>
  (await asOwner(it.ctx.db, owner, tx => readOpenFormBs(tx, today()))).map(form => `${form.month} ${form.step}`);
const ledgerRows = async () => (await asOwner(it.ctx.db, owner, tx => readLedger(tx, YEAR, today()))).rows;
const pageText = async () => {
  const { status, text } = await browser.get(PAGE);
  return { status, text: text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') };
};

async function standing() {
  const [form] = await asOwner(it.ctx.db, owner, listFormBs);
  if (!form) throw new Error('no Form B');
  return form;
}

async function bill(day: string): Promise<Id<'invoice'>> {
  const bookings = [await addDelivered(it, owner, practice, day)];
  return billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
}

async function pay(id: Id<'invoice'>): Promise<Id<'invoice'>> {
  const invoice = await asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, today()));
  await recordPayment(it.ctx, owner, id, {
    receivedOn: today(),
    amount: invoice?.outstandingPence ?? pence(0),
    note: null,
  });
  return id;
}

const submission = () => ({ on: today(), to: 'PCSE Online', reference: null });

async function send(): Promise<Id<'formB'>> {
  const id = await makeFormB(it.ctx, owner, NOVEMBER);
  await submitFormB(it.ctx, owner, id, submission());
  return id;
}

const refusal = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('what was paid over stays when late money makes the form anew, and the difference is what is left', async () => {
  await pay(await bill('2026-11-16'));
  const first = await send();
  // £61.74 at 9.8% and £90.59 of the practice
  await payFormB(it.ctx, owner, first, { paidOn: today(), amount: pence(15_233), differs: false });
  await pay(await bill('2026-11-17'));
  expect(await open()).toEqual(['2026-11 stale']);
  const second = await send();
  expect(leftToPay(await standing())).toBe(15_233);
  expect((await pageText()).text).toContain('£152.33 paid over on Tue 24 Nov 2026, £152.33 left of line i, £304.66');
  const api = await apiClient(it, owner);
  expect((await api.call('GET', '/pension/form-bs')).json).toMatchObject({
    items: [{ paidOver: '152.33', leftToPay: '152.33' }],
  });
  const links = async () =>
    (await ledgerRows()).map(row => {
      const link = row.links.find(it => it.kind === 'contributions');
      return [link?.on?.toString(), link?.note];
    });
  const note = '12345678LOCNOV2026, £152.33 paid over, £152.33 left';
  expect(await links()).toEqual([
    [undefined, note],
    [undefined, note],
  ]);
  const whole = { paidOn: today(), amount: pence(30_466), differs: false };
  await expect(payFormB(it.ctx, owner, second, whole)).rejects.toMatchObject({
    fields: { amount: expect.stringContaining('£152.33 more than the £152.33 left of line i') },
  });
  await payFormB(it.ctx, owner, second, { ...whole, amount: pence(15_233) });
  expect(leftToPay(await standing())).toBe(0);
  expect((await links()).map(([on]) => on)).toEqual(['2026-11-24', '2026-11-24']);
});

test('a made form is shown as it was made, and a tier that changed wants a new one only while it is not sent', async () => {
  await pay(await bill('2026-11-16'));
  const id = await makeFormB(it.ctx, owner, NOVEMBER);
  expect(await open()).toEqual(['2026-11 send']);
  await fillProfile(it, owner, { tier_basis_points: 1070 });
  expect(await open()).toEqual(['2026-11 stale']);
  const unsent = await pageText();
  for (const words of [
    'The tier was 9.8% when this form was made, and would be 10.7% now. Make it again',
    'Contribution at 9.8% £61.74 now £67.41 at 10.7%',
    '£152.33 now £158.00',
  ])
    expect(unsent.text).toContain(words);
  await submitFormB(it.ctx, owner, id, submission());
  expect(await open()).toEqual([]);
  expect((await pageText()).text).toContain('the difference is settled at the year’s end, and no new form is needed');
  // additions taken up later leave what was sent alone as well
  await fillProfile(it, owner, { tier_basis_points: 980 });
  await keepAddition(it.ctx, owner, {
    scheme: 'england_and_wales',
    kind: 'added_years',
    basisPoints: 900,
    amountPence: null,
    from: NOVEMBER,
    to: null,
  });
  expect(await open()).toEqual([]);
  expect((await pageText()).text).toContain('What was sent stands.');
});

test('contributions count as taken once a form is sent, not when it is merely made', async () => {
  await pay(await bill('2026-11-16'));
  const taken = async () => {
    const year = await asOwner(it.ctx.db, owner, tx => readPensionYear(tx, 'england_and_wales', YEAR, today()));
    return year.input.pieces.map(piece => piece.usedBasisPoints);
  };
  const id = await makeFormB(it.ctx, owner, NOVEMBER);
  expect(await taken()).toEqual([undefined]);
  await submitFormB(it.ctx, owner, id, submission());
  expect(await taken()).toEqual([980]);
  // a revision that is merely made changes nothing of what was taken
  await fillProfile(it, owner, { tier_basis_points: 1070 });
  await makeFormB(it.ctx, owner, NOVEMBER);
  expect(await taken()).toEqual([980]);
});

test('a Form B is sent once, today or earlier, and only the newest; each step can be taken back', async () => {
  await pay(await bill('2026-11-16'));
  const old = await makeFormB(it.ctx, owner, NOVEMBER);
  const id = await makeFormB(it.ctx, owner, NOVEMBER);
  expect(await refusal(submitFormB(it.ctx, owner, old, submission()))).toBe('not_found');
  const tomorrow = { ...submission(), on: today().add({ days: 1 }) };
  expect(await refusal(submitFormB(it.ctx, owner, id, tomorrow))).toBe('input.invalid');
  await submitFormB(it.ctx, owner, id, submission());
  expect(await refusal(submitFormB(it.ctx, owner, id, submission()))).toBe('form_b.submitted');
  await payFormB(it.ctx, owner, id, { paidOn: today(), amount: pence(15_233), differs: false });
  await rejectFormB(it.ctx, owner, id, { rejectedOn: today(), reason: 'Not ours' });
  expect(await refusal(submitFormB(it.ctx, owner, id, submission()))).toBe('form_b.rejected');
  expect(await refusal(undoFormBStep(it.ctx, owner, id, 'submitted'))).toBe('form_b.rejected');
  expect((await pageText()).text).toContain('The form counts as sent again, as it was before');
  expect((await browser.post(`${PAGE}/rejected/undo`, {})).status).toBe(303);
  expect((await standing()).rejected).toBeUndefined();
  expect(await open()).toEqual([]);
  const api = await apiClient(it, owner);
  expect((await api.call('POST', '/pension/form-bs/2026-11/paid/undo')).status).toBe(200);
  expect((await api.call('POST', '/pension/form-bs/2026-11/paid/undo')).status).toBe(409);
  expect((await standing()).paid).toBeUndefined();
  expect((await browser.post(`${PAGE}/submitted/undo`, {})).status).toBe(303);
  expect(await open()).toEqual(['2026-11 send']);
  const { rows } = await it.database.admin.query<{ kind: string }>(
    "SELECT kind FROM facts WHERE account_id = $1 AND kind LIKE 'form_b.%undone' ORDER BY id",
    [owner.accountId],
  );
  expect(rows.map(row => row.kind)).toEqual([
    'form_b.rejected_undone',
    'form_b.paid_undone',
    'form_b.submitted_undone',
  ]);
  const stranger = await it.makeAccount();
  expect(await refusal(undoFormBStep(it.ctx, stranger, id, 'submitted'))).toBe('not_found');
});

test('work past its last chance is left off unless an exception is said, and is marked where it was sent too late', async () => {
  at('2026-09-08');
  const late = await bill('2026-09-07');
  at('2026-11-16');
  await pay(late);
  const [formA] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, late));
  if (!formA) throw new Error('no Form A');
  // 16 November is the last chance itself
  const made = await makeFormB(it.ctx, owner, NOVEMBER);
  expect(await open()).toEqual(['2026-11 send']);
  at('2026-11-17');
  expect(await open()).toEqual([]);
  expect((await pageText()).text).toContain('last chance was Mon 16 Nov 2026. An exception was granted');
  expect(await refusal(makeFormB(it.ctx, owner, NOVEMBER))).toBe('form_b.all_too_late');
  await submitFormB(it.ctx, owner, made, submission());
  expect((await ledgerRows()).map(row => row.standing)).toEqual(['sent_late']);
  expect((await pageText()).text).toContain('Sent after the ten weeks of INV-0001');
  await undoFormBStep(it.ctx, owner, made, 'submitted');
  await pay(await bill('2026-11-12'));
  await makeFormB(it.ctx, owner, NOVEMBER);
  expect((await standing()).pensionablePence).toBe(63_000);
  const granted = await browser.post(PAGE, { reference: '', granted: showId('formA', formA.id) });
  expect(granted.status).toBe(303);
  const form = await standing();
  expect([form.pensionablePence, form.exceptionIds]).toEqual([126_000, [formA.id]]);
  await submitFormB(it.ctx, owner, form.id, submission());
  expect((await ledgerRows()).map(row => row.standing)).toEqual(['in_hand', 'in_hand']);
});

test('a form that was sent in time stands with all its lines when their last chance passes', async () => {
  at('2026-09-08');
  const invoice = await bill('2026-09-07');
  at('2026-11-16');
  await pay(invoice);
  await send();
  at('2026-11-24');
  expect(await open()).toEqual([]);
  await pay(await bill('2026-11-16'));
  expect(await open()).toEqual(['2026-11 stale']);
  await makeFormB(it.ctx, owner, NOVEMBER);
  const form = await standing();
  expect([form.formAIds.length, form.exceptionIds]).toEqual([2, []]);
  expect(await open()).toEqual(['2026-11 send']);
});

test('where all money on a sent form goes away, its page still stands, it is a task, and its invoice is not voided', async () => {
  const invoice = await pay(await bill('2026-11-16'));
  const id = await send();
  const [payment] = await asOwner(it.ctx.db, owner, tx => listPayments(tx, invoice));
  if (!payment) throw new Error('no payment');
  await withdrawPayment(it.ctx, owner, invoice, payment.id);
  expect(await open()).toEqual(['2026-11 emptied']);
  const page = await pageText();
  expect(page.status).toBe(200);
  for (const words of ['All money on this form was withdrawn since it was made', '£630.00', 'It was rejected'])
    expect(page.text).toContain(words);
  expect(await refusal(voidBilled(it.ctx, owner, invoice, 'Wrong practice'))).toBe('form_a.on_form_b');
  await rejectFormB(it.ctx, owner, id, { rejectedOn: today(), reason: 'Withdrawn' });
  expect(await open()).toEqual([]);
  await voidBilled(it.ctx, owner, invoice, 'Wrong practice');
  expect((await pageText()).status).toBe(200);
});
