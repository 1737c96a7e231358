import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billable, engagementInput, keepEngagement, readBooking } from '#features/bookings/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import { readTaxYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { askPayer, draftQuery } from './ask-payer.ts';
import { payQueryInput, payslipInput } from './input.ts';
import { addPayslip, deletePayslip } from './keep-payslip.ts';
import { readPayOfYear } from './pay-of-year.ts';
import { gapsOf, readWork } from './read-work.ts';
import { listPayslips, listQueries } from './store.ts';

let it: TestContext;
let owner: Owner;
let agency: Id<'organisation'>;
let hospital: Id<'organisation'>;
let monday: Id<'booking'>;
let tuesday: Id<'booking'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  hospital = await addPractice(it, owner, { name: 'Calder Hospital', kind: 'hospital_trust', pensionable: false });
  agency = await addPractice(it, owner, {
    name: 'Swift Agency',
    kind: 'agency',
    pensionable: false,
    finance_contact_email: 'pay@swift.example',
    finance_contact_name: 'Jo Bell',
  });
  [monday, tuesday] = [await work('2026-11-02'), await work('2026-11-03')];
});

/** A session of £700.00 for the agency, with 12.07% holiday pay on top: £784.49. */
async function work(on: string, fields: Record<string, string> = {}): Promise<Id<'booking'>> {
  const id = await addDelivered(it, owner, hospital, on, { pensionable: false });
  await engage(id, fields);
  return id;
}
const engage = (id: Id<'booking'>, fields: Record<string, string> = {}) =>
  keepEngagement(
    it.ctx,
    owner,
    id,
    engagementInput.parse({
      paidThrough: 'agency_paye',
      payer: showId('organisation', agency),
      holiday: 'on_top',
      holidayPercent: '12.07',
      ...fields,
    }),
  );
const slip = (fields: Record<string, unknown>) =>
  addPayslip(
    it.ctx,
    owner,
    payslipInput.parse({
      payer: showId('organisation', agency),
      kind: 'paye',
      paidOn: '2026-11-13',
      period: 'week',
      gross: '1568.98',
      ...fields,
    }),
  );
const paying = (...pairs: [Id<'booking'>, string][]) => ({
  booking: pairs.map(([id]) => showId('booking', id)),
  amount: pairs.map(([, amount]) => amount),
});
const works = (who = owner) => asOwner(it.ctx.db, who, tx => readWork(tx, it.ctx.clock.today()));
const standings = async () => (await works()).map(one => [one.standing, one.gapPence]);
const refused = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (fault: unknown) =>
      fault instanceof InputRefusal
        ? Object.keys(fault.fields).join()
        : fault instanceof Refusal
          ? fault.reason.code
          : String(fault),
  );

test('what an agency pays is never waiting to be invoiced, and its holiday pay is expected on top', async () => {
  expect(await asOwner(it.ctx.db, owner, tx => billable(tx))).toEqual([]);
  const [first] = await works();
  expect([first?.payerName, first?.expected.holidayPence, first?.expected.totalPence]).toEqual([
    'Swift Agency',
    8_449,
    78_449,
  ]);
  await engage(monday, { paidThrough: 'invoice', payer: '', holiday: 'included', holidayPercent: '' });
  expect((await asOwner(it.ctx.db, owner, tx => billable(tx))).map(booking => booking.id)).toEqual([monday]);
  expect(await works()).toHaveLength(1);
});

test('a payslip pays right, short and not at all; a later one settles the gap, and deleting it opens it again', async () => {
  await slip(paying([monday, '784.49']));
  expect(await standings()).toEqual([
    ['right', 0],
    ['missing', 78_449],
  ]);
  await slip({ ...paying([tuesday, '700.00']), gross: '700.00', paidOn: '2026-11-20' });
  expect((await standings())[1]).toEqual(['short', 8_449]);
  const last = await slip({ ...paying([tuesday, '84.49']), gross: '84.49', paidOn: '2026-11-24' });
  expect((await standings())[1]).toEqual(['right', 0]);
  await deletePayslip(it.ctx, owner, last);
  expect((await standings())[1]).toEqual(['short', 8_449]);
  expect(await refused(deletePayslip(it.ctx, owner, last))).toBe('not_found');
});

test('work of this week is not missing yet', async () => {
  await work('2026-11-20');
  expect((await standings()).at(-1)).toEqual(['awaited', 0]);
});

test('pasted lines find their bookings by the day; one that fits nothing keeps the payslip from being kept', async () => {
  await slip({ lines: 'Date,Hours,Pay\n02/11/2026,4.5,784.49\n03/11/2026,4.5,£700.00' });
  expect(await standings()).toEqual([
    ['right', 0],
    ['short', 8_449],
  ]);
  expect(await refused(slip({ lines: '04/11/2026 100.00' }))).toBe('lines');
  expect(await asOwner(it.ctx.db, owner, tx => listPayslips(tx))).toHaveLength(1);
});

test('the same payslip sent twice is kept once, and the boxes say what was paid out', async () => {
  const id = showId('payslip', newId('payslip'));
  for (const _ of [1, 2])
    await slip({ id, ...paying([monday, '784.49']), tax: '313.60', ni: '68.04', pension: '39.22', loan: '10' });
  const slips = await asOwner(it.ctx.db, owner, tx => listPayslips(tx));
  expect(slips.map(one => one.netPence)).toEqual([113_812]);
  expect((await works())[0]?.paidPence).toBe(78_449);
});

