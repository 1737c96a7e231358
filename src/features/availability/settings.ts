/** How a locum may be booked. */
export interface Settings {
  /** Kept free before and after anything that is taken, for travel and rest. */
  readonly guardMinutes: number;
  /** Nothing is offered that starts sooner. */
  readonly noticeHours: number;
  /** What is left of a session is offered only if it is as long as this. */
  readonly shortestMinutes: number;
  /** Nothing is offered further ahead. */
  readonly horizonDays: number;
}

/** Until a locum says otherwise. */
export const USUAL_SETTINGS: Settings = { guardMinutes: 30, noticeHours: 24, shortestMinutes: 120, horizonDays: 180 };

/** How far ahead calendars are read: as far as the furthest horizon. */
export const READ_AHEAD_DAYS = 401;
