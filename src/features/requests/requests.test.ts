import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cancelBooking, readBooking } from '#features/bookings/index.ts';
import { listOrganisations } from '#features/organisations/index.ts';
import { type Entered, enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { asked, ASKER as CONTACT } from '#tests/cast/asking-practice.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { acceptRequest, answerCounter, counterRequest, declineRequest } from './answer-request.ts';
import type { AcceptInput } from './input.ts';
import type { BookingRequest } from './request.ts';
import { confirmAddress, dropUnconfirmed, sendRequest, withdrawRequest } from './send-request.ts';
import { listRequests, readRequest } from './store.ts';
import { trustContact } from './trust.ts';

let it: TestContext;
let owner: Owner;
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
const accept = async (id: Id<'request'>, days: readonly string[], units: AcceptInput['units'] = []) =>
  acceptRequest(it.ctx, owner, id, {
    units,
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
    units: [],
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
    units: [],
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
    units: [],
  };
  await counterRequest(it.ctx, owner, id, input);
  await answerCounter(it.ctx, await enterMailed(), { answer: 'decline', reason: 'Too dear.' }, caller);
  expect(await read(id)).toMatchObject({ state: 'declined', answeredBy: 'organisation', reason: 'Too dear.' });
  const other = await waiting();
  await withdrawRequest(it.ctx, await enterMailed(), caller);
  expect((await read(other)).state).toBe('withdrawn');
  await expect(declineRequest(it.ctx, owner, other, 'x')).rejects.toThrow('answered already');
});

test('how many sessions a day counts as is the locum’s to say, and is told and paid', async () => {
  const id = await waiting();
  const [one, two] = (await read(id)).days;
  await accept(id, [one?.id ?? '', two?.id ?? ''], [{ id: one?.id ?? '', hundredths: 200 }]);
  const [double, single] = (await read(id)).days;
  const totalOf = async (booking: Id<'booking'> | null | undefined) =>
    (await asOwner(it.ctx.db, owner, tx => readBooking(tx, booking ?? ('' as never))))?.total.totalPence;
  expect([await totalOf(double?.bookingId), await totalOf(single?.bookingId)]).toEqual([60000, 30000]);
  const { text } = await mailTo(CONTACT);
  expect(text).toContain('Tue 1 Dec 2026, 08:30 to 13:00, 2 sessions');
  expect(text).toContain('Tue 8 Dec 2026, 08:30 to 13:00, 1 session');
});

test('a proposal keeps its number of sessions until the organisation agrees', async () => {
  const id = await waiting();
  const [one] = (await read(id)).days;
  await counterRequest(it.ctx, owner, id, {
    ...proposal,
    days: [one?.id ?? ''],
    units: [{ id: one?.id ?? '', hundredths: 150 }],
  });
  expect((await mailTo(CONTACT)).text).toContain('1.5 sessions');
  await answerCounter(it.ctx, await enterMailed(), { answer: 'accept', reason: null }, caller);
  const [booked] = (await read(id)).days;
  const booking = await asOwner(it.ctx.db, owner, tx => readBooking(tx, booked?.bookingId ?? ('' as never)));
  expect(booking?.unitsHundredths).toBe(150);
});

const proposal = {
  organisation: null,
  rateKind: 'session' as const,
  rate: pence(34000),
  pensionable: false,
  note: null,
  times: [],
  units: [],
};

test('days of another request are neither accepted nor proposed', async () => {
  const strange = (await read(await waiting())).days[0]?.id ?? '';
  const id = await waiting({ contactEmail: 'other@hill.example.nhs.uk' });
  const own = (await read(id)).days[0]?.id ?? '';
  const refused = { fields: { days: expect.stringContaining('those that are asked for') } };
  for (const days of [[strange], [own, strange]]) {
    await expect(accept(id, days)).rejects.toMatchObject(refused);
    await expect(counterRequest(it.ctx, owner, id, { ...proposal, days })).rejects.toMatchObject(refused);
  }
  const times = [{ id: strange, start: Temporal.PlainTime.from('09:00'), end: Temporal.PlainTime.from('12:00') }];
  await expect(counterRequest(it.ctx, owner, id, { ...proposal, days: [own], times })).rejects.toMatchObject(refused);
  expect((await read(id)).state).toBe('waiting');
});

test('times of a proposal that overlap one another are refused', async () => {
  const id = await waiting({
    dayDate: ['2026-12-01', '2026-12-01'],
    dayStart: ['08:30', '14:00'],
    dayEnd: ['13:00', '18:00'],
  });
  const days = (await read(id)).days.map(day => day.id);
  const times = [{ id: days[1] ?? '', start: Temporal.PlainTime.from('12:00'), end: Temporal.PlainTime.from('18:00') }];
  await expect(counterRequest(it.ctx, owner, id, { ...proposal, days, times })).rejects.toMatchObject({
    fields: { dayStart: expect.stringContaining('overlap') },
  });
});

test('whoever confirms the address gets the request’s own page, which outlives the link that proved it', async () => {
  const id = await sendRequest(it.ctx, owner, asked());
  const proof = await enterMailed();
  const page = await confirmAddress(it.ctx, proof, caller);
  const mail = await mailTo(CONTACT);
  expect(mail.subject).toBe('Your booking request to Dr Amara Okafor');
  expect(mail.text).toContain(page);
  it.ctx.clock.set(TUESDAY.add({ hours: 24 * 20 }));
  const entered = await enterMailed();
  expect(entered.link.subjectId).toBe(id);
  await withdrawRequest(it.ctx, entered, caller);
  expect((await read(id)).state).toBe('withdrawn');
});

test('an organisation that was booked by its request is told when the booking changes', async () => {
  const id = await waiting();
  await accept(id, [(await read(id)).days[0]?.id ?? '']);
  const booking = (await read(id)).days[0]?.bookingId;
  await cancelBooking(it.ctx, owner, booking ?? ('' as never), { by: 'locum', reason: 'Ill', waive: false });
  expect((await mailTo(CONTACT)).subject).toBe('Cancelled: booking on Tue 1 Dec 2026, 08:30 to 13:00: Dr Amara Okafor');
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
  [
    { dayDate: ['2026-12-01', '2026-12-01'], dayStart: ['08:30', '12:00'], dayEnd: ['13:00', '15:00'] },
    'dayDate',
    'overlaps another row',
  ],
  [
    { dayDate: ['2026-12-01', '2026-12-02'], dayStart: ['22:00', '05:00'], dayEnd: ['06:00', '09:00'] },
    'dayDate',
    'overlaps another row',
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

test('another locum finds no such request', async () => {
  const id = await waiting();
  const other = await it.makeAccount();
  await expect(declineRequest(it.ctx, other, id, 'x')).rejects.toMatchObject({ reason: { status: 404 } });
});
