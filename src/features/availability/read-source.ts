import { type CalendarReading, readCalendar } from '#platform/calendar/read-calendar.ts';
import type { Needs } from '#platform/context.ts';
import type { CalendarFailure } from '#ports/calendar-source.ts';
import type { BusyPeriod } from '#rules/availability.ts';
import { startOfDay } from '#rules/dates.ts';
import { READ_AHEAD_DAYS } from './settings.ts';

export type SourceReading =
  | { readonly ok: true; readonly busy: readonly BusyPeriod[]; readonly unreadable: number }
  | { readonly ok: false; readonly message: string };

/** What the calendar at an address says is taken, from yesterday on. */
export async function readAddress(ctx: Needs<'calendars' | 'clock'>, address: string): Promise<SourceReading> {
  const answer = await ctx.calendars.read(address);
  return answer.kind === 'read' ? readText(ctx, answer.text) : { ok: false, message: MESSAGES[answer.reason] };
}

/** What the text of a calendar says is taken, from yesterday on. */
export function readText(ctx: Needs<'clock'>, text: string): CalendarReading {
  const from = ctx.clock.today().subtract({ days: 1 });
  return readCalendar(text, { from: startOfDay(from), to: startOfDay(from.add({ days: READ_AHEAD_DAYS })) });
}

const MESSAGES: Readonly<Record<CalendarFailure, string>> = {
  not_allowed:
    'We cannot read from that address. Copy the private or secret address (.ics) that your calendar gives you.',
  not_found: 'There is no calendar at that address. Copy it again from your calendar’s settings.',
  denied: 'That calendar lets nobody in. Copy the private or secret address, which needs no password.',
  too_large: 'This calendar is larger than 5 MB. Share only the calendar that you work by.',
  unreachable: 'That address did not answer. Check it, or try again in a few minutes.',
};
