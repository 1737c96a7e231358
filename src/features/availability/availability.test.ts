import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { factJob } from '#platform/dispatch-facts.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { formatTime, londonTime } from '#rules/dates.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { freeDays, guardConflict, isOffered, offeredSlots } from './index.ts';
import { exceptionInput, ruleInput, settingsInput, termBreakInput } from './input.ts';
import { calendarJobs } from './jobs.ts';
import { addCalendar, addCalendarFile, refreshCalendar, removeCalendar } from './keep-calendar.ts';
import { addException, addTermBreak, deleteException } from './keep-exception.ts';
import { addRule, changeRule, deleteRule } from './keep-rule.ts';
import { keepSettings } from './keep-settings.ts';
import { readMonth } from './month.ts';
import { listCalendars } from './store.ts';

let it: TestContext;
beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

const day = (text: string) => Temporal.PlainDate.from(text);
const period = (from: string, to: string) => ({
  startsAt: Temporal.Instant.from(from),
  endsAt: Temporal.Instant.from(to),
});
const rule = (change: Readonly<Record<string, unknown>> = {}) =>
  readInput(ruleInput, { weekdays: ['tue'], from: '08:30', to: '12:30', firstDay: '2026-11-24', ...change });
const exception = (fields: Readonly<Record<string, unknown>>) => readInput(exceptionInput, fields);
const ics = (...events: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    ...events.flatMap((lines, i) => ['BEGIN:VEVENT', `UID:${i}`, lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');

/** `2026-12-01 08:30–12:30` */
const shown = (owner: Owner, from = '2026-11-24', to = '2026-12-15') =>
  asOwner(it.ctx.db, owner, async tx =>
    (await offeredSlots(it.ctx, tx, day(from), day(to))).map(
      slot => `${slot.date} ${formatTime(londonTime(slot.startsAt))}–${formatTime(londonTime(slot.endsAt))}`,
    ),
  );
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return Object.keys(fault.fields);
  return fault instanceof Refusal ? fault.reason.code : fault;
};
const factsOf = async (owner: Owner) => {
  const { rows } = await it.database.admin.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM facts WHERE account_id = $1 AND kind = 'availability.changed'",
    [owner.accountId],
  );
  return rows[0]?.n;
};

describe('what is offered', () => {
  test('every Tuesday morning, from tomorrow’s notice to the horizon', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule());
    // it is Tuesday, ten o'clock, and a day's notice is asked for
    expect(await shown(owner)).toEqual(['2026-12-01 08:30–12:30', '2026-12-08 08:30–12:30', '2026-12-15 08:30–12:30']);
    await keepSettings(
      it.ctx,
      owner,
      readInput(settingsInput, { horizonDays: '10', noticeHours: '0', shortestMinutes: '60' }),
    );
    expect(await shown(owner)).toEqual(['2026-11-24 10:00–12:30', '2026-12-01 08:30–12:30']);
  });

  test('a rule is changed and deleted by its owner and by nobody else, and each change is a fact', async () => {
    const [owner, other] = [await it.makeAccount(), await it.makeAccount()];
    const id = await addRule(it.ctx, owner, rule());
    expect(await refused(changeRule(it.ctx, other, id, rule()))).toBe('not_found');
    expect(await refused(deleteRule(it.ctx, other, id))).toBe('not_found');
    await changeRule(it.ctx, owner, id, rule({ weekdays: 'wed', to: '11:30' }));
    expect(await shown(owner, '2026-11-26', '2026-12-02')).toEqual(['2026-12-02 08:30–11:30']);
    await deleteRule(it.ctx, owner, id);
    expect(await shown(owner)).toEqual([]);
    expect(await factsOf(owner)).toBe(3);
    expect(await factsOf(other)).toBe(0);
  });

  test('a form sent twice offers once', async () => {
    const owner = await it.makeAccount();
    const input = { ...rule(), id: newId('availabilityRule') };
    await addRule(it.ctx, owner, input);
    await addRule(it.ctx, owner, input);
    expect(await factsOf(owner)).toBe(1);
  });

  test('term time, days off, blocked hours and extra sessions', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule({ termTimeOnly: true }));
    await addTermBreak(it.ctx, owner, readInput(termBreakInput, { firstDay: '2026-12-14', lastDay: '2026-12-31' }));
    const off = await addException(
      it.ctx,
      owner,
      exception({ kind: 'off', firstDay: '2026-11-30', lastDay: '2026-12-02' }),
    );
    await addException(it.ctx, owner, exception({ kind: 'block', firstDay: '2026-12-08', from: '08:00', to: '09:30' }));
    await addException(it.ctx, owner, exception({ kind: 'extra', firstDay: '2026-12-15', from: '14:00', to: '18:00' }));
    expect(await shown(owner)).toEqual(['2026-12-08 09:30–12:30', '2026-12-15 14:00–18:00']);
    await deleteException(it.ctx, owner, off);
    expect(await shown(owner)).toContain('2026-12-01 08:30–12:30');
  });

  test('an extra session on a day off, and days that are over, are refused', async () => {
    const owner = await it.makeAccount();
    await addException(it.ctx, owner, exception({ kind: 'off', firstDay: '2026-12-01', lastDay: '2026-12-03' }));
    const extra = exception({ kind: 'extra', firstDay: '2026-12-02', from: '09:00', to: '12:00' });
    expect(await refused(addException(it.ctx, owner, extra))).toEqual(['firstDay']);
    expect(await refused(addException(it.ctx, owner, exception({ kind: 'off', firstDay: '2026-11-23' })))).toEqual([
      'firstDay',
    ]);
  });

  test.each([
    ['no day of the week', { weekdays: [] }, 'weekdays'],
    ['an end that is the start', { to: '08:30' }, 'to'],
    ['a last day before the first', { lastDay: '2026-11-23' }, 'lastDay'],
    ['a time that is none', { from: '25:00' }, 'from'],
  ])('a rule with %s is refused at its field', (_, change, field) => {
    expect(() => rule(change)).toThrowError(expect.objectContaining({ fields: { [field]: expect.any(String) } }));
  });
});

