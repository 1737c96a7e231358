import { asOwner, type Owner } from '#platform/access.ts';
import type { CalendarDay } from '#platform/calendar/write-calendar.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { monthsOpen, tenWeeksLeft } from './deadlines.ts';
import { listFormBs } from './form-b-store.ts';
import { listPensionedWork } from './pensioned-work.ts';
import { listFormAs } from './store.ts';

/** How far back work may lie whose ten weeks still run. */
const BACK_DAYS = 75;

/** The days of the pension for the locum's own calendar: when each open Form B is due, and when the ten weeks of work that is not sent end. */
export async function pensionDays(ctx: Needs<'db' | 'clock'>, owner: Owner): Promise<CalendarDay[]> {
  const today = ctx.clock.today();
  return asOwner(ctx.db, owner, async tx => {
    const open = monthsOpen(await listFormAs(tx), await listFormBs(tx));
    const work = await listPensionedWork(tx, today.subtract({ days: BACK_DAYS }), today);
    return [
      ...open.map(
        (it): CalendarDay => ({
          uid: `form-b-${it.month}-${it.scheme.replaceAll('_', '-')}@sessional`,
          on: it.due,
          summary: `Form B for ${formatPensionMonth(it.month)} is due`,
          description: `${SCHEMES[it.scheme].label}. Forms and money must be in by this day.`,
        }),
      ),
      ...tenWeeksLeft(work, today).map(
        (it): CalendarDay => ({
          uid: `ten-weeks-${showId('booking', it.booking.id)}@sessional`,
          on: it.due,
          summary: `Pension: ten weeks end, ${it.booking.organisationName}`,
          description: `Work of ${formatDay(it.booking.workDate)}. Its forms must have arrived by this day.`,
        }),
      ),
    ];
  });
}
