import { type CalendarAnswer, type CalendarSource, LARGEST_ANSWER } from '#ports/calendar-source.ts';

/** Calendars that stand on a shelf in memory: for tests, which put them there. */
export interface CalendarShelf extends CalendarSource {
  put(address: string, what: string | CalendarAnswer): void;
  /** How often any address was read. */
  readonly reads: () => number;
}

export function calendarShelf(): CalendarShelf {
  const shelf = new Map<string, string | CalendarAnswer>();
  let reads = 0;
  return {
    put: (address, what) => void shelf.set(address, what),
    reads: () => reads,
    async read(address) {
      reads++;
      if (!/^(https|webcal):\/\//.test(address)) return { kind: 'failed', reason: 'not_allowed' };
      const found = shelf.get(address);
      if (found === undefined) return { kind: 'failed', reason: 'not_found' };
      if (typeof found !== 'string') return found;
      if (Buffer.byteLength(found) > LARGEST_ANSWER) return { kind: 'failed', reason: 'too_large' };
      return { kind: 'read', text: found };
    },
  };
}
