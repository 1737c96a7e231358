import { asOwner, type Owner } from '#platform/access.ts';
import type { CalendarDay } from '#platform/calendar/write-calendar.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { type TenWeeksLeft, tenWeeksLeft } from './deadlines.ts';
import { readOpenFormBs } from './open-form-bs.ts';
import { listPensionedWork } from './pensioned-work.ts';
import { readType2Due, type Type2Due } from './type2-role.ts';

/** How far back work may lie whose ten weeks still run. */
const BACK_DAYS = 75;

/**
 * The days of the pension for the locum's own calendar: when each open Form B is due, when the ten weeks of work that is not sent end, the last
 * chance of a form of several days, and the day of the Type 2 self-assessment.
 */
export async function pensionDays(ctx: Needs<'db' | 'clock'>, owner: Owner): Promise<CalendarDay[]> {
  const today = ctx.clock.today();
  return asOwner(ctx.db, owner, async tx => {
    const open = await readOpenFormBs(tx, today);
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
          description: `Work of ${formatDay(it.booking.workDate)}. Its forms must have arrived by this day.${unsureOf(it)}`,
        }),
      ),
      ...lastChances(tenWeeksLeft(work, today)),
      ...type2Day(await readType2Due(tx, today)),
    ];
  });
}

/** By the last day of a form, where that is not its first: once a form. */
function lastChances(work: readonly TenWeeksLeft[]): CalendarDay[] {
  const forms = new Map(
    work.flatMap(it => (it.form && !it.lastChance.equals(it.due) ? [[it.form.id, it] as const] : [])),
  );
  return [...forms].map(([id, it]) => ({
    uid: `last-chance-${showId('formA', id)}@sessional`,
    on: it.lastChance,
    summary: `Pension: last chance, ${it.booking.organisationName}`,
    description: `Form A ${it.form?.invoiceNumber}. By the last day worked its ten weeks end on this day.${unsureOf(it)}`,
  }));
}

function unsureOf({ booking }: TenWeeksLeft): string {
  const { tenWeeksConfirmed, label } = SCHEMES[schemeOf(booking.organisationNation)];
  return tenWeeksConfirmed ? '' : ` Ten weeks are not confirmed for ${label}.`;
}

function type2Day(due: Type2Due | undefined): CalendarDay[] {
  if (!due) return [];
  const name = `Type 2 self-assessment of ${due.year.replace('-', '/')}`;
  return [
    {
      uid: `type-2-${due.year}@sessional`,
      on: due.on,
      summary: `${name} is due`,
      description: 'For salaried and SOLO work, to PCSE. A missing year blocks all later ones on your record.',
    },
  ];
}
