import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeBooking, undoDelivery } from '#features/bookings/change-booking.ts';
import {
  cancelBooking,
  createBooking,
  deliverBookingIn,
  deliveryInput,
  readBooking,
} from '#features/bookings/index.ts';
import { type Entered, enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readCalendar } from '#platform/calendar/read-calendar.ts';
import { writeCalendar } from '#platform/calendar/write-calendar.ts';
import { readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { type Id, showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { agreedHash } from './agreed-hash.ts';
import { acknowledgeBooking, isAcknowledgement, raiseProblem, settleProblem } from './answer-booking.ts';
import { bookingEvent } from './calendar-event.ts';
import { feedAddress, feedText, replaceFeed } from './calendar-feed.ts';
import { signOffInput } from './input.ts';
import { acknowledgeSchedule, makeSchedule, sendSchedule } from './make-schedule.ts';
import { sendConfirmation } from './send-confirmation.ts';
import { proposeSignOff, signOff } from './sign-off.ts';
import { listAnswers, listOpenProblems, readSchedule, readSignOff } from './store.ts';
import { tellOfChange } from './tell-change.ts';

let it: TestContext;
let owner: Owner;
let practice: Id<'organisation'>;
const CONTACT = 'rota@riverside.example.nhs.uk';

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  practice = await addPractice(it, owner, {
    booking_contact_name: 'Maggie Hill',
    booking_contact_email: CONTACT,
  });
});

const caller = { callerHash: 'hash', device: 'Safari on iPhone' };
const book = (day: string) => createBooking(it.ctx, owner, { ...terms(day), state: 'confirmed' });
const terms = (day: string) =>
  ({
    organisation: practice,
    workType: 'surgery',
    date: Temporal.PlainDate.from(day),
    start: Temporal.PlainTime.from('08:30'),
    end: Temporal.PlainTime.from('13:00'),
    breakMinutes: 15,
    billingMode: 'self_invoiced',
    rateKind: 'session',
    rate: pence(34000),
    units: 100,
    miles: 0,
    mileageRate: -1,
    pensionable: true,
    paymentTermsDays: 14,
    siteNotes: 'The code of the door is 4711',
  }) as const;
const mails = async () => {
  await it.work();
  return it.mailbox.list();
};
/** The link in the newest mail to an address, entered. */
const enterMailed = async (scope: 'booking' | 'schedule', path: string): Promise<Entered> => {
  const mail = (await mails()).find(one => one.to.address === CONTACT);
  return enterLink(it.ctx, new RegExp(`/${path}/([\\w-]{64})`).exec(mail?.text ?? '')?.[1] ?? '', scope);
};
const answers = (id: Id<'booking'>) => asOwner(it.ctx.db, owner, tx => listAnswers(tx, id));

test('a confirmation tells what is agreed and keeps the locum’s own notes to itself', async () => {
  await sendConfirmation(it.ctx, owner, await book('2026-12-01'));
  const [mail] = await mails();
  expect(mail?.to.address).toBe(CONTACT);
  for (const text of ['Tue 1 Dec 2026, 08:30 to 13:00', '£340.00 a session', 'within 14 days', 'Less than 2 days'])
    expect(mail?.text).toContain(text);
  expect(mail?.text).not.toContain('4711');
});

test('without an address nothing is sent, and the locum is told where to add one', async () => {
  practice = await addPractice(it, owner, { name: 'Hill Surgery', booking_contact_email: null });
  await expect(sendConfirmation(it.ctx, owner, await book('2026-12-02'))).rejects.toThrow('no email address');
});

test('acknowledged once, however often the button is pressed; the locum is told', async () => {
  const id = await book('2026-12-01');
  await sendConfirmation(it.ctx, owner, id);
  const entered = await enterMailed('booking', 'b');
  for (const _ of [1, 2]) await acknowledgeBooking(it.ctx, entered, { name: 'Maggie Hill', note: null }, caller);
  expect((await answers(id)).map(one => one.kind)).toEqual(['acknowledged']);
  expect((await mails())[0]?.subject).toBe('Maggie Hill acknowledged your booking on Tue 1 Dec 2026, 08:30 to 13:00');
});

const change = (id: Id<'booking'>, other: Partial<Parameters<typeof changeBooking>[3]>) =>
  changeBooking(it.ctx, owner, id, { ...terms('2026-12-01'), ...other });
const cancel = (id: Id<'booking'>, by: 'locum' | 'organisation' = 'locum') =>
  cancelBooking(it.ctx, owner, id, { by, reason: 'Childcare', waive: false });
