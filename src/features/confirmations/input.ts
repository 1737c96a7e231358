import { z } from 'zod';
import { deliveryInput } from '#features/bookings/index.ts';
import { listOf, optionalText, requiredText, shownId } from '#platform/input.ts';

/** Who answers on a link. */
export const acknowledgementInput = z.object({
  name: requiredText('your name', 100),
  note: optionalText('the note', 1000),
  /** Which state of the booking the page showed. */
  agreed: z.string().max(64).optional(),
});

export type AcknowledgementInput = z.output<typeof acknowledgementInput>;

export const problemInput = z.object({
  name: requiredText('your name', 100),
  note: requiredText('what is wrong', 1000),
});

export type ProblemInput = z.output<typeof problemInput>;

/** The times and extras as worked, and who confirms them for the organisation. */
export const signOffInput = z
  .object({
    name: requiredText('your name', 100),
    role: requiredText('your role', 100),
  })
  .and(deliveryInput);

export type SignOffInput = z.output<typeof signOffInput>;

export const scheduleInput = z.object({
  id: shownId('schedule', 'the schedule').optional(),
  organisation: shownId('organisation', 'an organisation'),
  bookings: listOf(shownId('booking', 'a booking')).refine(ids => ids.length > 0, {
    error: 'Choose at least one booking.',
  }),
});

export type ScheduleInput = z.output<typeof scheduleInput>;
