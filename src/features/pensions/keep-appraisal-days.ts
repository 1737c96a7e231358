import { type Booking, lockBooking } from '#features/bookings/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { type AppraisalDays, appraisalDays } from '#rules/pension/appraisal-days.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { replaceAppraisalDays } from './appraisal-days-store.ts';

/**
 * Keeps the further days of an appraisal beside that of its booking; said again they replace what was said. Refuses work that is no
 * appraisal or is billed already, days before the booking's or twice, and more days than the scheme year allows.
 */
export async function keepAppraisalDays(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'booking'>,
  further: readonly Temporal.PlainDate[],
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    refuseOtherWork(booking);
    refuseDays(booking, further);
    await replaceAppraisalDays(tx, id, further);
    await recordFact(ctx, tx, { kind: 'appraisal.days_said', subjectId: id, details: { days: further.length + 1 } });
  });
}

function refuseOtherWork(booking: Booking): void {
  if (booking.workType !== 'appraisal')
    throw new Refusal({ code: 'appraisal.other_work', message: 'Only an appraisal has several days.', status: 422 });
  if (booking.invoiceId !== null)
    throw new Refusal({
      code: 'appraisal.billed',
      message: 'This appraisal is on an invoice, and its Form A stands. Void the invoice to change its days.',
    });
}

function refuseDays(booking: Booking, further: readonly Temporal.PlainDate[]): void {
  const seen = new Set<string>();
  for (const [at, day] of further.entries()) {
    const field = `day${at + 2}`;
    if (Temporal.PlainDate.compare(day, booking.workDate) <= 0)
      throw new InputRefusal({
        [field]: `Its first day is that of the booking, ${formatDay(booking.workDate)}. Enter a later day, or move the booking.`,
      });
    if (seen.has(day.toString())) throw new InputRefusal({ [field]: `${formatDay(day)} is there twice.` });
    seen.add(day.toString());
  }
  const allowed = appraisalDays(schemeYearOf(booking.workDate), further.length + 1);
  if (!allowed.ok) throw new InputRefusal({ day2: APPRAISAL_REFUSALS[allowed.reason] });
}

/** Why an appraisal cannot have so many days, for people. */
export const APPRAISAL_REFUSALS: Readonly<Record<Exclude<AppraisalDays, { ok: true }>['reason'], string>> = {
  no_days: 'Enter at least one day.',
  one_day_until_2026_27: 'Before 2026/27 an appraisal is one day of service.',
  needs_written_approval: 'More than three days need written approval. Ask for it before you enter them.',
};
