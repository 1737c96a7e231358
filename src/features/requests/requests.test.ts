import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ruleInput } from '#features/availability/input.ts';
import { addRule } from '#features/availability/keep-rule.ts';
import { readBooking } from '#features/bookings/index.ts';
import { publicationInput } from '#features/directory/input.ts';
import { keepPublication } from '#features/directory/keep-publication.ts';
import { listOrganisations } from '#features/organisations/index.ts';
import { type Entered, enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { acceptRequest, answerCounter, counterRequest, declineRequest } from './answer-request.ts';
import { requestInput } from './input.ts';
import type { BookingRequest } from './request.ts';
import { confirmAddress, dropUnconfirmed, sendRequest, withdrawRequest } from './send-request.ts';
import { listRequests, readRequest } from './store.ts';
import { trustContact } from './trust.ts';

let it: TestContext;
let owner: Owner;
const CONTACT = 'rota@riverside.example.nhs.uk';
const caller = { callerHash: 'hash', device: 'Safari on iPhone' };

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
});

const asked = (change: Record<string, unknown> = {}) =>
  readInput(requestInput, {
    organisationName: 'Riverside Surgery',
    organisationKind: 'gp_practice',
    organisationAddress: '2 River Lane\nLeeds',
    organisationPostcode: 'LS2 7UE',
    contactName: 'Maggie Hill',
    contactEmail: CONTACT,
    workType: 'surgery',
    rateKind: 'session',
    rate: '300',
    dayDate: ['2026-12-01', '2026-12-08', ''],
    dayStart: ['08:30', '08:30', ''],
    dayEnd: ['13:00', '13:00', ''],
    ...change,
  });
const mailTo = async (address: string) => {
  await it.work();
  const mail = (await it.mailbox.list()).find(one => one.to.address === address);
  if (!mail) throw new Error(`no mail to ${address}`);
  return mail;
};
const enterMailed = async (address = CONTACT): Promise<Entered> =>
  enterLink(it.ctx, /\/r\/([\w-]{64})/.exec((await mailTo(address)).text)?.[1] ?? '', 'request');
const read = async (id: Id<'request'>): Promise<BookingRequest> => {
  const request = await asOwner(it.ctx.db, owner, tx => readRequest(tx, id));
  if (!request) throw new Error('no request');
  return request;
};
/** A request whose address is proved. */
const waiting = async (change: Record<string, unknown> = {}) => {
  const input = asked(change);
  const id = await sendRequest(it.ctx, owner, input);
  await confirmAddress(it.ctx, await enterMailed(input.contactEmail), caller);
  return id;
};
const accept = async (id: Id<'request'>, days: readonly string[]) =>
  acceptRequest(it.ctx, owner, id, {
    days: [...days],
    organisation: null,
    rateKind: 'session',
    rate: pence(30000),
    pensionable: true,
  });

test('the locum sees nothing before the work address is proved, and is told then', async () => {
  const id = await sendRequest(it.ctx, owner, asked());
  const entered = await enterMailed();
  expect(await asOwner(it.ctx.db, owner, tx => listRequests(tx, { limit: 10 }))).toEqual([]);
  for (const _ of [1, 2]) await confirmAddress(it.ctx, entered, caller);
  expect((await read(id)).state).toBe('waiting');
  const told = await mailTo(`${owner.accountId}@example.org`);
  expect(told.subject).toBe('Booking request from Riverside Surgery');
  expect(told.text).toContain('Tue 1 Dec 2026, 08:30 to 13:00');
  expect(told.text).toContain('belongs to the health service');
});

test('an address outside the health service is marked so, until the locum trusts it', async () => {
  const id = await waiting({ contactEmail: 'rota@hill-pharmacy.example' });
  expect(await read(id)).toMatchObject({ isHealthService: false, isTrusted: false });
  await trustContact(it.ctx, owner, 'rota@hill-pharmacy.example');
  expect((await read(id)).isTrusted).toBe(true);
});

