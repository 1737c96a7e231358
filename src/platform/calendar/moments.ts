import type { BusyPeriod } from '#rules/availability.ts';
import type { Entry } from './components.ts';
import type { Zone, Zones } from './zones.ts';

/** One value of DTSTART, EXDATE and their like: a day, or a time on the wall of some zone. */
export interface When {
  readonly isDay: boolean;
  /** Midnight for a day. */
  readonly wall: Temporal.PlainDateTime;
  readonly zone: Zone;
  readonly moment: Temporal.Instant;
}

/** All values of a property. Throws where one is not a day and not a time. */
export function whensOf(entry: Entry, zones: Zones): When[] {
  return entry.values.map(value => whenOf(String(value), entry.parameter('tzid'), zones));
}

/** The first value of a property. */
export function firstWhen(entry: Entry | undefined, zones: Zones): When | undefined {
  return entry && whensOf(entry, zones)[0];
}

/** `2026-11-24`, `2026-11-24T08:30:00`, `2026-11-24T08:30:00Z` */
export function whenOf(text: string, zoneName: string | undefined, zones: Zones): When {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const isUtc = text.endsWith('Z');
  const zone = isUtc ? zones.utc : isDay || zoneName === undefined ? zones.floating : zones.named(zoneName);
  const wall = isDay
    ? Temporal.PlainDate.from(text).toPlainDateTime()
    : Temporal.PlainDateTime.from(isUtc ? text.slice(0, -1) : text, { overflow: 'reject' });
  return { isDay, wall, zone, moment: zone.momentOf(wall) };
}

/** The values of a property that holds periods: two moments, or one and how long. */
export function periodsOf(entry: Entry, zones: Zones): BusyPeriod[] {
  return entry.values.flatMap(value => {
    if (!Array.isArray(value)) return [];
    const [from, to] = value.map(String);
    if (from === undefined || to === undefined) return [];
    const start = whenOf(from, entry.parameter('tzid'), zones);
    const endsAt = /^[+-]?P/.test(to)
      ? lengthened(start.wall, start.zone, Temporal.Duration.from(to))
      : whenOf(to, entry.parameter('tzid'), zones).moment;
    return [{ startsAt: start.moment, endsAt }];
  });
}

/** Days and weeks by the clock on the wall, hours and minutes as they really pass. */
export function lengthened(wall: Temporal.PlainDateTime, zone: Zone, length: Temporal.Duration): Temporal.Instant {
  const { weeks, days, hours, minutes, seconds } = length;
  return zone.momentOf(wall.add({ weeks, days })).add({ hours, minutes, seconds });
}
