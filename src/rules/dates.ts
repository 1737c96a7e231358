/** Days, times and moments as the product writes and reads them. Its own names of days and months, so that no machine's language leaks in. */

export const LONDON = 'Europe/London';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `Tue 24 Nov 2026` */
export function formatDay(day: Temporal.PlainDate): string {
  return `${weekday(day)} ${formatDayShort(day)}`;
}

/** `24 Nov 2026` */
export function formatDayShort(day: Temporal.PlainDate): string {
  return `${day.day} ${monthName(day.month)} ${day.year}`;
}

/** `Tue` */
export function weekday(day: Temporal.PlainDate): string {
  return DAYS[day.dayOfWeek - 1] ?? '';
}

/** `Nov`; months count from 1. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}

/** `November`; months count from 1. */
export function longMonthName(month: number): string {
  return LONG_MONTHS[month - 1] ?? '';
}

/** `09:30` */
export function formatTime(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}

/** `Tue 24 Nov 2026, 14:05`, in London. */
export function formatMoment(moment: Temporal.Instant): string {
  const there = moment.toZonedDateTimeISO(LONDON);
  return `${formatDay(there.toPlainDate())}, ${formatTime(there.toPlainTime())}`;
}

/** The calendar day in London at that moment. */
export function londonDay(moment: Temporal.Instant): Temporal.PlainDate {
  return moment.toZonedDateTimeISO(LONDON).toPlainDate();
}

/** The time of day in London at that moment. */
export function londonTime(moment: Temporal.Instant): Temporal.PlainTime {
  return moment.toZonedDateTimeISO(LONDON).toPlainTime();
}

/** The first moment of that day in London. */
export function startOfDay(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime(LONDON).toInstant();
}

/** Whole days from the first to the second; negative where the second is earlier. */
export function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: 'day' }).days;
}

/** The earlier of two days. */
export function earlierDay(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) <= 0 ? a : b;
}

/** The later of two days. */
export function laterDay(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) >= 0 ? a : b;
}

/** `in 6 days`, `today`, `3 days ago` */
export function formatDistance(from: Temporal.PlainDate, to: Temporal.PlainDate): string {
  const days = daysBetween(from, to);
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days > 0 ? 'tomorrow' : 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

export type ParsedDay =
  | { readonly ok: true; readonly day: Temporal.PlainDate }
  | { readonly ok: false; readonly reason: 'not_a_day' };

/** Reads `2026-11-24` or, day first, `24/11/2026` and `24.11.2026`. Days outside 2000 to 2100 are taken for slips. */
export function parseDay(text: string): ParsedDay {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : british ? [british[3], british[2], british[1]] : [];
  const parts = { year: Number(year), month: Number(month), day: Number(day) };
  if (!(parts.year >= 1900 && parts.year <= 2100)) return { ok: false, reason: 'not_a_day' };
  try {
    return { ok: true, day: Temporal.PlainDate.from(parts, { overflow: 'reject' }) };
  } catch {
    return { ok: false, reason: 'not_a_day' };
  }
}

export type ParsedTime =
  | { readonly ok: true; readonly time: Temporal.PlainTime }
  | { readonly ok: false; readonly reason: 'not_a_time' };

/** Reads `09:30`, `9:30`, `0930` and, as browsers may send it, `09:30:00`. */
export function parseTime(text: string): ParsedTime {
  const match = /^(\d{1,2}):?(\d{2})(?::00)?$/.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || hour > 23 || minute > 59) return { ok: false, reason: 'not_a_time' };
  return { ok: true, time: Temporal.PlainTime.from({ hour, minute }) };
}
