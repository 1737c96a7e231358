import { z } from 'zod';
import { day, listOf, optionalText, requiredText, shownId, wholeNumber } from '#platform/input.ts';

/** Which delivered bookings to bill, and what to print beside them. */
export const draftInput = z.object({
  id: shownId('invoice', 'the invoice').optional(),
  organisation: shownId('organisation', 'an organisation'),
  bookings: listOf(shownId('booking', 'a booking')).refine(list => list.length > 0, {
    error: 'Choose at least one booking.',
  }),
  paymentTermsDays: wholeNumber('the days to pay', { least: 0, most: 120, empty: -1 }).optional(),
  purchaseOrder: optionalText('the order number', 80),
  notes: optionalText('the notes', 1000),
});

export type DraftInput = z.output<typeof draftInput>;

export const voidInput = z.object({ reason: requiredText('why it is voided', 300) });

export const refundInput = z.object({ refundedOn: day('the day on which the money went back') });
