/** Days in which a locum who asked to leave can come back: "until you delete your account + 30 days" of our privacy policy. */
export const GRACE_DAYS = 30;

/** The first day on which an account is erased that was asked to be closed on this day. */
export function eraseDay(askedOn: Temporal.PlainDate): Temporal.PlainDate {
  return askedOn.add({ days: GRACE_DAYS });
}

const REMINDERS = [7, 1] as const;

/** How many days before the end the locum is to be reminded today: 7 or 1, each once, the later one where both were missed; undefined: not today. */
export function leavingReminder(
  eraseOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
  last: number | null,
): number | undefined {
  const left = today.until(eraseOn).days;
  if (left <= 0) return undefined;
  return REMINDERS.filter(days => left <= days && (last === null || days < last)).at(-1);
}
