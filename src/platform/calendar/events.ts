import type { BusyPeriod } from '#rules/availability.ts';
import type { ReadComponent } from './components.ts';
import { firstWhen, lengthened, periodsOf, type When, whensOf } from './moments.ts';
import { ruleTimes } from './repeat-rule.ts';
import type { Zones } from './zones.ts';

/** From a moment to another, the second not included. */
export interface Window {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** More repeats than are worth counting. */
export class TooMuch extends Error {}

/** How much counting one calendar may cost, and one event of it: a rule that no day ever fits must not hide the other events. */
export class Budget {
  private left = 100_000;
  private leftOfEvent = 0;
  beginEvent(): void {
    this.leftOfEvent = 40_000;
  }
  spend(): void {
    this.left--;
    this.leftOfEvent--;
    if (this.left < 0) throw new TooMuch('more repeats than are counted');
    if (this.leftOfEvent < 0) throw new RangeError('one event with more repeats than are counted');
  }
}

interface Occurrence {
  readonly wall: Temporal.PlainDateTime;
  readonly moment: Temporal.Instant;
}

/** What the events take. Events of one UID belong together: one that repeats, and single times of it that were changed. */
export function busyOfEvents(
  events: readonly ReadComponent[],
  zones: Zones,
  window: Window,
  budget: Budget,
): { busy: BusyPeriod[]; unreadable: number } {
  let unreadable = 0;
  const busy: BusyPeriod[] = [];
  const byUid = Map.groupBy(events, (it, i) => it.text('uid') || `without uid ${i}`);
  for (const group of byUid.values()) {
    const changes: Change[] = [];
    for (const component of newestOf(group.filter(it => it.one('recurrence-id')))) {
      const change = tried(() => changeOf(component, zones));
      if (change) changes.push(change);
      else unreadable++;
    }
    for (const change of changes) {
      const period =
        takesTime(change.component) && tried(() => periodFrom(change.component, change.start, change.start));
      if (period) busy.push(period);
    }
    for (const component of newestOf(group.filter(it => !it.one('recurrence-id')))) {
      if (!takesTime(component)) continue;
      budget.beginEvent();
      const found = tried(() => repeats(component, changes, zones, window, budget));
      if (found) busy.push(...found);
      else unreadable++;
    }
  }
  return { busy, unreadable };

  /** Undefined where an event is broken; what is too much stops the whole reading. */
  function tried<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (fault) {
      if (fault instanceof TooMuch) throw fault;
      return undefined;
    }
  }

  function periodFrom(component: ReadComponent, start: When, at: Occurrence): BusyPeriod | undefined {
    const endsAt = endOf(component, start, at, zones);
    return Temporal.Instant.compare(at.moment, endsAt) < 0 ? { startsAt: at.moment, endsAt } : undefined;
  }
}

/** A single time of a repeating event that was moved, altered or cancelled; or all from that one on. */
interface Change {
  readonly component: ReadComponent;
  /** When it would have been. */
  readonly instead: When;
  readonly start: When;
  readonly isFromThenOn: boolean;
}

function changeOf(component: ReadComponent, zones: Zones): Change {
  const entry = component.one('recurrence-id');
  const instead = firstWhen(entry, zones);
  if (!instead) throw new TypeError('a change without the time that it changes');
  return {
    component,
    instead,
    start: firstWhen(component.one('dtstart'), zones) ?? instead,
    isFromThenOn: entry?.parameter('range')?.toUpperCase() === 'THISANDFUTURE',
  };
}

/** Of several versions of one thing the one with the highest SEQUENCE; all of them where nothing tells which is newer. */
function newestOf(components: readonly ReadComponent[]): ReadComponent[] {
  const same = Map.groupBy(components, it => JSON.stringify(it.one('recurrence-id')?.values ?? null));
  return [...same.values()].flatMap(versions => {
    const sequence = (it: ReadComponent) => Number(it.text('sequence') ?? 0) || 0;
    const newest = Math.max(...versions.map(sequence));
    return versions.filter(it => sequence(it) === newest);
  });
}