test('accepting some days books them, adds the organisation, and tells both sides', async () => {
  const id = await waiting();
  const [first] = (await read(id)).days;
  await accept(id, [first?.id ?? '']);
  const after = await read(id);
  expect(after.state).toBe('accepted');
  expect(after.days.map(day => day.answer)).toEqual(['accepted', 'declined']);
  const booking = await asOwner(it.ctx.db, owner, tx => readBooking(tx, after.days[0]?.bookingId ?? ('' as never)));
  expect(booking).toMatchObject({
    state: 'confirmed',
    ratePence: 30000,
    pensionable: true,
    organisationName: 'Riverside Surgery',
  });
  const [organisation] = await asOwner(it.ctx.db, owner, tx => listOrganisations(tx));
  expect(organisation).toMatchObject({ name: 'Riverside Surgery', bookingContactEmail: CONTACT, postcode: 'LS2 7UE' });
  const mail = await mailTo(CONTACT);
  expect(mail.subject).toBe('Booked: Dr Amara Okafor at Riverside Surgery');
  expect(mail.text).toContain('Tue 1 Dec 2026');
  expect(mail.text).not.toContain('Tue 8 Dec 2026');
  expect((await mailTo(`${owner.accountId}@example.org`)).subject).toBe('Booked: Riverside Surgery');
});

test('a day that overlaps refuses the whole: nothing is booked, nobody is mailed', async () => {
  const first = await waiting({ dayDate: ['2026-12-08'], dayStart: ['12:00'], dayEnd: ['15:00'] });
  await accept(first, [(await read(first)).days[0]?.id ?? '']);
  const second = await waiting();
  await it.work();
  const before = (await it.mailbox.list()).length;
  await expect(
    accept(
      second,
      (await read(second)).days.map(day => day.id),
    ),
  ).rejects.toMatchObject({ reason: { code: 'booking.overlap' } });
  await it.work();
  expect((await it.mailbox.list()).length).toBe(before);
  expect((await read(second)).days.map(day => day.answer)).toEqual(['open', 'open']);
});

test('a proposal books nothing until the organisation agrees; then at the proposed times and rate', async () => {
  const id = await waiting();
  const [one, two] = (await read(id)).days;
  await counterRequest(it.ctx, owner, id, {
    days: [one?.id ?? ''],
    organisation: null,
    rateKind: 'hourly',
    rate: pence(9500),
    pensionable: false,
    note: 'I come from Leeds.',
    times: [
      { id: one?.id ?? '', start: Temporal.PlainTime.from('09:00'), end: Temporal.PlainTime.from('14:00') },
      { id: two?.id ?? '', start: Temporal.PlainTime.from('08:30'), end: Temporal.PlainTime.from('13:00') },
    ],
  });
  expect((await read(id)).days.every(day => day.bookingId === null)).toBe(true);
  const entered = await enterMailed();
  await answerCounter(it.ctx, entered, { answer: 'accept', reason: null }, caller);
  const [booked] = (await read(id)).days;
  const booking = await asOwner(it.ctx.db, owner, tx => readBooking(tx, booked?.bookingId ?? ('' as never)));
  expect(booking?.startsAt.toString()).toBe('2026-12-01T09:00:00Z');
  expect(booking).toMatchObject({ rateKind: 'hourly', ratePence: 9500 });
  await expect(answerCounter(it.ctx, entered, { answer: 'accept', reason: null }, caller)).rejects.toThrow(
    'answered already',
  );
});

test('an organisation that agrees too late is told that the day is taken, and not by whom', async () => {
  const first = await waiting({
    organisationName: 'Secret Surgery',
    dayDate: ['2026-12-01'],
    dayStart: ['08:30'],
    dayEnd: ['13:00'],
  });
  const second = await waiting();
  const [day] = (await read(second)).days;
  await counterRequest(it.ctx, owner, second, {
    days: [day?.id ?? ''],
    organisation: null,
    rateKind: 'session',
    rate: pence(34000),
    pensionable: false,
    note: null,
    times: [],
  });
  const entered = await enterMailed();
  await accept(first, [(await read(first)).days[0]?.id ?? '']);
  const late = await answerCounter(it.ctx, entered, { answer: 'accept', reason: null }, caller).catch(fault => fault);
  expect(late.reason.code).toBe('booking.overlap');
  expect(JSON.stringify(late.reason)).not.toContain('Secret');
  expect((await read(second)).state).toBe('countered');
});