describe('what is booked is never offered', () => {
  test.each(['offered', 'confirmed', 'delivered', 'invoiced', 'paid'])(
    'a booking that is %s takes its time, travel and rest',
    async state => {
      const owner = await it.makeAccount();
      await addRule(it.ctx, owner, rule({ from: '08:00', to: '18:00' }));
      await addDelivered(it, owner, await addPractice(it, owner), '2026-12-01', { state });
      expect(await shown(owner, '2026-12-01', '2026-12-01')).toEqual(['2026-12-01 13:30–18:00']);
    },
  );

  test('a cancelled booking does not, and the times worked win over those agreed', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule({ from: '08:00', to: '18:00' }));
    const practice = await addPractice(it, owner);
    await addDelivered(it, owner, practice, '2026-12-01', {
      state: 'cancelled',
      cancelled_at: '2026-11-24T09:00:00Z',
      cancelled_by: 'locum',
      cancellation_fee_pence: 0,
    });
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toEqual(['2026-12-01 08:00–18:00']);
    await addDelivered(it, owner, practice, '2026-12-01', {
      actual_starts_at: '2026-12-01T08:30:00Z',
      actual_ends_at: '2026-12-01T15:00:00Z',
    });
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toEqual(['2026-12-01 15:30–18:00']);
  });

  test('another locum’s booking takes nothing', async () => {
    const [owner, other] = [await it.makeAccount(), await it.makeAccount()];
    await addRule(it.ctx, owner, rule());
    await addDelivered(it, other, await addPractice(it, other), '2026-12-01');
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toHaveLength(1);
  });
});

