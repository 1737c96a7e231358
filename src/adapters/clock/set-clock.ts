import type { Clock } from '#ports/clock.ts';

/** A clock that stands where it is set: for tests, and for the demo, which lives through a year. */
export interface SetClock extends Clock {
  set(moment: Temporal.Instant): void;
}

/** Stands at the given moment until it is set to another. */
export function setClock(start: Temporal.Instant): SetClock {
  let moment = start;
  return {
    now: () => moment,
    today: () => moment.toZonedDateTimeISO('Europe/London').toPlainDate(),
    set(next) {
      moment = next;
    },
  };
}
