import { periodOf } from './booking-time.ts';
import { LONDON, londonDay } from './dates.ts';

/** A session that is offered again and again: Tuesday mornings, until Easter, in term time. */
export interface AvailabilityRule {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  readonly from: Temporal.PlainTime;
  /** At or before `from` it is on the next day. */
  readonly to: Temporal.PlainTime;
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate | null;
  /** Every week, or every second one, counted from the week (Monday to Sunday) of the first day. */
  readonly everyWeeks: 1 | 2;
  readonly termTimeOnly: boolean;
}

/** Days from the first to the last, both included. */
export interface DayRange {
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
}

/** One day that is not as the rules say: a session more, hours that are taken, or days off. */
export type AvailabilityException =
  | {
      readonly kind: 'extra' | 'block';
      readonly date: Temporal.PlainDate;
      readonly from: Temporal.PlainTime;
      readonly to: Temporal.PlainTime;
    }
  | ({ readonly kind: 'off' } & DayRange);

/** Time that is taken by other work or by something in a calendar. */
export interface BusyPeriod {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** A session that may be booked. */
export interface Slot extends BusyPeriod {
  /** The day in London on which it starts. */
  readonly date: Temporal.PlainDate;
}

export interface Availability {
  readonly rules: readonly AvailabilityRule[];
  readonly exceptions: readonly AvailabilityException[];
  /** When rules for term time do not hold. */
  readonly termBreaks: readonly DayRange[];
  /** Each keeps the guard free before and after itself. */
  readonly busy: readonly BusyPeriod[];
  /** Minutes for travel and rest. */
  readonly guardMinutes: number;
  readonly now: Temporal.Instant;
  /** Nothing is offered that starts sooner. */
  readonly noticeHours: number;
  /** What is left of a session is offered only if it is as long as this. */
  readonly shortestMinutes: number;
}

/**
 * What is offered from the first day to the last: sessions of the rules and extra ones, less what is taken. A session that meets
 * something taken is cut; what is left is left out where it is too short. Days off, blocked hours and a time that the clocks skip
 * are not offered. Sessions of one day that overlap are one.
 */
export function offeredSlots(
  availability: Availability,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): readonly Slot[] {
  const taken = takenSpans(availability);
  const slots: Slot[] = [];
  // a night that began the day before may still be on the first day
  for (let day = from.subtract({ days: 1 }); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    for (const session of joined(sessionsOf(availability, day))) {
      for (const left of without(session, taken)) {
        const slot = slotOf(left);
        if (left.end - left.start < Math.max(1, availability.shortestMinutes) * MINUTE) continue;
        if (Temporal.PlainDate.compare(slot.date, from) < 0 || Temporal.PlainDate.compare(slot.date, to) > 0) continue;
        slots.push(slot);
      }
    }
  }
  return slots.sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
}

/** True where the whole period lies within what is offered; sessions that touch count as one. */
export function covers(slots: readonly BusyPeriod[], period: BusyPeriod): boolean {
  let reached = period.startsAt.epochMilliseconds;
  for (const slot of joined(slots.map(spanOf))) if (slot.start <= reached && slot.end > reached) reached = slot.end;
  return reached >= period.endsAt.epochMilliseconds;
}

/** The first of those periods that the given one meets, with the guard kept free between. */
export function firstClash<Period extends BusyPeriod>(
  busy: readonly Period[],
  period: BusyPeriod,
  guardMinutes: number,
): Period | undefined {
  const [wanted, guard] = [spanOf(period), guardMinutes * MINUTE];
  return busy.find(it => {
    const taken = spanOf(it);
    return taken.start - guard < wanted.end && wanted.start < taken.end + guard;
  });
}

/** Milliseconds: two numbers are compared far more often than shown. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

function sessionsOf(availability: Availability, day: Temporal.PlainDate): Span[] {
  const inBreak = availability.termBreaks.some(it => isWithin(day, it));
  const fromRules = availability.rules.filter(rule => holdsOn(rule, day) && !(rule.termTimeOnly && inBreak));
  return [
    ...fromRules.flatMap(it => spanOnDay(day, it.from, it.to)),
    ...availability.exceptions.flatMap(it =>
      it.kind === 'extra' && it.date.equals(day) ? spanOnDay(day, it.from, it.to) : [],
    ),
  ];
}

function holdsOn(rule: AvailabilityRule, day: Temporal.PlainDate): boolean {
  if (!rule.weekdays.includes(day.dayOfWeek)) return false;
  if (Temporal.PlainDate.compare(day, rule.firstDay) < 0) return false;
  if (rule.lastDay && Temporal.PlainDate.compare(day, rule.lastDay) > 0) return false;
  const weeks = mondayOf(rule.firstDay).until(mondayOf(day), { largestUnit: 'day' }).days / 7;
  return weeks % rule.everyWeeks === 0;
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

function isWithin(day: Temporal.PlainDate, range: DayRange): boolean {
  return Temporal.PlainDate.compare(day, range.firstDay) >= 0 && Temporal.PlainDate.compare(day, range.lastDay) <= 0;
}

/** Nothing where the clocks skip the start or the end. */
function spanOnDay(date: Temporal.PlainDate, start: Temporal.PlainTime, end: Temporal.PlainTime): Span[] {
  const period = periodOf({ date, start, end });
  return period.ok ? [spanOf(period)] : [];
}

/** Everything that cannot be offered, in order and without overlaps. */
function takenSpans(availability: Availability): readonly Span[] {
  const guard = availability.guardMinutes * MINUTE;
  const busy = availability.busy.map(spanOf).map(it => ({ start: it.start - guard, end: it.end + guard }));
  const own = availability.exceptions.flatMap(it => {
    if (it.kind === 'off') return [{ start: midnight(it.firstDay), end: midnight(it.lastDay.add({ days: 1 })) }];
    return it.kind === 'block' ? blockedSpan(it.date, it.from, it.to) : [];
  });
  // to the next quarter of an hour, so that what is cut by the clock begins at a time people say
  const earliest =
    Math.ceil((availability.now.epochMilliseconds + availability.noticeHours * 60 * MINUTE) / QUARTER) * QUARTER;
  return joined([{ start: Number.NEGATIVE_INFINITY, end: earliest }, ...busy, ...own]);
}

/** Blocked hours hold even where the clocks skip an end of them: then up to the moment of the change. */
function blockedSpan(date: Temporal.PlainDate, from: Temporal.PlainTime, to: Temporal.PlainTime): Span[] {
  const endDate = Temporal.PlainTime.compare(to, from) <= 0 ? date.add({ days: 1 }) : date;
  const start = date.toPlainDateTime(from).toZonedDateTime(LONDON, { disambiguation: 'earlier' }).epochMilliseconds;
  const end = endDate.toPlainDateTime(to).toZonedDateTime(LONDON, { disambiguation: 'later' }).epochMilliseconds;
  return [{ start, end }];
}

function midnight(day: Temporal.PlainDate): number {
  return day.toZonedDateTime(LONDON).epochMilliseconds;
}

/** In order; those that overlap become one, those that only touch stay two sessions. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1);
    if (last && span.start < last.end) all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else if (span.end > span.start) all.push(span);
  }
  return all;
}

/** What is left of a span when others, in order, are taken out. */
function without(span: Span, taken: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { start } = span;
  for (let i = firstEndingAfter(taken, start); i < taken.length && start < span.end; i++) {
    const next = taken[i];
    if (!next || next.start >= span.end) break;
    if (next.start > start) left.push({ start, end: next.start });
    start = Math.max(start, next.end);
  }
  if (start < span.end) left.push({ start, end: span.end });
  return left;
}

function firstEndingAfter(spans: readonly Span[], moment: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

function spanOf(period: BusyPeriod): Span {
  return { start: period.startsAt.epochMilliseconds, end: period.endsAt.epochMilliseconds };
}

function slotOf(span: Span): Slot {
  const [startsAt, endsAt] = [span.start, span.end].map(it => Temporal.Instant.fromEpochMilliseconds(it));
  if (!startsAt || !endsAt) throw new TypeError('a span has two ends');
  return { date: londonDay(startsAt), startsAt, endsAt };
}