/** Not where it is cancelled, or its owner is shown as free meanwhile. */
function takesTime(component: ReadComponent): boolean {
  return (
    component.text('status')?.toUpperCase() !== 'CANCELLED' &&
    component.text('transp')?.toUpperCase() !== 'TRANSPARENT' &&
    component.text('x-microsoft-cdo-busystatus')?.toUpperCase() !== 'FREE'
  );
}

/** Each time of the event, but for those left out and those changed, which stand for themselves. */
function repeats(
  component: ReadComponent,
  changes: readonly Change[],
  zones: Zones,
  window: Window,
  budget: Budget,
): BusyPeriod[] {
  const start = firstWhen(component.one('dtstart'), zones);
  if (!start) throw new TypeError('an event without a start');
  const leftOut = new Set(
    [...component.all('exdate').flatMap(it => whensOf(it, zones)), ...changes.map(it => it.instead)].map(it =>
      keyOf(it, start.isDay),
    ),
  );
  const isLeftOut = (at: Occurrence) =>
    leftOut.has(String(at.wall.toPlainDate())) || (!start.isDay && leftOut.has(String(at.moment)));
  const fromThenOn = changes
    .filter(it => it.isFromThenOn)
    .toSorted((a, b) => Temporal.Instant.compare(b.instead.moment, a.instead.moment));
  const found: BusyPeriod[] = [];
  const add = (at: Occurrence) => {
    if (isLeftOut(at)) return;
    const change = fromThenOn.find(it => Temporal.Instant.compare(it.instead.moment, at.moment) <= 0);
    if (change && !takesTime(change.component)) return;
    const moved = change ? movedBy(change, at) : at;
    const endsAt = change ? endOf(change.component, change.start, moved, zones) : endOf(component, start, moved, zones);
    if (Temporal.Instant.compare(moved.moment, endsAt) < 0) found.push({ startsAt: moved.moment, endsAt });
  };
  add(start);
  for (const rule of component.all('rrule')) {
    for (const value of rule.values) {
      for (const wall of ruleTimes(value, start, zones, window.to, budget)) {
        if (!wall.equals(start.wall)) add({ wall, moment: start.zone.momentOf(wall) });
      }
    }
  }
  for (const entry of component.all('rdate')) {
    if (entry.type === 'period') found.push(...periodsOf(entry, zones));
    else for (const it of whensOf(entry, zones)) add({ wall: start.zone.wallAt(it.moment), moment: it.moment });
  }
  return found;
}

/** Days are told apart by the day, whatever a program wrote as their time; times by the moment. */
function keyOf(when: When, ofDays: boolean): string {
  return when.isDay || ofDays ? String(when.wall.toPlainDate()) : String(when.moment);
}

function movedBy(change: Change, at: Occurrence): Occurrence {
  const shift = change.instead.zone
    .wallAt(change.instead.moment)
    .until(change.instead.zone.wallAt(change.start.moment));
  const wall = at.wall.add(shift);
  return { wall, moment: change.instead.zone.momentOf(wall) };
}

/**
 * When one time of the event ends. With DTEND the RFC (5545, section 3.8.5.3, read 2026-11-23) repeats the minutes that really pass, while calendars show the same time on
 * the wall; over a change of the clock the later of the two counts, so that nothing is offered while either says taken.
 */
function endOf(component: ReadComponent, start: When, at: Occurrence, zones: Zones): Temporal.Instant {
  const end = firstWhen(component.one('dtend'), zones);
  if (end) {
    const exact = at.moment.add(start.moment.until(end.moment));
    const onTheWall = start.zone.momentOf(at.wall.add(start.wall.until(start.zone.wallAt(end.moment))));
    if (start.isDay && !onTheWall.equals(at.moment)) return onTheWall;
    if (!start.isDay) return Temporal.Instant.compare(exact, onTheWall) >= 0 ? exact : onTheWall;
  }
  const length = component.text('duration');
  if (length !== undefined && !end) return lengthened(at.wall, start.zone, Temporal.Duration.from(length));
  return start.isDay ? start.zone.momentOf(at.wall.add({ days: 1 })) : at.moment;
}
