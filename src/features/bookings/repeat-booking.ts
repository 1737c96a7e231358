import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { periodOf } from '#rules/booking-time.ts';
import { formatDay, londonTime, parseDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { approvedCarRate } from '#rules/mileage-rates.ts';
import { pence } from '#rules/money.ts';
import type { Booking } from './booking.ts';
import { insertBookings } from './changes.ts';
import type { RepeatInput } from './input.ts';
import { findOverlap, lockBooking } from './store.ts';

/** As many as one repeat makes at the most. */
const MOST = 100;

/** Makes a booking again on other days: all of them or none. Refuses with every day that clashes. Answers how many were made. */
export async function repeatBooking(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'booking'>,
  input: RepeatInput,
): Promise<number> {
  return asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    const days = repeatDays(booking.workDate, input);
    const wanted = days.map(date => ({
      date,
      period: periodOf({ date, start: londonTime(booking.startsAt), end: londonTime(booking.endsAt) }),
    }));
    const clashes: string[] = [];
    for (const { date, period } of wanted) {
      if (!period.ok) clashes.push(`${formatDay(date)} (the clocks change)`);
      else {
        const clash = await findOverlap(tx, period.startsAt, period.endsAt);
        if (clash) clashes.push(`${formatDay(date)} (${clash.organisationName})`);
      }
    }
    if (clashes.length > 0) {
      throw new Refusal({
        code: 'booking.overlap',
        message: `Nothing was added: you are booked already on ${clashes.join(', ')}.`,
        field: 'until',
      });
    }
    const now = ctx.clock.now();
    const seriesId = booking.seriesId ?? newId('series');
    const rows = wanted.flatMap(({ date, period }) =>
      period.ok
        ? [
            {
              id: newId('booking'),
              ...copyOf(booking, date),
              starts_at: period.startsAt,
              ends_at: period.endsAt,
              series_id: seriesId,
              created_at: now,
              updated_at: now,
              confirmed_at: booking.state === 'offered' ? null : now,
            },
          ]
        : [],
    );
    await tx.db
      .updateTable('bookings')
      .set({ series_id: seriesId })
      .where('account_id', '=', tx.accountId)
      .where('id', '=', id)
      .execute();
    await insertBookings(tx, rows);
    for (const row of rows)
      await recordFact(ctx, tx, { kind: 'booking.created', subjectId: row.id, details: { repeats: id } });
    return rows.length;
  });
}

/** The days of a repeat, the first one left out. Refuses an end that is missing, past or too far. */
export function repeatDays(first: Temporal.PlainDate, input: RepeatInput): Temporal.PlainDate[] {
  const until = input.until ? parseDay(input.until) : undefined;
  if (until && !until.ok) throw new InputRefusal({ until: 'Enter the last day as a date, such as 24/11/2026.' });
  if (!until && input.times === 0) throw new InputRefusal({ until: 'Enter the last day, or how many times.' });
  const days: Temporal.PlainDate[] = [];
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  for (let day = first.add({ days: 1 }); days.length < (input.times || MOST + 1); day = day.add({ days: 1 })) {
    if (until?.ok && Temporal.PlainDate.compare(day, until.day) > 0) break;
    if (first.until(day, { largestUnit: 'day' }).days > 2 * 366) break;
    if (isWanted(day, first, monday, input)) days.push(day);
  }
  if (days.length === 0) throw new InputRefusal({ until: 'No day fits. Choose a later last day.' });
  if (days.length > MOST)
    throw new InputRefusal({ until: `That makes more than ${MOST} bookings. Choose an earlier last day.` });
  return days;
}

function isWanted(
  day: Temporal.PlainDate,
  first: Temporal.PlainDate,
  monday: Temporal.PlainDate,
  input: RepeatInput,
): boolean {
  const weekdays =
    input.weekdays.length > 0 ? input.weekdays : input.every === 'day' ? [1, 2, 3, 4, 5, 6, 7] : [first.dayOfWeek];
  if (!weekdays.includes(day.dayOfWeek)) return false;
  const week = Math.floor(monday.until(day, { largestUnit: 'day' }).days / 7);
  return input.every !== 'fortnight' || week % 2 === 0;
}

function copyOf(booking: Booking, date: Temporal.PlainDate) {
  return {
    organisation_id: booking.organisationId,
    state: booking.state === 'offered' ? ('offered' as const) : ('confirmed' as const),
    billing_mode: booking.billingMode,
    work_type: booking.workType,
    work_date: date,
    break_minutes: booking.breakMinutes,
    rate_kind: booking.rateKind,
    rate_pence: booking.ratePence,
    units_hundredths: booking.unitsHundredths,
    miles_tenths: booking.milesTenths,
    mileage_rate_pence: pence(approvedCarRate(date) ?? booking.mileageRatePence),
    pensionable: booking.pensionable,
    payment_terms_days: booking.paymentTermsDays,
    cancellation_terms: JSON.stringify(booking.cancellationTerms),
    site_notes: booking.siteNotes,
  };
}
