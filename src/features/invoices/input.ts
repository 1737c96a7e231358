import { z } from 'zod';
import { day, listOf, optionalMoney, optionalText, requiredText, shownId, wholeNumber } from '#platform/input.ts';

/** Which delivered bookings to bill, and what to print beside them. */
export const draftInput = z.object({
  id: shownId('invoice', 'the invoice').optional(),
  organisation: shownId('organisation', 'an organisation'),
  bookings: listOf(shownId('booking', 'a booking')).refine(list => list.length > 0, {
    error: 'Choose at least one booking.',
  }),
  paymentTermsDays: wholeNumber('the days to pay', { least: 0, most: 120, empty: -1 }).optional(),
  purchaseOrder: optionalText('the order number', 80),
  buyerReference: optionalText('the buyer’s reference', 80).optional(),
  notes: optionalText('the notes', 1000),
});

export type DraftInput = z.output<typeof draftInput>;

/** What the buyer wants to read on a draft. */
export const referencesInput = z.object({
  purchaseOrder: optionalText('the order number', 80),
  buyerReference: optionalText('the buyer’s reference', 80),
});

export type ReferencesInput = z.output<typeof referencesInput>;

export const voidInput = z.object({ reason: requiredText('why it is voided', 300) });

/** What to credit by hand: lines by their place on the invoice, counted from nought, or an amount. */
export const creditInput = z.object({
  id: shownId('creditNote', 'the credit note').optional(),
  lines: z
    .union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()])
    .optional()
    .transform(value => [value ?? []].flat().map(Number))
    .pipe(z.array(z.number({ error: 'Choose lines of this invoice.' }).int().min(0).max(10_000))),
  amount: optionalMoney('the amount'),
  reason: requiredText('why it is credited, since it is printed', 500),
});

export type CreditInput = z.output<typeof creditInput>;

export const refundInput = z.object({ refundedOn: day('the day on which the money went back') });