test('a payslip of a day to come, of a stranger’s booking, or that pays for more than it pays is refused', async () => {
  const other = await addDelivered(it, owner, hospital, '2026-11-04', { pensionable: false });
  expect(await refused(slip({ paidOn: '2026-11-25' }))).toBe('paidOn');
  expect(await refused(slip(paying([other, '1.00'])))).toBe('booking');
  expect(await refused(slip({ ...paying([monday, '784.49']), gross: '784.48' }))).toBe('amount');
  expect(await refused(slip({ payer: showId('organisation', newId('organisation')) }))).toBe('payer');
  expect(() => payslipInput.parse({ kind: 'paye', levy: '1.00' })).toThrow();
  expect(await asOwner(it.ctx.db, owner, tx => listPayslips(tx))).toEqual([]);
});

test('the locum’s question goes once, is kept word for word, and asks only for what is due', async () => {
  await slip(paying([monday, '700.00']));
  const [gap] = gapsOf(await works());
  if (!gap) throw new Error('no gap');
  expect([gap.gapPence, gap.works.length]).toEqual([86_898, 2]);
  const body = draftQuery(gap);
  expect(body).toContain('- Mon 2 Nov 2026, Calder Hospital: £784.49 expected, £700.00 paid, £84.49 short');
  expect(body).toContain('- Tue 3 Nov 2026, Calder Hospital: £784.49 expected, nothing paid');
  const input = payQueryInput.parse({
    id: showId('payQuery', newId('payQuery')),
    body,
    booking: [showId('booking', monday), showId('booking', tuesday)],
  });
  for (const _ of [1, 2]) await askPayer(it.ctx, owner, agency, input);
  await it.work();
  const mails = (await it.mailbox.list()).filter(mail => mail.to.address === 'pay@swift.example');
  expect(mails.map(mail => mail.subject)).toEqual(['My pay for 2 bookings']);
  expect(mails[0]?.text).toContain('Together that is £868.98 before deductions.');
  expect((await asOwner(it.ctx.db, owner, tx => listQueries(tx, agency))).map(one => one.body)).toEqual([body]);
  expect((await works()).every(one => one.askedAt !== undefined)).toBe(true);
  await slip({ ...paying([monday, '84.49'], [tuesday, '784.49']), paidOn: '2026-11-20' });
  expect(gapsOf(await works())).toEqual([]);
  expect(await refused(askPayer(it.ctx, owner, agency, { ...input, id: newId('payQuery') }))).toBe('booking');
});

test('a tax year adds up employment, and a self-bill stands apart from it', async () => {
  await slip({ tax: '300.00', ni: '68.00', paidOn: '2026-04-06' });
  await slip({ tax: '100.00', ni: '20.00', gross: '500.00', paidOn: '2026-04-05' });
  await slip({ kind: 'self_bill', gross: '700.00', expenses: '12.00' });
  const year = readTaxYear('2026-27');
  if (!year) throw new Error('no year');
  const pay = await asOwner(it.ctx.db, owner, tx => readPayOfYear(tx, year));
  expect([pay.employment.grossPence, pay.employment.taxPence, pay.employment.niPence]).toEqual([
    156_898, 30_000, 6_800,
  ]);
  expect(pay.selfBilled.map(one => [one.what, one.pence])).toEqual([['Swift Agency, self-billed', 71_200]]);
});

test('how a booking is paid is refused where it contradicts itself, its invoice or its pension', async () => {
  const invoiced = await addDelivered(it, owner, hospital, '2026-11-05');
  const practice = await addPractice(it, owner);
  const pensioned = await addDelivered(it, owner, practice, '2026-11-06');
  expect(await refused(engage(pensioned))).toBe('paidThrough');
  expect((await asOwner(it.ctx.db, owner, tx => readBooking(tx, pensioned)))?.billingMode).toBe('self_invoiced');
  expect(await refused(engage(invoiced, { payer: showId('organisation', newId('organisation')) }))).toBe('payer');
  const wrong = (fields: Record<string, string>) =>
    engagementInput.safeParse({ paidThrough: 'agency_paye', ...fields }).error?.issues.map(issue => issue.path.join());
  expect(wrong({ paidThrough: 'umbrella' })).toEqual(['payer']);
  expect(wrong({ holiday: 'on_top' })).toEqual(['holidayPercent']);
  expect(wrong({ decidedOn: '2026-11-01', status: 'not_given' })).toEqual(['decidedOn']);
  expect(wrong({})).toBeUndefined();
});

test('another locum sees no payslip and no work, and deletes none', async () => {
  const id = await slip(paying([monday, '784.49']));
  const other = await it.makeAccount();
  expect(await works(other)).toEqual([]);
  expect(await asOwner(it.ctx.db, other, tx => listPayslips(tx))).toEqual([]);
  expect(await refused(deletePayslip(it.ctx, other, id))).toBe('not_found');
  expect(await refused(askPayer(it.ctx, other, agency, { id: undefined, body: 'x', booking: [monday] }))).toBe(
    'not_found',
  );
});
