import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { offeredSlots, type Slot } from '#rules/availability.ts';
import { startOfDay } from '#rules/dates.ts';
import { lastOffered, readAvailability } from './offered.ts';
import { readSettings } from './store.ts';

/**
 * `free`: all that the rules offer. `part`: some of it. `taken`: nothing is left of it, by work, a calendar, blocked hours or the notice.
 * `off`: a day off. `none`: nothing is offered, or the day is over.
 */
export type DayState = 'free' | 'part' | 'taken' | 'off' | 'none';

export interface AvailableDay {
  readonly date: Temporal.PlainDate;
  readonly state: DayState;
  readonly slots: readonly Slot[];
}

/** The days of a month, each with what may be booked on it and how much of the sessions of the rules that is. */
export async function readMonth(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  month: Temporal.PlainYearMonth,
): Promise<AvailableDay[]> {
  const days = Array.from({ length: month.daysInMonth }, (_, i) => month.toPlainDate({ day: i + 1 }));
  const [first, end] = [month.toPlainDate({ day: 1 }), month.toPlainDate({ day: month.daysInMonth })];
  const settings = await readSettings(tx);
  const last = lastOffered(ctx, settings, end);
  const availability = await readAvailability(ctx, tx, settings, first, end);
  const slots = offeredSlots(availability, first, last);
  const sessions = offeredSlots(
    {
      ...availability,
      busy: [],
      exceptions: availability.exceptions.filter(it => it.kind === 'extra'),
      now: startOfDay(first.subtract({ days: 1 })),
      noticeHours: 0,
    },
    first,
    last,
  );
  return days.map(date => {
    const its = slots.filter(slot => slot.date.equals(date));
    const isOver = Temporal.PlainDate.compare(date, ctx.clock.today()) < 0;
    const isOff = availability.exceptions.some(
      it =>
        it.kind === 'off' &&
        Temporal.PlainDate.compare(it.firstDay, date) <= 0 &&
        Temporal.PlainDate.compare(date, it.lastDay) <= 0,
    );
    const wanted = minutesOf(sessions.filter(slot => slot.date.equals(date)));
    return { date, slots: its, state: isOver ? 'none' : isOff ? 'off' : stateOf(minutesOf(its), wanted) };
  });
}

function stateOf(offered: number, wanted: number): DayState {
  if (offered > 0) return offered >= wanted ? 'free' : 'part';
  return wanted > 0 ? 'taken' : 'none';
}

function minutesOf(slots: readonly Slot[]): number {
  return slots.reduce((sum, it) => sum + it.startsAt.until(it.endsAt).total('minutes'), 0);
}
