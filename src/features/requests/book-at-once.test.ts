import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exceptionInput, ruleInput } from '#features/availability/input.ts';
import { addException } from '#features/availability/keep-exception.ts';
import { addRule } from '#features/availability/keep-rule.ts';
import { readBooking } from '#features/bookings/index.ts';
import { publicationInput } from '#features/directory/input.ts';
import { keepPublication } from '#features/directory/keep-publication.ts';
import { makeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import type { Id } from '#rules/ids.ts';
import { asked } from '#tests/cast/asking-practice.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import type { BookingRequest } from './request.ts';
import { confirmAddress, sendRequest } from './send-request.ts';
import { readRequest } from './store.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
});

const read = async (id: Id<'request'>): Promise<BookingRequest> => {
  const request = await asOwner(it.ctx.db, owner, tx => readRequest(tx, id));
  if (!request) throw new Error('no request');
  return request;
};
/** A request whose address is proved. */
const waiting = async (change: Record<string, unknown> = {}) => {
  const id = await sendRequest(it.ctx, owner, asked(change));
  const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'request', subjectId: id }));
  await confirmAddress(it.ctx, { owner, link }, { callerHash: 'hash', device: 'Safari on iPhone' });
  return id;
};

/** A locum who is booked at once on Tuesday mornings, at £350 a session with two days of notice. */
const offerInstant = async () => {
  await keepPublication(
    it.ctx,
    owner,
    readInput(publicationInput, {
      slug: `page-${owner.accountId.slice(-12)}`,
      visibility: 'published',
      travelMiles: '25',
      instant: 'on',
      instantRateKind: 'session',
      instantRate: '350',
      instantNoticeHours: '48',
    }),
  );
  await offer({ from: '08:00', to: '14:00' });
};
const offer = (change: Record<string, unknown>) =>
  addRule(
    it.ctx,
    owner,
    readInput(ruleInput, { weekdays: ['tue'], firstDay: '2026-11-24', everyWeeks: '1', ...change }),
  );

test('instant booking: on offered days, from the health service, at the locum’s own terms', async () => {
  await offerInstant();
  const id = await waiting({ instant: 'on', rate: '1' });
  const after = await read(id);
  expect(after.state).toBe('accepted');
  const booking = await asOwner(it.ctx.db, owner, tx => readBooking(tx, after.days[0]?.bookingId ?? ('' as never)));
  expect(booking).toMatchObject({ state: 'confirmed', ratePence: 35000 });
});

test.each([
  ['a day that is not offered', { dayDate: ['2026-12-02'], dayStart: ['08:30'], dayEnd: ['13:00'] }],
  ['times beyond what is offered', { dayDate: ['2026-12-01'], dayStart: ['08:30'], dayEnd: ['16:00'] }],
  ['too short a notice', { dayDate: ['2026-11-24'], dayStart: ['11:00'], dayEnd: ['13:00'] }],
  ['an address nobody knows', { contactEmail: 'rota@hill-pharmacy.example' }],
])('with %s the locum is asked instead', async (_, change) => {
  await offerInstant();
  const id = await waiting({ instant: 'on', ...change });
  expect((await read(id)).state).toBe('waiting');
});

test('ten hours over two sessions that touch are not booked at once for the price of one', async () => {
  await offerInstant();
  await offer({ from: '14:00', to: '18:30' });
  const long = await waiting({ instant: 'on', dayDate: ['2026-12-01'], dayStart: ['08:30'], dayEnd: ['18:30'] });
  expect((await read(long)).state).toBe('waiting');
  const short = await waiting({ instant: 'on', dayDate: ['2026-12-08'], dayStart: ['14:00'], dayEnd: ['18:30'] });
  expect((await read(short)).state).toBe('accepted');
});

test('a session that asks first is not booked at once, the others are', async () => {
  await offerInstant();
  await offer({ weekdays: ['wed'], from: '08:00', to: '14:00', askFirst: 'on' });
  const extra = { firstDay: '2026-12-03', from: '08:00', to: '14:00' };
  await addException(it.ctx, owner, readInput(exceptionInput, { kind: 'extra', ...extra, askFirst: 'on' }));
  await addException(it.ctx, owner, readInput(exceptionInput, { kind: 'extra', ...extra, firstDay: '2026-12-04' }));
  const stateOn = async (day: string) =>
    (await read(await waiting({ instant: 'on', dayDate: [day], dayStart: ['08:30'], dayEnd: ['13:00'] }))).state;
  expect([await stateOn('2026-12-02'), await stateOn('2026-12-03'), await stateOn('2026-12-04')]).toEqual([
    'waiting',
    'waiting',
    'accepted',
  ]);
});

test('more days than rows: a button adds rows, keeps what was typed, and sends nothing', async () => {
  await offerInstant();
  const browser = testApp(it).browser();
  const path = `/p/page-${owner.accountId.slice(-12)}/request`;
  const first = await browser.get(path);
  expect(first.text.match(/name="dayDate"/g)).toHaveLength(5);
  const dayDate = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'];
  const more = await browser.post(path, { more: '1', dayDate, notes: 'Bring a coat' });
  expect(more.status).toBe(200);
  expect(more.text.match(/name="dayDate"/g)).toHaveLength(10);
  for (const kept of [...dayDate, 'Bring a coat']) expect(more.text).toContain(kept);
  expect(more.text).not.toContain('Please check');
  const all = await browser.post(path, { more: '1', dayDate: Array.from({ length: 30 }, () => '') });
  expect(all.text.match(/name="dayDate"/g)).toHaveLength(31);
  expect(all.text).not.toContain('More days');
});
