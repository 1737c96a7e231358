import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered, voidBilled } from '#features/billing/index.ts';
import { enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import type { Id } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { chaseNow, chaseUnsigned, pauseChasing } from './chase-form-a.ts';
import { giveUpFormA } from './give-up.ts';
import { certificateInput } from './input.ts';
import { lockFormA, markGivenUp } from './ledger-store.ts';
import { certifyFormA } from './sign-form-a.ts';
import { listFormAs, listFormAsOf } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

beforeEach(async () => {
  at('2026-11-01');
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

const at = (moment: string) =>
  it.ctx.clock.set(Temporal.Instant.from(moment.length > 10 ? moment : `${moment}T09:00:00Z`));

async function bill(day: string, organisation = practice): Promise<{ invoice: Id<'invoice'>; form: Id<'formA'> }> {
  const bookings = [await addDelivered(it, owner, organisation, day)];
  const invoice = await billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  if (!form) throw new Error('no Form A');
  return { invoice, form: form.id };
}

/** Runs the day's work on each day, twice, and answers the days on which mails went out. */
async function walk(from: string, to: string): Promise<string[]> {
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    at(day.toString());
    await Promise.all([chaseUnsigned(it.ctx, owner), chaseUnsigned(it.ctx, owner)]);
  }
  return chasedOn();
}

async function chasedOn(): Promise<string[]> {
  const { rows } = await it.database.admin.query<{ day: string }>(
    "SELECT created_at::date::text AS day FROM mails WHERE account_id = $1 AND kind = 'form_a_chase' ORDER BY id",
    [owner.accountId],
  );
  return rows.map(row => row.day);
}

const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('an unsigned form is chased a week, two and three after it was sent, and when its ten weeks run out; then never again', async () => {
  // ten weeks of 30 October end on 8 January
  await bill('2026-10-30');
  expect(await walk('2026-11-01', '2027-02-10')).toEqual([
    '2026-11-08',
    '2026-11-15',
    '2026-11-22',
    '2026-12-11',
    '2026-12-25',
    '2027-01-01',
  ]);
}, 60_000);

test('one mail lists all that a practice has to sign, with the forms and fresh links, and never two within 72 hours', async () => {
  await bill('2026-10-30');
  at('2026-11-02');
  await bill('2026-10-29');
  // the second form's week is over on the 9th, a day after the mail that named it
  expect(await walk('2026-11-03', '2026-11-12')).toEqual(['2026-11-08']);
  await it.work();
  const [mail] = (await it.mailbox.list()).filter(found => found.subject === '2 Forms A still need your signature');
  expect(mail?.to.address).toBe('finance@riverside.example.nhs.uk');
  expect(mail?.attachments.map(attachment => attachment.filename)).toEqual([
    'Form-A-INV-0002.pdf',
    'Form-A-INV-0001.pdf',
  ]);
  expect(mail?.text).toContain('GPP - Locum Approvals');
  const links = [...(mail?.text.matchAll(/\/f\/([\w-]{64})/g) ?? [])];
  expect(links).toHaveLength(2);
  for (const [, token] of links)
    expect((await enterLink(it.ctx, token ?? '', 'form_a')).owner).toMatchObject({ accountId: owner.accountId });
});

test('no practice hears of any form twice within 72 hours, however many it has', async () => {
  for (const day of ['2026-10-20', '2026-10-21', '2026-10-22', '2026-10-23']) {
    await bill(day);
    at(it.ctx.clock.today().add({ days: 1 }).toString());
  }
  const moments = (await walk('2026-11-05', '2027-01-15')).map(day => Temporal.PlainDate.from(day));
  expect(moments.length).toBeGreaterThan(5);
  for (const [i, day] of moments.slice(1).entries()) expect(moments[i]?.until(day).days).toBeGreaterThanOrEqual(3);
}, 60_000);

test('signed, given up, paused, withdrawn or too late, a form is left alone', async () => {
  const signed = await bill('2026-10-26');
  await it.work();
  const token = /\/f\/([\w-]{64})/.exec((await it.mailbox.list())[0]?.text ?? '')?.[1] ?? '';
  await certifyFormA(
    it.ctx,
    await enterLink(it.ctx, token, 'form_a'),
    readInput(certificateInput, { name: 'Maggie Hill', role: 'Manager', declared: 'on' }),
    { callerHash: 'a', device: 'b' },
  );
  const [given, paused, voided] = [await bill('2026-10-27'), await bill('2026-10-28'), await bill('2026-10-29')];
  await giveUpFormA(it.ctx, owner, given.form, 'changed_mind', it.ctx.clock.today());
  await pauseChasing(it.ctx, owner, paused.form, true);
  await voidBilled(it.ctx, owner, voided.invoice, 'wrong fee');
  expect(await walk('2026-11-02', '2026-11-10')).toEqual([]);
  for (const { form } of [signed, given])
    expect(await refused(chaseNow(it.ctx, owner, form))).toBe('form_a.nothing_to_sign');
  expect(await refused(chaseNow(it.ctx, owner, voided.form))).toBe('not_found');
  await pauseChasing(it.ctx, owner, paused.form, false);
  expect(await walk('2026-11-11', '2026-11-12')).toEqual(['2026-11-11']);
  at('2027-01-07');
  expect(await refused(chaseNow(it.ctx, owner, paused.form))).toBe('form_a.nothing_to_sign');
});

test('by hand it goes out at once, and not again within 72 hours', async () => {
  const { form } = await bill('2026-10-30');
  at('2026-11-03');
  await chaseNow(it.ctx, owner, form);
  at('2026-11-06T08:59:59Z');
  expect(await refused(chaseNow(it.ctx, owner, form))).toBe('form_a.chased_lately');
  at('2026-11-06T09:00:00Z');
  await chaseNow(it.ctx, owner, form);
  expect(await chasedOn()).toEqual(['2026-11-03', '2026-11-06']);
});

test('another locum cannot chase it', async () => {
  const { form } = await bill('2026-10-30');
  expect(await refused(chaseNow(it.ctx, await it.makeAccount(), form))).toBe('not_found');
});

test('a form that is signed while the chase waits for it is not chased', async () => {
  const { form } = await bill('2026-10-26');
  await it.work();
  at('2026-11-09');
  let chasing: Promise<void> | undefined;
  await asOwner(it.ctx.db, owner, async tx => {
    await lockFormA(tx, form);
    chasing = chaseUnsigned(it.ctx, owner);
    // long enough for it to have read the forms and to stand before the lock
    await new Promise(done => setTimeout(done, 500));
    await markGivenUp(tx, form, { on: it.ctx.clock.today(), reason: 'changed_mind' });
  });
  await chasing;
  expect(await chasedOn()).toEqual([]);
});

test('in Scotland nobody is told that late work is lost, for no source says so', async () => {
  const scottish = await addPractice(it, owner, { name: 'Leith Surgery', nation: 'scotland' });
  await bill('2026-08-24', scottish);
  await it.work();
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAs(tx));
  if (!form) throw new Error('no Form A');
  at('2026-11-24');
  await chaseNow(it.ctx, owner, form.id);
  const { rows } = await it.database.admin.query<{ text_body: string }>(
    "SELECT text_body FROM mails WHERE account_id = $1 AND kind = 'form_a_chase'",
    [owner.accountId],
  );
  expect(rows[0]?.text_body).toContain('I go by ten weeks');
  expect(rows[0]?.text_body).not.toContain('can no longer be pensioned');
});