describe('the face', () => {
  test('free days are days with a session, and a period is offered if all of it is', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule());
    await addRule(it.ctx, owner, rule({ from: '12:30', to: '18:00' }));
    await addRule(it.ctx, owner, rule({ weekdays: 'sat', from: '22:00', to: '06:00' }));
    await asOwner(it.ctx.db, owner, async tx => {
      const days = await freeDays(it.ctx, tx, day('2026-11-24'), day('2026-12-05'));
      expect(days.map(String)).toEqual(['2026-11-28', '2026-12-01', '2026-12-05']);
      for (const [from, to, expected] of [
        ['2026-12-01T08:30:00Z', '2026-12-01T18:00:00Z', true],
        ['2026-12-01T08:00:00Z', '2026-12-01T12:00:00Z', false],
        ['2026-12-06T01:00:00Z', '2026-12-06T05:00:00Z', true],
        ['2026-12-02T09:00:00Z', '2026-12-02T12:00:00Z', false],
        ['2026-12-01T12:00:00Z', '2026-12-01T12:00:00Z', false],
      ] as const)
        expect(await isOffered(it.ctx, tx, period(from, to)), from).toBe(expected);
    });
  });

  test('the locum is warned of a calendar entry, of a booking too near, and of days off; not of the booking itself', async () => {
    const owner = await it.makeAccount();
    const booking = await addDelivered(it, owner, await addPractice(it, owner), '2026-12-01');
    it.ctx.calendars.put('https://a.example/w.ics', ics('DTSTART:20261202T100000Z\r\nDURATION:PT1H'));
    await addCalendar(it.ctx, owner, { id: undefined, label: 'Home', address: 'https://a.example/w.ics' });
    await addException(it.ctx, owner, exception({ kind: 'off', firstDay: '2026-12-04' }));
    const what = (from: string, to: string, besides?: typeof booking) =>
      asOwner(it.ctx.db, owner, async tx => (await guardConflict(tx, period(from, to), besides))?.what);
    expect(await what('2026-12-01T13:15:00Z', '2026-12-01T17:00:00Z')).toBe(
      'less than 30 minutes from your booking at Riverside Surgery, 08:30 to 13:00 on Tue 1 Dec 2026',
    );
    expect(await what('2026-12-01T13:30:00Z', '2026-12-01T17:00:00Z')).toBeUndefined();
    expect(await what('2026-12-01T13:15:00Z', '2026-12-01T17:00:00Z', booking)).toBeUndefined();
    expect(await what('2026-12-02T08:00:00Z', '2026-12-02T12:00:00Z')).toContain('something in your calendar “Home”');
    expect(await what('2026-12-04T08:00:00Z', '2026-12-04T12:00:00Z')).toBe('days off that you entered');
  });

  test('a month tells what is free, in part, taken, off and not offered', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule({ weekdays: ['mon', 'tue', 'wed'], lastDay: '2026-12-09' }));
    const practice = await addPractice(it, owner);
    await addDelivered(it, owner, practice, '2026-12-01');
    await addDelivered(it, owner, practice, '2026-12-02', { starts_at: '2026-12-02T12:00:00Z' });
    await addException(it.ctx, owner, exception({ kind: 'off', firstDay: '2026-12-08' }));
    const days = await asOwner(it.ctx.db, owner, tx => readMonth(it.ctx, tx, Temporal.PlainYearMonth.from('2026-12')));
    expect(days).toHaveLength(31);
    expect(days.slice(0, 10).map(it => it.state)).toEqual([
      'taken',
      'part',
      'none',
      'none',
      'none',
      'none',
      'free',
      'off',
      'free',
      'none',
    ]);
  });
});