const deliver = (id: Id<'booking'>) =>
  asOwner(it.ctx.db, owner, tx =>
    deliverBookingIn(it.ctx, tx, id, readInput(deliveryInput, { start: '08:30', end: '13:00', breakMinutes: '15' })),
  );

test('an acknowledgement holds for what was agreed: after a change it is asked for again', async () => {
  const id = await book('2026-12-01');
  await sendConfirmation(it.ctx, owner, id);
  const entered = await enterMailed('booking', 'b');
  await acknowledgeBooking(it.ctx, entered, { name: 'Maggie Hill', note: null }, caller);
  const agrees = async () => {
    const booking = await asOwner(it.ctx.db, owner, tx => readBooking(tx, id));
    return booking && (await answers(id)).map(answer => isAcknowledgement(answer, booking));
  };
  expect(await agrees()).toEqual([true]);
  await change(id, { siteNotes: 'The code is 5000 now' });
  expect(await agrees()).toEqual([true]);
  await change(id, { rate: pence(36000) });
  expect(await agrees()).toEqual([false]);
  await acknowledgeBooking(it.ctx, entered, { name: 'Maggie Hill', note: null }, caller);
  expect(await agrees()).toEqual([true, false]);
});

test('who acknowledges what has changed since the page was opened is shown the change first', async () => {
  const id = await book('2026-12-01');
  await sendConfirmation(it.ctx, owner, id);
  const entered = await enterMailed('booking', 'b');
  const seen = await asOwner(it.ctx.db, owner, tx => readBooking(tx, id));
  await change(id, { end: Temporal.PlainTime.from('17:00') });
  const agreed = seen && agreedHash(seen);
  await expect(
    acknowledgeBooking(it.ctx, entered, { name: 'Maggie Hill', note: null, agreed }, caller),
  ).rejects.toMatchObject({ reason: { code: 'booking.changed_meanwhile' } });
  expect(await answers(id)).toEqual([]);
});

test('a change and a cancellation are mailed to the organisation that was told, each once and with a fresh link', async () => {
  const id = await book('2026-12-01');
  await change(id, { start: Temporal.PlainTime.from('08:00') });
  await change(id, {});
  const before = (await mails()).length;
  await sendConfirmation(it.ctx, owner, id);
  await change(id, { siteNotes: 'Use the back door' });
  expect((await mails()).length).toBe(before + 1);
  await change(id, { start: Temporal.PlainTime.from('09:00') });
  const [changed] = await mails();
  expect(changed).toMatchObject({
    to: { address: CONTACT },
    subject: 'Changed: booking on Tue 1 Dec 2026, 09:00 to 13:00: Dr Amara Okafor',
  });
  expect(changed?.text).toContain('It was on Tue 1 Dec 2026, 08:30 to 13:00 before.');
  await enterMailed('booking', 'b');
  await tellOfChange(it.ctx, owner, id);
  expect((await mails()).length).toBe(before + 2);
  await cancel(id);
  const [cancelled] = await mails();
  expect(cancelled?.subject).toBe('Cancelled: booking on Tue 1 Dec 2026, 09:00 to 13:00: Dr Amara Okafor');
  expect(cancelled?.text).not.toContain('Childcare');
  expect((await mails()).length).toBe(before + 3);
});

test('a cancellation by the organisation names the fee that the terms give', async () => {
  const id = await book('2026-11-25');
  await sendConfirmation(it.ctx, owner, id);
  await cancel(id, 'organisation');
  const [mail] = await mails();
  expect(mail?.text).toContain('is cancelled, as you asked');
  expect(mail?.text).toMatch(/Cancellation fee: £\d/);
});

test('an organisation that was told nothing is not mailed a cancellation', async () => {
  const id = await book('2026-12-01');
  const before = (await mails()).length;
  await cancel(id);
  expect((await mails()).length).toBe(before);
});

test('a booking that moves to another organisation is taken from the first: it is told, and its links end', async () => {
  const id = await book('2026-12-01');
  await sendConfirmation(it.ctx, owner, id);
  const [confirmation] = await mails();
  const other = await addPractice(it, owner, { name: 'Hill Surgery', booking_contact_email: 'hill@example.nhs.uk' });
  await change(id, { organisation: other });
  const [mail] = await mails();
  expect(mail).toMatchObject({ to: { address: CONTACT } });
  expect(mail?.text).toContain('no longer stands');
  expect(mail?.text).not.toContain('Hill Surgery');
  const token = /\/b\/([\w-]{64})/.exec(confirmation?.text ?? '')?.[1] ?? '';
  await expect(enterLink(it.ctx, token, 'booking')).rejects.toMatchObject({ reason: { code: 'link.ended' } });
});

