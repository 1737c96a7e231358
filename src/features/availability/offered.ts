import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import {
  type Availability,
  type AvailabilityException,
  type BusyPeriod,
  covers,
  firstClash,
  offeredSlots as offeredByRules,
  type Slot,
} from '#rules/availability.ts';
import { formatDay, formatTime, londonDay, londonTime, startOfDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import type { Settings } from './settings.ts';
import {
  type KeptException,
  listBookedTimes,
  listCalendarTimes,
  listExceptions,
  listRules,
  listTermBreaks,
  readSettings,
} from './store.ts';

/** The sessions that may be booked from the first day to the last, as far as the locum's horizon. Nothing that is booked, blocked or taken. */
export async function offeredSlots(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<Slot[]> {
  const settings = await readSettings(tx);
  const last = lastOffered(ctx, settings, to);
  if (Temporal.PlainDate.compare(from, last) > 0) return [];
  return [...offeredByRules(await readAvailability(ctx, tx, settings, from, last), from, last)];
}

/** The days on which at least one session may be booked. */
export async function freeDays(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<Temporal.PlainDate[]> {
  const slots = await offeredSlots(ctx, tx, from, to);
  return slots.filter((slot, i) => !slots[i - 1]?.date.equals(slot.date)).map(slot => slot.date);
}

/**
 * True where the whole period may be booked as it is. `withoutAsking` counts only sessions that may be booked at once; `inOneSession`
 * wants it within a single one, since what is paid by the session is paid once.
 */
export async function isOffered(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  period: BusyPeriod,
  how: { readonly withoutAsking?: boolean; readonly inOneSession?: boolean } = {},
): Promise<boolean> {
  if (Temporal.Instant.compare(period.startsAt, period.endsAt) >= 0) return false;
  const settings = await readSettings(tx);
  const from = londonDay(period.startsAt).subtract({ days: 1 });
  const last = lastOffered(ctx, settings, londonDay(period.endsAt));
  if (Temporal.PlainDate.compare(from, last) > 0) return false;
  const counts = (it: { readonly asksFirst: boolean }) => !(how.withoutAsking && it.asksFirst);
  const slots = offeredByRules(await readAvailability(ctx, tx, settings, from, last, counts), from, last);
  return how.inOneSession ? slots.some(slot => covers([slot], period)) : covers(slots, period);
}

/**
 * What stands in the way of a period, for a warning to the locum, who may still accept: something in their calendar, days off, or another
 * booking too near to travel and rest between. `besides` is the booking that is asked about, where it is there already; between two at one
 * organisation, `at`, nobody travels.
 */
export async function guardConflict(
  tx: OwnedTransaction,
  period: BusyPeriod,
  besides?: Id<'booking'>,
  at?: Id<'organisation'>,
): Promise<{ what: string } | undefined> {
  const { guardMinutes } = await readSettings(tx);
  const [from, to] = [
    period.startsAt.subtract({ minutes: guardMinutes }),
    period.endsAt.add({ minutes: guardMinutes }),
  ];
  const booked = (await listBookedTimes(tx, from, to)).filter(
    it => it.id !== besides && (it.organisationId !== at || firstClash([it], period, 0)),
  );
  const clash = firstClash([...booked, ...(await listCalendarTimes(tx, from, to))], period, guardMinutes);
  if (clash) {
    const span = `${formatTime(londonTime(clash.startsAt))} to ${formatTime(londonTime(clash.endsAt))} on ${formatDay(londonDay(clash.startsAt))}`;
    const isNear = !firstClash([clash], period, 0);
    return {
      what: isNear ? `less than ${guardMinutes} minutes from ${clash.what}, ${span}` : `${clash.what}, ${span}`,
    };
  }
  // blocked hours of the night before may reach into it
  const off = (await listExceptions(tx, londonDay(period.startsAt).subtract({ days: 1 }))).find(
    it => it.kind !== 'extra' && firstClash([takenBy(it)], period, 0),
  );
  return off && { what: off.kind === 'off' ? 'days off that you entered' : 'hours that you blocked' };
}

/** The last day of those asked for that is within the horizon. */
export function lastOffered(ctx: Needs<'clock'>, settings: Settings, to: Temporal.PlainDate): Temporal.PlainDate {
  const horizon = ctx.clock.today().add({ days: settings.horizonDays });
  return Temporal.PlainDate.compare(to, horizon) > 0 ? horizon : to;
}

/** Everything that decides what is offered on those days, of the sessions that count. */
export async function readAvailability(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  settings: Settings,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  counts: (session: { readonly asksFirst: boolean }) => boolean = () => true,
): Promise<Availability> {
  const margin = { minutes: settings.guardMinutes };
  // sessions of the night before may reach into the first day, those of the last day into the next
  const start = startOfDay(from.subtract({ days: 1 })).subtract(margin);
  const end = startOfDay(to.add({ days: 2 })).add(margin);
  const yesterday = from.subtract({ days: 1 });
  return {
    rules: (await listRules(tx)).filter(counts),
    exceptions: (await listExceptions(tx, yesterday.subtract({ days: 1 }))).filter(counts).map(exceptionOf),
    termBreaks: await listTermBreaks(tx, yesterday),
    busy: [...(await listBookedTimes(tx, start, end)), ...(await listCalendarTimes(tx, start, end))],
    guardMinutes: settings.guardMinutes,
    now: ctx.clock.now(),
    noticeHours: settings.noticeHours,
    shortestMinutes: settings.shortestMinutes,
  };
}

function exceptionOf(kept: KeptException): AvailabilityException {
  if (kept.kind === 'off') return { kind: 'off', firstDay: kept.firstDay, lastDay: kept.lastDay };
  return { kind: kept.kind, date: kept.firstDay, from: kept.from, to: kept.to };
}

function takenBy(kept: KeptException): BusyPeriod {
  if (kept.kind === 'off')
    return { startsAt: startOfDay(kept.firstDay), endsAt: startOfDay(kept.lastDay.add({ days: 1 })) };
  const nextDay = Temporal.PlainTime.compare(kept.to, kept.from) <= 0;
  const endDay = nextDay ? kept.firstDay.add({ days: 1 }) : kept.firstDay;
  return {
    startsAt: kept.firstDay.toZonedDateTime({ timeZone: 'Europe/London', plainTime: kept.from }).toInstant(),
    endsAt: endDay.toZonedDateTime({ timeZone: 'Europe/London', plainTime: kept.to }).toInstant(),
  };
}