describe('the locum’s own calendars', () => {
  const ADDRESS = 'https://calendars.example/secret.ics';
  const calendar = { id: undefined, label: 'Home', address: ADDRESS };

  test('what they say is taken is not offered; the address is sealed and what is planned is not kept', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule());
    it.ctx.calendars.put(
      ADDRESS,
      ics('DTSTART:20261124T110000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Clinic appointment'),
    );
    await addCalendar(it.ctx, owner, calendar);
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toEqual(['2026-12-01 08:30–10:30']);
    const { rows } = await it.database.admin.query(
      'SELECT to_json(c.*)::text AS text FROM calendars c WHERE account_id = $1',
      [owner.accountId],
    );
    expect(rows[0]?.text).not.toContain('secret.ics');
    expect(await factsOf(owner)).toBe(2);
  });

  test.each([
    ['nothing there', undefined, 'address'],
    ['a web page', '<html></html>', 'address'],
    ['half a calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT', 'address'],
  ])('an address with %s is refused and not kept', async (_, text, field) => {
    const owner = await it.makeAccount();
    const address = `https://calendars.example/${newId('calendar')}.ics`;
    if (text !== undefined) it.ctx.calendars.put(address, text);
    expect(await refused(addCalendar(it.ctx, owner, { ...calendar, address }))).toEqual([field]);
    expect(await asOwner(it.ctx.db, owner, listCalendars)).toEqual([]);
  });

  test('while a calendar cannot be read, what it said before stays taken and the reason is told', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule());
    it.ctx.calendars.put(ADDRESS, ics('DTSTART:20261201T080000Z\r\nDURATION:PT5H'));
    const id = await addCalendar(it.ctx, owner, calendar);
    it.ctx.calendars.put(ADDRESS, { kind: 'failed', reason: 'unreachable' });
    expect(await refreshCalendar(it.ctx, owner, id)).toContain('did not answer');
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toEqual([]);
    expect((await asOwner(it.ctx.db, owner, listCalendars))[0]?.lastProblem).toContain('did not answer');
    const facts = await factsOf(owner);
    it.ctx.calendars.put(ADDRESS, ics('DTSTART:20261201T080000Z\r\nDURATION:PT5H'));
    expect(await refreshCalendar(it.ctx, owner, id)).toBeUndefined();
    expect(await factsOf(owner), 'nothing changed').toBe(facts);
    it.ctx.calendars.put(ADDRESS, ics());
    await refreshCalendar(it.ctx, owner, id);
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toHaveLength(1);
    expect((await asOwner(it.ctx.db, owner, listCalendars))[0]?.lastProblem).toBeNull();
  });

  test('a file is taken by what is in it, read once, and goes with all that it said', async () => {
    const owner = await it.makeAccount();
    await addRule(it.ctx, owner, rule());
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(await refused(addCalendarFile(it.ctx, owner, calendar, bytes('%PDF-1.7')))).toEqual(['file']);
    const id = await addCalendarFile(it.ctx, owner, calendar, bytes(ics('DTSTART;VALUE=DATE:20261201')));
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toEqual([]);
    expect(await refused(refreshCalendar(it.ctx, owner, id))).toBe('calendar.is_a_file');
    const other = await it.makeAccount();
    expect(await refused(removeCalendar(it.ctx, other, id))).toBe('not_found');
    await removeCalendar(it.ctx, owner, id);
    expect(await shown(owner, '2026-12-01', '2026-12-01')).toHaveLength(1);
  });

  test('there can be ten, and no more', async () => {
    const owner = await it.makeAccount();
    const bytes = new TextEncoder().encode(ics());
    for (let i = 0; i < 10; i++) await addCalendarFile(it.ctx, owner, calendar, bytes);
    expect(await refused(addCalendarFile(it.ctx, owner, calendar, bytes))).toBe('availability.too_many');
  });

  test('every hour each account that has an address is read again, and one that fails does not hold up the others', async () => {
    const owners = [await it.makeAccount(), await it.makeAccount(), await it.makeAccount()];
    const [first, second] = owners;
    if (!first || !second) throw new Error('no owners');
    for (const [i, owner] of [first, second].entries()) {
      const address = `https://hourly.example/${i}.ics`;
      it.ctx.calendars.put(address, ics());
      await addRule(it.ctx, owner, rule());
      await addCalendar(it.ctx, owner, { ...calendar, address });
    }
    it.ctx.calendars.put('https://hourly.example/0.ics', { kind: 'failed', reason: 'not_found' });
    it.ctx.calendars.put('https://hourly.example/1.ics', ics('DTSTART;VALUE=DATE:20261201'));
    const jobs = calendarJobs(it.ctx, it.database.signIn);
    await jobs[0]?.run({});
    expect(await it.queue.drain([...jobs, factJob(it.ctx, [])], it.ctx.clock.now())).toEqual([]);
    expect((await asOwner(it.ctx.db, first, listCalendars))[0]?.lastProblem).toContain('no calendar at that address');
    expect(await shown(second, '2026-12-01', '2026-12-01')).toEqual([]);
  });
});
