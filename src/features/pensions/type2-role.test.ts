import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listBookingsBetween } from '#features/bookings/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { addPost } from './keep-post.ts';
import { pensionDays } from './pension-days.ts';
import type { PostKind } from './post-kinds.ts';
import { readType2Due } from './type2-role.ts';

let it: TestContext;
let owner: Owner;
beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  at('2026-11-24');
  owner = await it.makeAccount();
  await fillProfile(it, owner);
});

const at = (day: string) => it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
const post = (kind: PostKind) =>
  addPost(it.ctx, owner, {
    kind,
    employer: 'Hilltop Surgery',
    organisation: null,
    scheme: 'england_and_wales',
    startedOn: Temporal.PlainDate.from('2025-10-01'),
    endedOn: null,
    isContinuous: true,
  });
const due = () => asOwner(it.ctx.db, owner, async tx => (await readType2Due(tx, it.ctx.clock.today()))?.year);
const soloWork = async (day: string) =>
  addDelivered(it, owner, await addPractice(it, owner, { name: 'Aire Out of Hours', kind: 'out_of_hours' }), day);

test.each([
  ['salaried', '2025-26'],
  ['solo', '2025-26'],
  ['partner', undefined],
  ['officer', undefined],
] as const)('a post as %s: the Type 2 form of %s', async (kind, year) => {
  await post(kind);
  expect(await due()).toBe(year);
});

test('SOLO work that is booked makes a Type 2 role without a post; locum work alone makes none', async () => {
  await addDelivered(it, owner, await addPractice(it, owner), '2026-02-10');
  expect(await due()).toBeUndefined();
  await soloWork('2026-02-11');
  expect(await due()).toBe('2025-26');
});

test('its day is in the calendar until it is over', async () => {
  await post('salaried');
  const days = async () => (await pensionDays(it.ctx, owner)).map(day => [day.on.toString(), day.summary]);
  expect(await days()).toEqual([['2027-02-28', 'Type 2 self-assessment of 2025/26 is due']]);
  at('2027-03-01');
  expect(await days()).toEqual([]);
});

test('a partner is sent to PCSE about the certificate of partners and offered no Type 2 form', async () => {
  const browser = await signedIn(it, testApp(it), 'partner@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'partner@example.org'");
  owner = ownerOf(rows[0].id as Id<'account'>);
  await post('partner');
  expect((await browser.get('/pension/year/2025-26')).text).not.toContain('Type 2 figures (PDF)');
  await post('salaried');
  expect((await browser.get('/pension/year/2025-26')).text).toContain('Type 2 figures (PDF)');
});

test('an appraisal goes by SOLO after SOLO work of its year or beside a salaried post, not beside a partnership', async () => {
  const practice = await addPractice(it, owner);
  const route = async () => {
    const [from, to] = [Temporal.Instant.from('2026-10-06T00:00:00Z'), Temporal.Instant.from('2026-10-07T00:00:00Z')];
    const [appraisal] = await asOwner(it.ctx.db, owner, tx => listBookingsBetween(tx, from, to));
    return appraisal?.pensionRoute;
  };
  await addDelivered(it, owner, practice, '2026-10-06', { work_type: 'appraisal' });
  await post('partner');
  expect(await route()).toBe('form_ab');
  // of the year before, and after the appraisal: no role on that day
  await soloWork('2026-03-31');
  await soloWork('2026-10-07');
  expect(await route()).toBe('form_ab');
  await soloWork('2026-04-01');
  expect(await route()).toBe('solo');
});
