import { daysBetween } from '../dates.ts';

/** Days after a Form A was sent on which an unsigned one is chased. */
const AFTER_SENDING = [7, 14, 21] as const;

/** Days of the ten weeks that are left when it is chased again. */
const BEFORE_THE_END = [28, 14, 7] as const;

/** A chase so shortly before one of those days stands for it: two of a practice's forms are rarely sent on one day. */
const EARLY_DAYS = 3;

export interface FormToChase {
  readonly sentOn: Temporal.PlainDate;
  /** Ten weeks from its first day. */
  readonly safeUntil: Temporal.PlainDate;
  /** Ten weeks from its last day: after it nothing is gained. */
  readonly lastChance: Temporal.PlainDate;
  /** The days on which it was chased. */
  readonly chasedOn: readonly Temporal.PlainDate[];
}

/**
 * Whether an unsigned Form A is to be chased on a day: once for each of its days that has come. Days that were missed are made up for by
 * one chase, and a chase by hand, or one up to three days early, counts as well. The days are the product's own; no source sets them.
 */
export function chaseDue(form: FormToChase, today: Temporal.PlainDate): boolean {
  if (daysBetween(form.lastChance, today) > 0) return false;
  const days = [
    ...AFTER_SENDING.map(days => form.sentOn.add({ days })),
    ...BEFORE_THE_END.map(days => form.safeUntil.subtract({ days })),
  ];
  return days
    .filter(day => daysBetween(form.sentOn, day) > 0 && daysBetween(day, today) >= 0)
    .some(day => !form.chasedOn.some(chased => daysBetween(chased, day) <= EARLY_DAYS));
}
