import { z } from 'zod';
import { choice, day, decimal, shownId } from '#platform/input.ts';
import { DECIDERS, HIRER_SIZES } from '#rules/off-payroll.ts';
import { EMPLOYMENT_STATUSES, PAID_THROUGH } from './engagement.ts';

/** How a booking is paid. What does not go with how it is paid is refused field by field, not dropped. */
export const engagementInput = z
  .object({
    paidThrough: choice('how you are paid', PAID_THROUGH),
    payer: emptyOr(shownId('organisation', 'who pays')),
    holiday: choice('how holiday is paid', ['included', 'on_top']).default('included'),
    holidayPercent: decimal('the holiday pay in per cent', { decimals: 2, most: 100, empty: 0 }),
    hirerSize: emptyOr(choice('what the hirer is', HIRER_SIZES)),
    statusDecidedBy: emptyOr(choice('who decides', DECIDERS)),
    status: emptyOr(choice('the status', EMPLOYMENT_STATUSES)),
    decidedOn: emptyOr(day('the day of the decision')),
    statementReceivedOn: emptyOr(day('the day of the statement')),
    disagreedOn: emptyOr(day('the day on which you disagreed')),
  })
  .superRefine((it, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
    if (it.paidThrough === 'umbrella' && it.payer === null) refuse('payer', 'Choose the umbrella company.');
    if (it.paidThrough === 'invoice' && it.payer !== null)
      refuse('payer', 'An invoice goes to the organisation of the booking. Leave this empty.');
    if (it.holiday === 'on_top' && it.holidayPercent === 0)
      refuse('holidayPercent', 'Enter the per cent that comes on top, such as 12.07.');
    if (it.holiday === 'included' && it.holidayPercent > 0)
      refuse('holidayPercent', 'Leave this empty where the rate includes holiday pay.');
    if (it.decidedOn && it.status !== 'inside' && it.status !== 'outside')
      refuse('decidedOn', 'Choose the status that was decided.');
    if (it.disagreedOn && it.status !== 'inside' && it.status !== 'outside')
      refuse('disagreedOn', 'You can disagree once there is a decision.');
  });

export type EngagementInput = z.output<typeof engagementInput>;

function emptyOr<Field extends z.ZodType<unknown, string>>(field: Field) {
  return z
    .union([z.literal('').transform(() => null), field])
    .nullish()
    .transform(value => value ?? null);
}
