import { daysBetween } from './dates.ts';

/** Days after the due day on which a late payer is reminded, unless the locum chooses others. The product's own; no source sets them. */
export const USUAL_CHASE_DAYS: readonly number[] = [1, 14, 21, 28];

/** Hours for which an organisation is left in peace after a reminder. */
export const PEACE_HOURS = 72;

/** A reminder so shortly before one of the days stands for it: it is what the hours of peace allow. */
const EARLY_DAYS = 3;

export interface LateInvoice {
  readonly dueOn: Temporal.PlainDate;
  /** The schedule, in days after the due day. */
  readonly days: readonly number[];
  /** The day on which the organisation said that it pays. */
  readonly promisedOn: Temporal.PlainDate | null;
  /** The days on which it was reminded, by hand or not. */
  readonly chasedOn: readonly Temporal.PlainDate[];
}

/**
 * The day on which a late invoice is next to be chased: the earliest day of its schedule that no reminder stands for, and the day after
 * a promise, before which nothing is sent. A day in the past is due now. Undefined where the schedule is at its end.
 */
export function nextChase({ dueOn, days, promisedOn, chasedOn }: LateInvoice): Temporal.PlainDate | undefined {
  const scheduled = days
    .map(after => dueOn.add({ days: after }))
    .filter(day => !chasedOn.some(chased => daysBetween(chased, day) <= EARLY_DAYS));
  if (!promisedOn) return earliest(scheduled);
  const broken = promisedOn.add({ days: 1 });
  const isAnswered = chasedOn.some(chased => daysBetween(broken, chased) >= 0);
  return earliest([...(isAnswered ? [] : [broken]), ...scheduled.filter(day => daysBetween(broken, day) >= 0)]);
}

function earliest(days: readonly Temporal.PlainDate[]): Temporal.PlainDate | undefined {
  return days.toSorted(Temporal.PlainDate.compare).at(0);
}
