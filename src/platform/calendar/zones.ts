import ICAL from 'ical.js';
import { LONDON } from '#rules/dates.ts';
import type { ReadComponent } from './components.ts';
import { WINDOWS_ZONES } from './windows-zones.ts';

/** Goes between what a clock on the wall says and the moment. */
export interface Zone {
  /** A time that the clocks skip is taken as by the clock before the change, one that occurs twice as the first. */
  momentOf(wall: Temporal.PlainDateTime): Temporal.Instant;
  wallAt(moment: Temporal.Instant): Temporal.PlainDateTime;
}

export interface Zones {
  /** The zone of that name as the calendar means it. */
  named(id: string): Zone;
  /** Of times without a zone, and of days. */
  readonly floating: Zone;
  readonly utc: Zone;
}

/**
 * Zones by name. A name of the world's own table wins over what the calendar writes about it, since that is often out of date; then
 * Windows' names; then the calendar's own definition; then the zone that it names for itself as a whole; then London.
 */
export function zonesOf(definitions: readonly ReadComponent[], wholeName: string | undefined): Zones {
  const london = worldZone(LONDON);
  if (!london) throw new Error('no table of time zones');
  const known = new Map<string, Zone>();
  const find = (id: string): Zone => {
    const definition = definitions.find(it => it.text('tzid') === id);
    return (
      byName(id) ??
      (definition && (byName(definition.text('x-lic-location') ?? '') ?? ownZone(id, definition))) ??
      byName(wholeName ?? '') ??
      london
    );
  };
  return {
    floating: london,
    utc: worldZone('UTC') ?? london,
    named: id => {
      const zone = known.get(id) ?? find(id);
      known.set(id, zone);
      return zone;
    },
  };
}

function byName(id: string): Zone | undefined {
  const bare = id.trim().replace(/^"|"$/g, '');
  // some programs put their own path before the name: /freeassociation.sourceforge.net/Europe/London
  const tail = /[A-Za-z_]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.exec(bare)?.[0];
  const windows = WINDOWS_ZONES[bare.toLowerCase()];
  return worldZone(bare) ?? (windows ? worldZone(windows) : undefined) ?? (tail ? worldZone(tail) : undefined);
}

function worldZone(name: string): Zone | undefined {
  if (name === '') return undefined;
  try {
    // refuses a name that is in no table
    new Temporal.PlainDate(2026, 1, 1).toZonedDateTime(name);
  } catch {
    return undefined;
  }
  return {
    momentOf: wall => wall.toZonedDateTime(name).toInstant(),
    wallAt: moment => moment.toZonedDateTimeISO(name).toPlainDateTime(),
  };
}

/** A zone by the calendar's own VTIMEZONE. */
function ownZone(id: string, definition: ReadComponent): Zone | undefined {
  const changes = definition.jCal[2].flatMap(([, properties]) => properties.filter(it => it[0] === 'rrule'));
  // no clocks change but once or twice a year; another rule could keep ical.js counting for ever
  if (changes.some(([, , , rule]) => !isYearly(rule))) return undefined;
  try {
    const zone = new ICAL.Timezone({ component: new ICAL.Component([...definition.jCal]), tzid: id });
    const offsetAt = (wall: Temporal.PlainDateTime) => zone.utcOffset(icalTime(wall));
    const momentOf = (wall: Temporal.PlainDateTime) =>
      wall
        .toZonedDateTime('UTC')
        .toInstant()
        .subtract({ seconds: offsetAt(wall) });
    momentOf(new Temporal.PlainDateTime(2026, 1, 1));
    return {
      momentOf,
      wallAt: moment => {
        const utc = moment.toZonedDateTimeISO('UTC').toPlainDateTime();
        // the offset by which the clock there, set to it, tells this very moment
        const offsets = [-1, 0, 1].map(days => offsetAt(utc.add({ days })));
        const right = offsets.find(seconds => momentOf(utc.add({ seconds })).equals(moment));
        return utc.add({ seconds: right ?? offsets[1] ?? 0 });
      },
    };
  } catch {
    return undefined;
  }
}

function isYearly(rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null || !('freq' in rule) || rule.freq !== 'YEARLY') return false;
  return !('interval' in rule) || rule.interval === 1;
}

/** For ical.js, which counts with times of its own; without a zone. */
export function icalTime(wall: Temporal.PlainDateTime): InstanceType<typeof ICAL.Time> {
  return ICAL.Time.fromDateTimeString(wall.toString({ smallestUnit: 'second' }));
}
