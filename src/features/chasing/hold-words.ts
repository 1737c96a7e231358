import { daysBetween, formatDay } from '#rules/dates.ts';
import type { Hold, Owed } from './unpaid.ts';

/** Where the reminders of an unpaid invoice stand, in a few words. */
export function standingWords(it: Owed, today: Temporal.PlainDate): string {
  if (it.hold === 'promised' && it.promisedOn) return `They pay on ${formatDay(it.promisedOn)}`;
  if (it.hold) return HOLD_LABELS[it.hold];
  if (it.next === undefined) return 'All reminders are sent';
  return daysBetween(today, it.next) <= 0 ? 'The next reminder is due' : `Next reminder ${formatDay(it.next)}`;
}

/** Why an invoice is not chased by itself. */
export const HOLD_LABELS: Readonly<Record<Hold, string>> = {
  claimed: 'They say it is paid',
  disputed: 'They say it is not right',
  promised: 'They said when they pay',
  paused: 'Paused by you',
  organisation_off: 'Off for this organisation',
  account_off: 'Reminders are off',
  not_sent: 'Not sent from here, so not chased by itself',
};
