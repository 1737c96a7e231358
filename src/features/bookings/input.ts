import { z } from 'zod';
import {
  checkbox,
  choice,
  day,
  decimal,
  listOf,
  money,
  optionalText,
  shownId,
  time,
  wholeNumber,
} from '#platform/input.ts';
import { RATE_KINDS } from '#rules/booking-fee.ts';
import { parsePounds } from '#rules/money.ts';
import { BILLING_MODES, WORK_TYPES } from './booking.ts';

/** What is agreed. */
export const bookingInput = z.object({
  id: shownId('booking', 'the booking').optional(),
  organisation: shownId('organisation', 'an organisation'),
  state: z.enum(['offered', 'confirmed']).default('confirmed'),
  workType: choice('the type of work', WORK_TYPES),
  date: day('the day'),
  start: time('the start'),
  end: time('the end'),
  breakMinutes: wholeNumber('the break in minutes', { least: 0, most: 720, empty: 0 }),
  billingMode: choice('who pays', BILLING_MODES),
  rateKind: choice('what it is paid by', RATE_KINDS),
  rate: money('the rate'),
  units: decimal('the sessions or days', { decimals: 2, most: 100, empty: 100 }).refine(units => units > 0, {
    error: 'Enter how many sessions or days.',
  }),
  miles: decimal('the miles', { decimals: 1, most: 999, empty: 0 }),
  mileageRate: wholeNumber('the pence a mile', { least: 0, most: 200, empty: -1 }),
  pensionable: checkbox(),
  paymentTermsDays: wholeNumber('the days to pay', { least: 0, most: 120, empty: -1 }),
  siteNotes: optionalText('the notes', 2000),
});

export type BookingInput = z.output<typeof bookingInput>;

/** The extra lines of a form: three columns, rows left empty fall away. */
const extraColumns = {
  extraKind: listOf(z.string()),
  extraDescription: listOf(z.string()),
  extraAmount: listOf(z.string()),
};

/** As worked, with extras. */
export const deliveryInput = z
  .object({
    start: time('the start'),
    end: time('the end'),
    breakMinutes: wholeNumber('the break in minutes', { least: 0, most: 720, empty: 0 }),
    units: decimal('the sessions or days', { decimals: 2, most: 100, empty: -1 }),
    miles: decimal('the miles', { decimals: 1, most: 999, empty: -1 }),
    ...extraColumns,
  })
  .transform((input, ctx) => {
    const { extraKind, extraDescription, extraAmount, ...rest } = input;
    const extras = extraDescription.flatMap((text, i) => {
      const [description, amount] = [text.trim(), (extraAmount[i] ?? '').trim()];
      if (description === '' && amount === '') return [];
      const read = parsePounds(amount);
      if (description === '' || !read.ok) {
        ctx.addIssue({
          code: 'custom',
          path: ['extraDescription'],
          message: 'Each extra has a description and an amount in pounds, such as 25.00.',
        });
        return [];
      }
      return [
        {
          kind: extraKind[i] === 'expense' ? ('expense' as const) : ('work' as const),
          description: description.slice(0, 200),
          amountPence: read.pence,
        },
      ];
    });
    return { ...rest, extras };
  });

export type DeliveryInput = z.output<typeof deliveryInput>;

export const cancellationInput = z.object({
  by: choice('who cancels', ['locum', 'organisation']),
  reason: optionalText('the reason', 300),
  waive: checkbox(),
});

export type CancellationInput = z.output<typeof cancellationInput>;

export const repeatInput = z
  .object({
    every: choice('how often', ['day', 'week', 'fortnight']),
    weekdays: listOf(z.string()),
    until: z.string().optional(),
    times: wholeNumber('how many times', { least: 1, most: 100, empty: 0 }),
  })
  .transform(({ weekdays, ...rest }) => ({ ...rest, weekdays: weekdays.map(Number).filter(it => it >= 1 && it <= 7) }));

export type RepeatInput = z.output<typeof repeatInput>;

export const changeInput = bookingInput.omit({ id: true, state: true });
export type ChangeInput = z.output<typeof changeInput>;
