import { daysBetween } from '../dates.ts';

/** Days before a last day on which a warning is given. */
export const WARNING_DAYS = [28, 14, 7, 3, 1] as const;

/** The day after the last chance: too late. */
export const TOO_LATE = 0;

/**
 * Which warning is due on a day, given those already sent: the smallest threshold reached, as days before `due`, or `TOO_LATE` on any day
 * after `lastChance`. Undefined where nothing is reached, or what is reached was sent. A job that missed days gives the nearest
 * warning only and counts those it passed over as superseded; one that runs twice a day gives nothing the second time.
 *
 * Ten weeks pass `safeUntil` as `due` and their `lastChance`; Form B has one day for both. Days are days in London.
 */
export function warningDue(
  due: Temporal.PlainDate,
  today: Temporal.PlainDate,
  sent: readonly number[],
  lastChance: Temporal.PlainDate = due,
): number | undefined {
  const reached = thresholdReached(due, today, lastChance);
  if (reached === undefined) return undefined;
  return sent.some(threshold => threshold <= reached) ? undefined : reached;
}

function thresholdReached(
  due: Temporal.PlainDate,
  today: Temporal.PlainDate,
  lastChance: Temporal.PlainDate,
): number | undefined {
  if (Temporal.PlainDate.compare(today, lastChance) > 0) return TOO_LATE;
  const left = daysBetween(today, due);
  return WARNING_DAYS.findLast(threshold => left <= threshold);
}