test('every change makes a later version of the calendar’s event, also one that takes something back', async () => {
  const id = await book('2026-11-24');
  const versions: number[] = [];
  const look = async () => {
    const booking = await asOwner(it.ctx.db, owner, tx => readBooking(tx, id));
    if (!booking) throw new Error('no booking');
    const text = writeCalendar({ name: 'A', events: [bookingEvent(booking, 'A')] });
    expect(text).toContain('LOCATION:Riverside Surgery\\, 2 River Lane\\, Leeds\\, LS2 7UE');
    versions.push(Number(/^SEQUENCE:(\d+)/m.exec(text)?.[1]));
  };
  const later = (hours: number) => it.ctx.clock.set(TUESDAY.add({ hours }));
  await look();
  later(5);
  await deliver(id);
  await look();
  later(6);
  await undoDelivery(it.ctx, owner, id);
  await look();
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(new Set(versions).size).toBe(3);
});

test('a problem waits for the locum until it is settled, and changes nothing by itself', async () => {
  const id = await book('2026-12-01');
  await sendConfirmation(it.ctx, owner, id);
  await raiseProblem(it.ctx, await enterMailed('booking', 'b'), { name: 'Maggie', note: 'We close at noon.' }, caller);
  expect(await asOwner(it.ctx.db, owner, listOpenProblems)).toMatchObject([
    { bookingId: id, note: 'We close at noon.' },
  ]);
  expect((await asOwner(it.ctx.db, owner, tx => readBooking(tx, id)))?.state).toBe('confirmed');
  await settleProblem(it.ctx, owner, id);
  expect(await asOwner(it.ctx.db, owner, listOpenProblems)).toEqual([]);
});

const worked = (change: Record<string, unknown> = {}) =>
  readInput(signOffInput, {
    name: 'Maggie Hill',
    role: 'Practice manager',
    start: '08:30',
    end: '13:30',
    breakMinutes: '15',
    extraKind: ['work', 'expense'],
    extraDescription: ['Home visit', 'Parking'],
    extraAmount: ['45.50', '6.00'],
    ...change,
  });

test('what the practice confirms by the QR code is what is delivered, and what was confirmed is kept', async () => {
  const id = await book('2026-11-24');
  it.ctx.clock.set(Temporal.Instant.from('2026-11-24T13:35:00Z'));
  const link = await proposeSignOff(it.ctx, owner, id, worked({ end: '13:00', extraDescription: [], extraAmount: [] }));
  expect(link.expiresAt?.since(link.createdAt).total('hours')).toBe(24);
  const entered = await enterLink(it.ctx, link.url.split('/').at(-1) ?? '', 'sign_off');
  for (const _ of [1, 2]) await signOff(it.ctx, entered, worked(), caller);
  const booking = await asOwner(it.ctx.db, owner, tx => readBooking(tx, id));
  expect(booking?.state).toBe('delivered');
  expect(booking?.actualEndsAt?.toString()).toBe('2026-11-24T13:30:00Z');
  expect(booking?.total.totalPence).toBe(34000 + 4550 + 600);
  expect(booking?.total.workPence).toBe(34000 + 4550);
  const kept = await asOwner(it.ctx.db, owner, tx => readSignOff(tx, id));
  expect(kept?.signed).toMatchObject({ name: 'Maggie Hill', role: 'Practice manager' });
  expect(kept?.extras.map(extra => extra.description)).toEqual(['Home visit', 'Parking']);
  await expect(proposeSignOff(it.ctx, owner, id, worked())).rejects.toThrow('signed off already');
});

test('times that meet another booking are refused without telling where the locum is then', async () => {
  const id = await book('2026-11-24');
  practice = await addPractice(it, owner, { name: 'Secret Surgery' });
  await it.database.admin.query(
    "INSERT INTO bookings SELECT account_id, gen_random_uuid(), $2, state, billing_mode, work_type, work_date, '2026-11-24T13:15Z', '2026-11-24T13:25Z', 0, rate_kind, rate_pence, units_hundredths, miles_tenths, mileage_rate_pence, pensionable, payment_terms_days, cancellation_terms, '', NULL, NULL, NULL, NULL, confirmed_at, NULL, NULL, NULL, NULL, NULL, NULL, created_at, updated_at FROM bookings WHERE id = $1",
    [id, practice],
  );
  it.ctx.clock.set(Temporal.Instant.from('2026-11-24T13:35:00Z'));
  const link = await proposeSignOff(it.ctx, owner, id, worked());
  const entered = await enterLink(it.ctx, link.url.split('/').at(-1) ?? '', 'sign_off');
  const refused = await signOff(it.ctx, entered, worked(), caller).catch(fault => fault);
  expect(refused.reason.code).toBe('booking.overlap');
  expect(JSON.stringify(refused.reason)).not.toContain('Secret');
});

