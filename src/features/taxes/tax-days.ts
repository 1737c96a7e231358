import { asOwner, type Owner } from '#platform/access.ts';
import type { CalendarDay } from '#platform/calendar/write-calendar.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay } from '#rules/dates.ts';
import { formatPounds } from '#rules/money.ts';
import { taxYearBefore, taxYearOf } from '#rules/tax-year.ts';
import { readTaxYearView, type TaxYearView } from './read-tax-year.ts';
import { readTrader } from './store.ts';
import { updatesDue } from './update-dates.ts';

/** How far the days of a calendar reach. */
const AHEAD_DAYS = 400;

/** The days of tax for the locum's own calendar: payments by the estimates of the two years that are over, and quarterly updates. None for a company. */
export async function taxDays(ctx: Needs<'db' | 'clock'>, owner: Owner): Promise<CalendarDay[]> {
  const today = ctx.clock.today();
  const last = taxYearBefore(taxYearOf(today));
  return asOwner(ctx.db, owner, async tx => {
    if ((await readTrader(tx)).isCompany) return [];
    const views = [await readTaxYearView(tx, taxYearBefore(last)), await readTaxYearView(tx, last)];
    const updates = await updatesDue(tx, today, today, today.add({ days: AHEAD_DAYS }));
    return [
      ...views.flatMap(view => paymentDays(view, today)),
      ...updates.map(
        (it): CalendarDay => ({
          uid: `tax-update-${it.year}-${it.number}@sessional`,
          on: it.due,
          summary: `Quarterly update ${it.number} of ${it.year.replace('-', '/')} is due`,
          description: `Making Tax Digital, everything up to ${formatDay(it.last)}.`,
        }),
      ),
    ];
  });
}

function paymentDays({ answer, input, year }: TaxYearView, today: Temporal.PlainDate): CalendarDay[] {
  if (!answer.ok || input.turnoverPence === 0) return [];
  return answer.estimate.dates
    .filter(it => it.pence > 0 && Temporal.PlainDate.compare(it.on, today) >= 0)
    .map(it => ({
      uid: `tax-payment-${year}-${it.on}@sessional`,
      on: it.on,
      summary: `Tax of about ${formatPounds(it.pence)} is due`,
      description: `By the estimate of ${year.replace('-', '/')}.`,
    }));
}
