import { formatTime, LONDON } from './dates.ts';

/** When a booking is, as people say it: a day and two clock times in Europe/London. An end at or before the start is on the next day. */
export interface ClockTimes {
  readonly date: Temporal.PlainDate;
  readonly start: Temporal.PlainTime;
  readonly end: Temporal.PlainTime;
}

export interface Period {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** Minutes that really pass, through midnight and changes of the clock. */
  readonly minutes: number;
}

export type PeriodAnswer =
  | ({ readonly ok: true } & Period)
  | {
      readonly ok: false;
      /** `skipped`: the clocks go forward over that time. `zero_length`: start and end are the same time. */
      readonly reason: 'start_skipped' | 'end_skipped' | 'zero_length';
      readonly message: string;
    };

/**
 * The period behind clock times, to the minute: 22:00 to 06:00 is seven hours in the night in which the clocks go forward and nine
 * in the one in which they go back. A time that occurs twice is taken to pay the locum in full: the start is the first one,
 * the end the second, unless the work lies wholly within the doubled hour, where both are the first.
 */
export function periodOf(times: ClockTimes): PeriodAnswer {
  const order = Temporal.PlainTime.compare(times.end, times.start);
  if (order === 0) return { ok: false, reason: 'zero_length', message: 'Start and end are the same time.' };
  const endDate = order < 0 ? times.date.add({ days: 1 }) : times.date;
  const startsAt = momentOf(times.date, times.start, 'earlier');
  if (!startsAt) return skipped('start_skipped', times.start, times.date);
  const doubled = order > 0 && isDoubled(times.date, times.start) && isDoubled(endDate, times.end);
  const endsAt = momentOf(endDate, times.end, doubled ? 'earlier' : 'later');
  if (!endsAt) return skipped('end_skipped', times.end, endDate);
  return { ok: true, startsAt, endsAt, minutes: minutesBetween(startsAt, endsAt) };
}

/** Minutes that really pass between two moments. */
export function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.round((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
}

export type WorkedAnswer =
  | { readonly ok: true; readonly minutes: number }
  | { readonly ok: false; readonly reason: 'break_too_long'; readonly message: string };

/** Minutes paid for: the period less its unpaid break, which has to be shorter than the period. */
export function workedMinutes(periodMinutes: number, breakMinutes: number): WorkedAnswer {
  if (breakMinutes >= periodMinutes) {
    return { ok: false, reason: 'break_too_long', message: 'The break is as long as the work itself.' };
  }
  return { ok: true, minutes: periodMinutes - breakMinutes };
}

/** `3 h 30 min`, `45 min`, `8 h` */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** The moment of a clock time in London, undefined where the clocks skip it. */
function momentOf(
  date: Temporal.PlainDate,
  time: Temporal.PlainTime,
  which: 'earlier' | 'later',
): Temporal.Instant | undefined {
  const wanted = date.toPlainDateTime(time);
  const there = wanted.toZonedDateTime(LONDON, { disambiguation: which });
  return there.toPlainDateTime().equals(wanted) ? there.toInstant() : undefined;
}

function isDoubled(date: Temporal.PlainDate, time: Temporal.PlainTime): boolean {
  const [earlier, later] = [momentOf(date, time, 'earlier'), momentOf(date, time, 'later')];
  return earlier !== undefined && later !== undefined && !earlier.equals(later);
}

function skipped(
  reason: 'start_skipped' | 'end_skipped',
  time: Temporal.PlainTime,
  date: Temporal.PlainDate,
): PeriodAnswer {
  return {
    ok: false,
    reason,
    message: `There is no ${formatTime(time)} on ${date.toString()}: the clocks go forward over it. Enter a time an hour later.`,
  };
}
