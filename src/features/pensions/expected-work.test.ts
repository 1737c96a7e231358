import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { SchemeYear } from '#rules/tax-year.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { expectedPieces } from './expected-work.ts';
import { giveUpFormA } from './give-up.ts';
import { addPost, setPostPay } from './keep-post.ts';
import { listFormAsOf } from './store.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
const YEAR = '2026-27' as SchemeYear;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  at('2026-11-24');
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner);
});

const at = (day: string) => it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
const expected = async () =>
  (await asOwner(it.ctx.db, owner, tx => expectedPieces(tx, 'england_and_wales', YEAR, it.ctx.clock.today()))).map(
    piece => [piece.kind, piece.month, piece.pensionablePence],
  );
const bill = (...bookings: Id<'booking'>[]) =>
  billDelivered(it.ctx, owner, { organisation: practice, bookings, purchaseOrder: null, notes: null });
const ahead = (organisation: Id<'organisation'>, day: string) =>
  addDelivered(it, owner, organisation, day, { state: 'confirmed', delivered_at: null });

test('unbilled work is expected by its terms, billed work when its invoice is due', async () => {
  const booking = await addDelivered(it, owner, practice, '2026-10-30');
  await ahead(practice, '2027-01-15');
  expect(await expected()).toEqual([
    ['form_a', '2026-11', 63_000],
    ['form_a', '2027-02', 63_000],
  ]);
  // thirty days from 24 November
  await bill(booking);
  expect(await expected()).toEqual([
    ['form_a', '2026-12', 63_000],
    ['form_a', '2027-02', 63_000],
  ]);
});

test('what is given up or too late is not expected any more', async () => {
  const invoice = await bill(await addDelivered(it, owner, practice, '2026-11-16'));
  await addDelivered(it, owner, practice, '2026-09-14');
  expect(await expected()).toEqual([['form_a', '2026-12', 63_000]]);
  const [form] = await asOwner(it.ctx.db, owner, tx => listFormAsOf(tx, invoice));
  if (!form) throw new Error('no Form A');
  await giveUpFormA(it.ctx, owner, form.id, 'changed_mind', it.ctx.clock.today());
  expect(await expected()).toEqual([]);
});

test('SOLO bookings ahead count whole in their month, until their post forecasts it', async () => {
  const provider = await addPractice(it, owner, { name: 'Aire Out of Hours', kind: 'out_of_hours' });
  await ahead(provider, '2026-12-05');
  // worked: it is in the year as it is
  await addDelivered(it, owner, provider, '2026-11-05');
  expect(await expected()).toEqual([['solo', '2026-12', 70_000]]);
  const post = await addPost(it.ctx, owner, {
    kind: 'solo',
    employer: 'Aire Out of Hours',
    organisation: provider,
    scheme: 'england_and_wales',
    startedOn: Temporal.PlainDate.from('2026-10-01'),
    endedOn: null,
    isContinuous: true,
  });
  await setPostPay(it.ctx, owner, post, YEAR, {
    pay: [{ month: '2026-10' as PensionMonth, pensionable: pence(60_000), contributed: null }],
  });
  expect(await expected()).toEqual([]);
});
