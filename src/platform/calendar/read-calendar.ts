import type { BusyPeriod } from '#rules/availability.ts';
import { type Entry, type ReadComponent, readComponents } from './components.ts';
import { Budget, busyOfEvents, TooMuch, type Window } from './events.ts';
import { periodsOf } from './moments.ts';
import { type Zones, zonesOf } from './zones.ts';

export type CalendarReading =
  | {
      readonly ok: true;
      /** In order, joined where they meet, cut to the window. Nothing else of the calendar is kept. */
      readonly busy: readonly BusyPeriod[];
      /** Entries that could not be understood; what they take is not known. */
      readonly unreadable: number;
    }
  | {
      readonly ok: false;
      readonly reason: 'too_large' | 'not_a_calendar' | 'cut_off' | 'too_many';
      /** Says what is wrong and how to put it right. */
      readonly message: string;
    };

/** The largest calendar that is read, in characters. */
export const LARGEST_CALENDAR = 5 * 1024 * 1024;

/**
 * What is taken between two moments, by RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545): repeating events with what
 * is added, moved, left out and cancelled, all-day events as days in London, times without a zone as London's.
 */
export function readCalendar(text: string, window: Window): CalendarReading {
  if (text.length > LARGEST_CALENDAR) return no('too_large');
  const components = readComponents(text);
  if (!components.ok) return no(components.reason);
  const zones = zonesOf(components.timezones, components.zoneName);
  const budget = new Budget();
  try {
    const events = components.isCancelled ? [] : components.events;
    const fromEvents = busyOfEvents(events, zones, window, budget);
    const fromFreeBusy = components.freeBusy.flatMap(it => freeBusyPeriods(it, zones));
    return {
      ok: true,
      busy: joinedWithin([...fromEvents.busy, ...fromFreeBusy], window),
      unreadable: components.unreadable + fromEvents.unreadable,
    };
  } catch (fault) {
    if (fault instanceof TooMuch) return no('too_many');
    throw fault;
  }
}

const MESSAGES = {
  too_large: 'This calendar is larger than 5 MB. Export a shorter time, or only the calendar you work by.',
  not_a_calendar: 'This is not a calendar in the iCalendar format (.ics). Check the address, or export the file again.',
  cut_off: 'This calendar ends in the middle. Download or export it again.',
  too_many: 'This calendar repeats more than we can count. Export a shorter time, or only the calendar you work by.',
};

function no(reason: keyof typeof MESSAGES): CalendarReading {
  return { ok: false, reason, message: MESSAGES[reason] };
}

/** The taken periods of a VFREEBUSY: all but those called free. */
function freeBusyPeriods(component: ReadComponent, zones: Zones): BusyPeriod[] {
  return component
    .all('freebusy')
    .filter(it => it.parameter('fbtype')?.toUpperCase() !== 'FREE')
    .flatMap((it: Entry) => periodsOf(it, zones));
}

function joinedWithin(busy: readonly BusyPeriod[], window: Window): BusyPeriod[] {
  const all: BusyPeriod[] = [];
  for (const it of busy.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))) {
    const startsAt = later(it.startsAt, window.from);
    const endsAt = earlier(it.endsAt, window.to);
    if (Temporal.Instant.compare(startsAt, endsAt) >= 0) continue;
    const last = all.at(-1);
    if (last && Temporal.Instant.compare(startsAt, last.endsAt) <= 0) {
      all[all.length - 1] = { startsAt: last.startsAt, endsAt: later(last.endsAt, endsAt) };
    } else all.push({ startsAt, endsAt });
  }
  return all;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
