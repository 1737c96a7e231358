/** How often something repeats, in months. */
export const RECURRENCES = [1, 3, 12] as const;
export type EveryMonths = (typeof RECURRENCES)[number];

export const RECURRENCE_LABELS: Readonly<Record<EveryMonths, string>> = {
  1: 'Every month',
  3: 'Every quarter',
  12: 'Every year',
};

export interface Recurrence {
  readonly firstOn: Temporal.PlainDate;
  readonly everyMonths: EveryMonths;
  /** The last day on which it may fall; null: it goes on. */
  readonly untilOn: Temporal.PlainDate | null;
}

/**
 * The days on which it falls after the first day given and up to the second, in order. Each is counted from the first of all, so that one
 * of the 31st falls on the last day of a shorter month and on the 31st again after it.
 */
export function daysDue(
  it: Recurrence,
  after: Temporal.PlainDate | null,
  upTo: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = [];
  for (let n = 0; ; n++) {
    const day = it.firstOn.add({ months: n * it.everyMonths });
    if (isAfter(day, upTo) || (it.untilOn && isAfter(day, it.untilOn))) return days;
    if (after === null || isAfter(day, after)) days.push(day);
  }
}

/** The next day on which it falls after that day; undefined where it has ended by then. */
export function nextDue(it: Recurrence, after: Temporal.PlainDate): Temporal.PlainDate | undefined {
  return daysDue(it, after, isAfter(it.firstOn, after) ? it.firstOn : after.add({ months: it.everyMonths + 1 }))[0];
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}