test('a session that is still to come cannot be signed off', async () => {
  const id = await book('2026-12-01');
  const link = await proposeSignOff(it.ctx, owner, id, worked());
  const entered = await enterLink(it.ctx, link.url.split('/').at(-1) ?? '', 'sign_off');
  await expect(signOff(it.ctx, entered, worked(), caller)).rejects.toMatchObject({
    fields: { end: expect.stringContaining('still to come') },
  });
});

test('a schedule keeps what was agreed when it was made, whatever becomes of the bookings', async () => {
  const [first, second] = [await book('2026-12-08'), await book('2026-12-01')];
  const id = await makeSchedule(it.ctx, owner, { organisation: practice, bookings: [first, second] });
  await it.database.admin.query(
    "UPDATE bookings SET rate_pence = 1, starts_at = starts_at - interval '1 hour' WHERE id = $1",
    [second],
  );
  const schedule = await asOwner(it.ctx.db, owner, tx => readSchedule(tx, id));
  expect(schedule?.lines.map(line => [line.booking, line.date, line.times, line.rate])).toEqual([
    [showId('booking', second), '2026-12-01', '08:30 to 13:00', '£340.00 a session'],
    [showId('booking', first), '2026-12-08', '08:30 to 13:00', '£340.00 a session'],
  ]);
  const file = await asOwner(it.ctx.db, owner, tx => readStoredFile(it.ctx, tx, schedule?.fileId ?? ('' as never)));
  const paper = await readPaper(file.bytes);
  for (const text of [
    'Booking schedule',
    'Dr Amara Okafor at Riverside Surgery',
    'Tue 1 Dec 2026',
    '14 days',
    '100% of the fee',
  ])
    expect(paper.text).toContain(text);
});

test('a schedule is sent with its paper and acknowledged on its link, the first one counting', async () => {
  const id = await makeSchedule(it.ctx, owner, { organisation: practice, bookings: [await book('2026-12-01')] });
  await sendSchedule(it.ctx, owner, id);
  const entered = await enterMailed('schedule', 'd');
  expect((await mails())[0]?.attachments).toHaveLength(1);
  for (const name of ['Maggie Hill', 'Somebody else'])
    await acknowledgeSchedule(it.ctx, entered, { name, note: null }, caller);
  const schedule = await asOwner(it.ctx.db, owner, tx => readSchedule(tx, id));
  expect(schedule?.acknowledgedBy).toBe('Maggie Hill');
});

test('a schedule takes no booking of another organisation and none that is cancelled', async () => {
  const mine = await book('2026-12-01');
  practice = await addPractice(it, owner, { name: 'Hill Surgery' });
  await expect(makeSchedule(it.ctx, owner, { organisation: practice, bookings: [mine] })).rejects.toMatchObject({
    fields: { bookings: expect.stringContaining('Hill Surgery') },
  });
});

const DUE = {
  uid: 'form-b-2026-11@sessional',
  on: Temporal.PlainDate.from('2026-12-31'),
  summary: 'Form B is due',
  description: 'By this day.',
};

test('the calendar feed has the bookings and no money, and its old address stops when it is replaced', async () => {
  const id = await book('2026-12-01');
  const address = await feedAddress(it.ctx, owner);
  expect(await feedAddress(it.ctx, owner)).toBe(address);
  const enter = (url: string) => enterLink(it.ctx, url.split('/').at(-1) ?? '', 'calendar');
  const text = await feedText(it.ctx, await enter(address), caller, async () => [DUE]);
  const read = readCalendar(text, {
    from: Temporal.Instant.from('2026-11-30T00:00:00Z'),
    to: Temporal.Instant.from('2026-12-03T00:00:00Z'),
  });
  expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:Form B is due');
  expect(read).toMatchObject({ ok: true });
  expect(read.ok && read.busy.map(it => `${it.startsAt} ${it.endsAt}`)).toEqual([
    '2026-12-01T08:30:00Z 2026-12-01T13:00:00Z',
  ]);
  expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
  expect(text).toContain(`UID:${showId('booking', id)}@sessional`);
  for (const secret of ['340', '4711']) expect(text).not.toContain(secret);
  await replaceFeed(it.ctx, owner);
  await expect(enter(address)).rejects.toMatchObject({ reason: { code: 'link.ended' } });
  expect(await feedAddress(it.ctx, owner)).not.toBe(address);
});