test('the organisation may decline a proposal, and withdraw while nothing is agreed', async () => {
  const id = await waiting();
  const input = {
    days: [(await read(id)).days[0]?.id ?? ''],
    organisation: null,
    rateKind: 'session' as const,
    rate: pence(40000),
    pensionable: false,
    note: null,
    times: [],
  };
  await counterRequest(it.ctx, owner, id, input);
  await answerCounter(it.ctx, await enterMailed(), { answer: 'decline', reason: 'Too dear.' }, caller);
  expect(await read(id)).toMatchObject({ state: 'declined', answeredBy: 'organisation', reason: 'Too dear.' });
  const other = await waiting();
  await withdrawRequest(it.ctx, await enterMailed(), caller);
  expect((await read(other)).state).toBe('withdrawn');
  await expect(declineRequest(it.ctx, owner, other, 'x')).rejects.toThrow('answered already');
});

test('declining tells the organisation why', async () => {
  const id = await waiting();
  await declineRequest(it.ctx, owner, id, 'I am away.');
  expect((await mailTo(CONTACT)).text).toContain('I am away.');
});

test('what nobody confirmed within a week is dropped, and its link ends', async () => {
  const id = await sendRequest(it.ctx, owner, asked());
  await mailTo(CONTACT);
  it.ctx.clock.set(TUESDAY.add({ hours: 24 * 7 + 1 }));
  expect(await dropUnconfirmed(it.ctx, owner)).toBe(1);
  expect(await asOwner(it.ctx.db, owner, tx => readRequest(tx, id))).toBeUndefined();
  await expect(enterMailed()).rejects.toMatchObject({ reason: { code: 'link.ended' } });
});

test.each([
  [{ dayDate: [], dayStart: [], dayEnd: [] }, 'dayDate', 'at least one day'],
  [{ dayDate: ['2026-12-01'], dayStart: ['08:30'], dayEnd: [''] }, 'dayDate', 'start and end'],
  [{ dayDate: ['2027-03-28'], dayStart: ['01:30'], dayEnd: ['04:00'] }, 'dayDate', 'clocks go forward'],
  [
    { dayDate: ['2026-12-01', '2026-12-01'], dayStart: ['08:30', '08:30'], dayEnd: ['13:00', '14:00'] },
    'dayDate',
    'twice',
  ],
  [{ contactEmail: 'maggie' }, 'contactEmail', 'work email address'],
  [{ organisationPostcode: 'LEEDS' }, 'organisationPostcode', 'not a postcode'],
])('a request that cannot be meant is refused by field (%#)', (change, field, message) => {
  expect(() => asked(change)).toThrowError(
    expect.objectContaining({ fields: expect.objectContaining({ [field]: expect.stringContaining(message) }) }),
  );
});

test('days that are past are refused', async () => {
  await expect(
    sendRequest(it.ctx, owner, asked({ dayDate: ['2026-11-23'], dayStart: ['08:30'], dayEnd: ['13:00'] })),
  ).rejects.toMatchObject({ fields: { dayDate: expect.stringContaining('past') } });
});

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
  const rule = { weekdays: ['tue'], from: '08:00', to: '14:00', firstDay: '2026-11-24', everyWeeks: '1' };
  await addRule(it.ctx, owner, readInput(ruleInput, rule));
};

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

test('another locum finds no such request', async () => {
  const id = await waiting();
  const other = await it.makeAccount();
  await expect(declineRequest(it.ctx, other, id, 'x')).rejects.toMatchObject({ reason: { status: 404 } });
});
