import ICAL from 'ical.js';
import { type When, whenOf } from './moments.ts';
import { icalTime, type Zones } from './zones.ts';

/** What counting is charged to. */
interface Charge {
  spend(): void;
}

/** Longer pauses than these are no rule that anybody keeps a calendar by, and ical.js steps through every day of them. */
const LONGEST_INTERVAL = 1000;

/**
 * The times on the wall that a rule gives from the event's start until a moment; with none before it for rules without an end.
 * ical.js counts; where the rule ends is decided here, since its UNTIL may be in another zone than the event.
 */
export function* ruleTimes(
  rule: unknown,
  start: When,
  zones: Zones,
  until: Temporal.Instant,
  charge: Charge,
): Generator<Temporal.PlainDateTime> {
  if (!isRule(rule)) throw new TypeError('not a rule');
  const { until: last, ...rest } = rule;
  const end = typeof last === 'string' ? whenOf(last, undefined, zones) : undefined;
  const recur = ICAL.Recur.fromData({ ...withLeapDay(rest, start), until: icalTime(lastWall(until)) });
  if (recur.interval > LONGEST_INTERVAL) throw new RangeError('an interval that nobody means');
  const iterator = recur.iterator(icalTime(start.wall));
  chargeEachStep(iterator, charge);
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { year, month, day, hour, minute, second } = next;
    const wall = new Temporal.PlainDateTime(year, month, day, hour, minute, second);
    const moment = start.zone.momentOf(wall);
    if (Temporal.Instant.compare(moment, until) >= 0 || (end && isAfter(wall, moment, end, zones))) return;
    yield wall;
  }
}

/** A bound for ical.js alone, a day beyond whatever zone the event is in. */
function lastWall(until: Temporal.Instant): Temporal.PlainDateTime {
  return until.toZonedDateTimeISO('UTC').toPlainDateTime().add({ days: 2 });
}

function isAfter(wall: Temporal.PlainDateTime, moment: Temporal.Instant, end: When, zones: Zones): boolean {
  if (end.isDay) return Temporal.PlainDate.compare(wall.toPlainDate(), end.wall.toPlainDate()) > 0;
  if (end.zone === zones.utc) return Temporal.Instant.compare(moment, end.moment) > 0;
  return Temporal.PlainDateTime.compare(wall, end.wall) > 0;
}

type Rule = Readonly<Record<string, unknown>>;

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'freq' in value;
}

/** Every 29 February is in leap years only; ical.js would put it on 1 March in the others. */
function withLeapDay(rule: Rule, start: When): Rule {
  const { month, day } = start.wall;
  if (rule.freq !== 'YEARLY' || month !== 2 || day !== 29) return rule;
  return Object.keys(rule).some(it => it.startsWith('by')) ? rule : { ...rule, bymonth: 2, bymonthday: 29 };
}

/** ical.js looks for the next time that fits without end; a rule that none ever fits is stopped where it checks one. */
function chargeEachStep(iterator: object, charge: Charge): void {
  const own = iterator as { check_contracting_rules(): boolean };
  const check = own.check_contracting_rules.bind(iterator);
  own.check_contracting_rules = () => {
    charge.spend();
    return check();
  };
}
